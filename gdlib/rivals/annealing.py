"""Simulated annealing: a random walk that cools down."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdlib.arguments import Array, function, positive_number, seeded
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss
from gdlib.rivals.search import Search, walk


def cooling(first: float, *, rate: float | None = None) -> Callable[[int], float]:
    r"""A temperature for each n: :math:`T_0 r^n`, or without a ``rate`` :math:`T_0/\ln(n + 2)`.

    The second is so slow that on finitely many states annealing ends in the lowest one with a
    probability that tends to 1, if :math:`T_0` is at least the depth of the deepest pit that is
    not the lowest. ``first`` is :math:`T_0 > 0` in units of L; ``rate`` is r in (0, 1).

    >>> [round(cooling(10.0, rate=0.5)(n), 2) for n in (0, 1, 2)]
    [10.0, 5.0, 2.5]
    >>> [round(cooling(10.0)(n), 2) for n in (0, 1, 1000)]
    [14.43, 9.1, 1.45]

    Raises TypeError or ValueError if they are not. B. Hajek, Math. Operations Res. 13 (1988)
    311–329.
    """
    hot = float(positive_number("first", first))
    if rate is None:
        return lambda n: hot / math.log(n + 2)
    r = float(positive_number("rate", rate))
    if r >= 1:
        raise ValueError(f"rate: expected a number between 0 and 1, got {rate!r}")
    return lambda n: hot * r**n


def anneal(
    loss: Loss | ArrayLoss,
    start: ArrayLike,
    temperature: Callable[[int], float],
    evaluations: int,
    *,
    length: float = 1.0,
    seed: int = 0,
    keep: str = "all",
) -> Search:
    r"""Simulated annealing: random steps; those that go up are taken too, ever more rarely.

    .. math:: P(\text{take a step that raises } L \text{ by } \delta) = e^{-\delta/T_n}

    Parameters
    ----------
    loss : Loss or ArrayLoss
        :math:`L`, a function of d variables; only its values are used.
    start : array_like, shape (..., d)
        :math:`\theta_0`, in units of θ, of one walker or of many independent ones.
    temperature : function
        n to :math:`T_n \ge 0`, in units of L, such as `cooling`.
    evaluations : int
        The budget: how often each walker may ask for the loss, 1 or more.
    length : float
        The standard deviation of a step in each coordinate, in units of θ.
    seed : int
        The same seed gives the same search.
    keep : "all" or "ends"
        Whether to keep all points or the first and the last.

    Returns
    -------
    Search
        Where the walkers have been, and the best that each has seen.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.

    Examples
    --------
    >>> from gdlib import LOSSES
    >>> for n in (100, 1000, 10_000):
    ...     print(anneal(LOSSES["Rastrigin"], (4, 4), cooling(20, rate=0.9 ** (100 / n)), n))
    Search(best 5.39417 after 100 evaluations)
    Search(best 1.1327 after 1000 evaluations)
    Search(best 0.0234932 after 10000 evaluations)

    References
    ----------
    S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, Science 220 (1983) 671–680.
    """
    function("temperature", temperature)
    size, generator = float(positive_number("length", length)), seeded(seed)

    def move(points: Array) -> Array:
        return points + size * generator.normal(size=points.shape)

    def accept(n: int, rise: Array) -> NDArray[np.bool_]:
        warm = float(positive_number(f"temperature({n})", temperature(n), zero=True))
        # A rise of δ is taken if an exponential number of mean T is above it.
        return rise <= warm * generator.exponential(size=rise.shape)

    return walk(loss, start, move, accept, evaluations, keep)
