"""What every search has: where it has been, what it asked for, and the walk that some share.

    random_search · local_random_search (`random_searches`) · anneal (`annealing`)   values only
    restarts (`random_searches`)                                   gradients, from many starts
    graduate (`graduation`)                                        gradients of smoothed losses

Those that walk take many starts at once: independent walkers, whose successes can be counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdlib.arguments import (
    Array,
    count,
    finite_points,
    frozen,
    numbers_array,
    one_of,
    real_number,
)
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss

Accept = Callable[[int, Array], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False, repr=False)
class Search:
    """Where a search has been, and what it asked for.

    ``points`` (k, ..., d) and ``values`` (k, ...) are where it stood, in order; ``best`` (..., d)
    is the point of least ``value`` (...) of all that it has seen. ``evaluations`` counts how often
    each walker asked for the loss, ``gradients`` (...) for its gradient.

    >>> from gdlib import LOSSES, local_random_search
    >>> search = local_random_search(LOSSES["valley"], (10, 1), 0.5, 100)
    >>> search
    Search(best 0.101742 after 100 evaluations)
    >>> search.share(1.0)[[0, 60, 99]].tolist()
    [0.0, 0.0, 1.0]
    """

    points: Array
    values: Array
    best: Array
    value: Array
    evaluations: int
    gradients: Array | int = 0

    def __post_init__(self) -> None:
        for name in ("points", "values", "best", "value"):
            object.__setattr__(self, name, frozen(np.asarray(getattr(self, name))))

    def share(self, target: float) -> Array:
        """The share of walkers that have stood no higher than ``target``, for each point, (k,)."""
        level = real_number("target", target)
        so_far = np.minimum.accumulate(self.values, axis=0) <= level
        return so_far.reshape(len(so_far), -1).mean(axis=1)

    def __repr__(self) -> str:
        asked = f"{self.evaluations} evaluation{'' if self.evaluations == 1 else 's'}"
        if np.any(self.gradients):
            asked += f" and {int(np.max(self.gradients))} gradients"
        return f"Search(best {float(np.min(self.value)):.6g} after {asked})"


def walk(
    loss: Loss | ArrayLoss,
    start: ArrayLike,
    move: Callable[[Array], Array],
    accept: Accept,
    evaluations: int,
    keep: str,
) -> Search:
    """Walkers that try where ``move`` leads and go there if ``accept(n, rise)`` of the loss."""
    here, number = points_of(loss, start), count("evaluations", evaluations, least=1)
    everything = one_of("keep", keep, ("all", "ends")) == "all"
    value = values_of(loss, here)
    best, lowest = here, value
    points, values = [here], [value]
    for n in range(number - 1):
        trial = move(here)
        at_trial = values_of(loss, trial)
        with np.errstate(invalid="ignore"):  # ∞ − ∞: such a step is not taken
            taken = accept(n, at_trial - value)
        here, value = np.where(taken[..., None], trial, here), np.where(taken, at_trial, value)
        better = value < lowest
        best, lowest = np.where(better[..., None], here, best), np.where(better, value, lowest)
        if everything or n == number - 2:
            points.append(here)
            values.append(value)
    return Search(np.array(points), np.array(values), best, lowest, number)


def best_of(points: Array, values: Array, evaluations: int, gradients: int = 0) -> Search:
    """The search that stood at these points (k, d), and the best of them."""
    place = int(np.argmin(values))
    return Search(points, values, points[place].copy(), values[place], evaluations, gradients)


def values_of(loss: Loss | ArrayLoss, points: Array) -> Array:
    """The loss, infinite where it is not a number: no search stays there."""
    values = loss(points)
    return np.where(np.isnan(values), np.inf, values)


def points_of(loss: Any, start: ArrayLike) -> Array:
    """``start`` as finite points of the loss, (..., d), of their own."""
    if not isinstance(loss, Loss | ArrayLoss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    return finite_points("start", loss.as_points(start, "start")).copy()


def box_of(loss: Any, domain: Any) -> Array:
    """The intervals (d, 2) of a domain, or of the loss's own."""
    if not isinstance(loss, Loss | ArrayLoss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    given = getattr(loss, "domain", ()) if domain is None else domain
    if not np.size(given):
        raise ValueError("domain: expected an interval for each variable, as the loss has none")
    box = numbers_array("domain", given)
    if box.shape != (loss.dimension, 2) or not (box[:, 0] < box[:, 1]).all():
        raise ValueError(f"domain: expected {loss.dimension} intervals (low, high), got {given!r}")
    return finite_points("domain", box)
