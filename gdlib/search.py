"""The ladder below gradient descent: searches that know only values of a loss, and restarts.

    random_search · local_random_search · anneal (`gdlib.annealing`)     values only
    restarts                                                             gradients, many starts
    graduate (`gdlib.graduation`)                                        gradients, smoothed losses

Each returns a `Search`, which counts what it asked for. Those that walk take many starts at once:
independent walkers, whose share of successes can be counted.
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
    positive_number,
    seeded,
)
from gdlib.array_loss import ArrayLoss
from gdlib.descent import descend
from gdlib.loss import Loss

Accept = Callable[[int, Array], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False, repr=False)
class Search:
    """Where a search has been, and what it asked for.

    ``points`` (k, ..., d) and ``values`` (k, ...) are where it stood, in order; ``best`` (..., d)
    is the point of least ``value`` (...) of all that it has seen. ``evaluations`` counts how often
    each walker asked for the loss, ``gradients`` (...) for its gradient.
    """

    points: Array
    values: Array
    best: Array
    value: Array
    evaluations: int
    gradients: Array | int = 0

    def __repr__(self) -> str:
        asked = f"{self.evaluations} evaluation{'' if self.evaluations == 1 else 's'}"
        if np.any(self.gradients):
            asked += f" and {int(np.max(self.gradients))} gradients"
        return f"Search(best {float(np.min(self.value)):.6g} after {asked})"


def random_search(
    loss: Loss | ArrayLoss, evaluations: int, *, domain: Any = None, seed: int = 0
) -> Search:
    r"""Points drawn at random in a box; the best one counts.

    .. math:: \theta_n \sim \text{uniform on the box}

    ``evaluations`` is how many, 1 or more; ``domain`` an interval (low, high) for each of the d
    variables in units of θ, that of a named loss if left out; ``seed`` makes the search the same
    each time. Raises TypeError or ValueError if they are not.

    >>> from gdlib import LOSSES
    >>> [round(float(random_search(LOSSES["Rastrigin"], n).value), 2) for n in (10, 100, 1000)]
    [12.75, 9.48, 0.24]

    L. A. Rastrigin, Automation and Remote Control 24 (1963) 1337–1342.
    """
    box, generator = box_of(loss, domain), seeded(seed)
    number = count("evaluations", evaluations, least=1)
    points = generator.uniform(box[:, 0], box[:, 1], (number, len(box)))
    return best_of(points, loss(points), number)


def local_random_search(
    loss: Loss | ArrayLoss,
    start: ArrayLike,
    length: float,
    evaluations: int,
    *,
    seed: int = 0,
    keep: str = "all",
) -> Search:
    r"""Steps in random directions, taken if the loss falls.

    .. math:: \theta_{n+1} = \theta_n + \ell U \quad\text{if that is lower, else}\quad \theta_n,
              \qquad U \text{ uniform on the unit sphere}

    ``start`` is :math:`\theta_0` (..., d), ``length`` is :math:`\ell > 0` in units of θ,
    ``evaluations`` the budget of each walker, 1 or more; ``keep`` is "all" points or the "ends".
    Raises TypeError or ValueError if they are not.

    >>> from gdlib import LOSSES
    >>> search = local_random_search(LOSSES["valley"], (10, 1), 0.5, 200)
    >>> search.values[[0, 50, -1]].round(2).tolist()
    [55.0, 6.04, 0.1]

    L. A. Rastrigin, Automation and Remote Control 24 (1963) 1337–1342.
    """
    size, generator = float(positive_number("length", length)), seeded(seed)

    def move(points: Array) -> Array:
        directions = generator.normal(size=points.shape)
        return points + size * directions / np.linalg.norm(directions, axis=-1, keepdims=True)

    return walk(loss, start, move, lambda n, rise: rise < 0, evaluations, keep)


def restarts(
    loss: Loss | ArrayLoss,
    number: int,
    step_size: float,
    *,
    domain: Any = None,
    steps: int = 100,
    tol: float = 1e-8,
    seed: int = 0,
) -> Search:
    r"""Gradient descent from many random starts; the best end counts.

    .. math:: P(\text{success}) = 1 - (1 - p)^k

    for k starts, each of which succeeds with probability p. ``number`` is k, 1 or more; ``domain``
    and ``seed`` as in `random_search`, ``step_size``, ``steps`` and ``tol`` as in `descend`, whose
    errors it raises. ``points`` are the ends of the k paths.

    >>> from gdlib import LOSSES
    >>> [round(float(restarts(LOSSES["Rastrigin"], k, 0.002).value), 2) for k in (1, 10, 100)]
    [4.97, 4.97, 0.99]

    F. J. Solis and R. J.-B. Wets, Mathematics of Operations Research 6 (1981) 19–30.
    """
    box, generator = box_of(loss, domain), seeded(seed)
    starts = generator.uniform(box[:, 0], box[:, 1], (count("number", number, 1), len(box)))
    path = descend(loss, starts, step_size, steps=steps, tol=tol, keep="ends")
    ends = path.points[-1]
    return best_of(ends, loss(ends), len(starts), int(np.sum(path.steps)) + len(starts))


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
    value = loss(here)
    best, lowest = here, value
    points, values = [here], [value]
    for n in range(number - 1):
        trial = move(here)
        at_trial = loss(trial)
        with np.errstate(invalid="ignore"):  # ∞ − ∞: such a step is not taken
            taken = accept(n, at_trial - value)
        here, value = np.where(taken[..., None], trial, here), np.where(taken, at_trial, value)
        better = value < lowest
        best, lowest = np.where(better[..., None], here, best), np.where(better, value, lowest)
        if everything or n == number - 2:
            points.append(here)
            values.append(value)
    arrays = np.array(points), np.array(values), np.array(best), np.array(lowest)
    return Search(*map(frozen, arrays), number)


def best_of(points: Array, values: Array, evaluations: int, gradients: int = 0) -> Search:
    """The search that stood at these points (k, d), and the best of them."""
    place = int(np.argmin(np.where(np.isnan(values), np.inf, values)))
    best, value = points[place].copy(), np.array(values[place])
    return Search(*map(frozen, (points, values, best, value)), evaluations, gradients)


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
