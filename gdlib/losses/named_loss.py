"""A loss that has a name in the literature: where it is looked at, and what is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from gdlib.arguments import Array
from gdlib.loss import Loss

Points = Sequence[Any]


@dataclass(frozen=True, eq=False, repr=False)
class NamedLoss(Loss):
    r"""A `Loss` with its domain, its known stationary points and its source.

    ``domain`` holds an interval for each coordinate: where pictures and searches look. What is
    known of points where :math:`\nabla L = 0` is in ``minima`` (local ones too), ``saddles`` and
    ``maxima``: arrays (k, d), to 1e-8 or better, for the parameters that the loss now has.

    >>> from gdlib import LOSSES, descend
    >>> wells = LOSSES["double well"]
    >>> wells.minima.ravel().tolist(), wells.maxima.ravel().tolist()
    ([-1.0, 1.0], [0.0])
    >>> descend(wells, 0.5, 0.25).values[[0, 5, 10]].round(8).tolist()
    [0.140625, 0.00683629, 1.213e-05]
    """

    domain: tuple[tuple[float, float], ...] = ()
    source: str = ""
    known_minima: Points = ()
    known_saddles: Points = ()
    known_maxima: Points = ()

    @property
    def minima(self) -> Array:
        """The known local minimisers, (k, d); the first is a global one."""
        return self._points(self.known_minima)

    @property
    def saddles(self) -> Array:
        """The known saddle points, (k, d)."""
        return self._points(self.known_saddles)

    @property
    def maxima(self) -> Array:
        """The known local maximisers, (k, d)."""
        return self._points(self.known_maxima)

    def _points(self, points: Points) -> Array:
        def number(coordinate: Any) -> float:
            letters = {s: self.parameters[s.name] for s in sp.sympify(coordinate).free_symbols}
            return float(sp.sympify(coordinate).subs(letters))

        rows = [[number(c) for c in np.atleast_1d(np.array(point, object))] for point in points]
        return np.array(rows, dtype=float).reshape(len(points), self.dimension)
