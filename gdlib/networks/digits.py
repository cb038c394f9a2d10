"""Handwritten digits: 1,797 of them, small enough to come with the package."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array


def load_digits() -> tuple[Array, NDArray[np.int64]]:
    """Images of handwritten digits, and which digits they are.

    Returns
    -------
    x : array, shape (1797, 64)
        The darkness of 8 × 8 dots, row by row, from 0 to 1.
    t : array of int, shape (1797,)
        The digits, 0 to 9.

    Examples
    --------
    >>> from gdlib import Network, descend, load_digits, network_loss
    >>> x, t = load_digits()
    >>> network = Network((64, 16, 10))
    >>> loss = network_loss(network, x, t, "cross-entropy")
    >>> path = descend(loss, network.random(seed=0), 1.0, steps=100)
    >>> path.values[[0, 20, 100]].round(2).tolist()
    [2.35, 0.53, 0.13]
    >>> guesses = network(path.points[-1], x).argmax(axis=1)
    >>> round(float((guesses == t).mean()), 2)
    0.98

    References
    ----------
    E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
    Repository (1998), doi 10.24432/C50P49, its part of 13 writers; CC BY 4.0.
    """
    with np.load(str(files("gdlib.networks") / "data" / "digits.npz")) as stored:
        return stored["images"] / 16, stored["digits"].astype(np.int64)
