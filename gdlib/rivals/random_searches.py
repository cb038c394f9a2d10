"""Searches that draw at random: anywhere, nearby, or where descent starts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import Array, count, positive_number, seeded
from gdlib.array_loss import ArrayLoss
from gdlib.descent import descend
from gdlib.loss import Loss
from gdlib.rivals.search import Search, best_of, box_of, values_of, walk


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
    return best_of(points, values_of(loss, points), number)


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
    return best_of(ends, values_of(loss, ends), len(starts), int(np.sum(path.steps)) + len(starts))
