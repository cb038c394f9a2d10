r"""Gradient descent: a loss, a start and a step size make a path.

    descend(loss, start, step_size) ──> Path(points, steps, end)

Which loop runs is a matter of speed: `one_path` on Python floats, `many_paths` on arrays in blocks,
both printed from the loss's program, so that they agree with each other and with the path that a
browser draws; `array_paths` for everything that is not printed. The rules of ending are the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import count as numbers_from
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import Array, count, finite_points, frozen, one_of, positive_number
from gdlib.array_loss import ArrayLoss
from gdlib.array_paths import array_paths, long_path
from gdlib.array_stepper import ArrayStepper, MiniBatches
from gdlib.loss import Loss
from gdlib.many_paths import many_paths
from gdlib.one_path import one_path
from gdlib.path import ENDS, Path, Rules
from gdlib.stepper import Stepper, gradient

_LONG = 2**9  # unknowns from which on a point is stepped in place


def descend(
    loss: Loss | ArrayLoss,
    start: ArrayLike,
    step_size: ArrayLike | Callable[[int], float],
    *,
    stepper: Stepper | ArrayStepper | MiniBatches = gradient(),
    steps: int = 100,
    tol: float = 1e-8,
    far: float = 1e12,
    keep: str | int = "all",
) -> Path:
    r"""Follow the slope down.

    .. math:: \theta_{n+1} = \theta_n - \alpha \nabla L(\theta_n)

    Parameters
    ----------
    loss : Loss or ArrayLoss
        The loss :math:`L`, a function of :math:`d` variables.
    start : array_like, shape (..., d)
        :math:`\theta_0`, one point or a batch of them; a bare number will do where d = 1.
    step_size : float or array_like, shape (...)
        :math:`\alpha > 0`, in units of :math:`\theta^2` per unit of :math:`L`; an array is
        broadcast against the batch of starts. Or a schedule: a function of n that returns
        :math:`\alpha_n`, such as `diminishing`.
    stepper : Stepper, ArrayStepper or MiniBatches
        The rule of one step: `gradient`, `momentum`, `newton`, `line_search`, `mini_batches`.
    steps : int
        The largest number of steps to take.
    tol : float
        Stop where :math:`\lVert\nabla L(\theta_n)\rVert \le` ``tol``: the path has *converged*.
    far : float
        A step that would leave :math:`[-\text{far}, \text{far}]` in some coordinate, or would not
        be a number, is not taken: the path has *diverged*.
    keep : "all", "ends", "last" or int
        Which points to keep: all, both ends only (of a million paths, say), the last one only (of
        millions of unknowns), or every k-th and both ends.

    Returns
    -------
    Path
        The points, finite without exception, and how the path ended.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind, shape or sign; the message names it.

    Examples
    --------
    >>> from gdlib import LOSSES
    >>> path = descend(LOSSES["parabola"], 1.0, 0.2, steps=3)
    >>> path.values.round(6)
    array([2.00e+00, 8.00e-02, 3.20e-03, 1.28e-04])
    >>> descend(LOSSES["parabola"], 1.0, 0.6)
    Path(83 points, diverged at step 83)

    References
    ----------
    A. Cauchy, C. R. Acad. Sci. Paris 25 (1847) 536–538.
    """
    if not isinstance(loss, Loss | ArrayLoss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    if not isinstance(stepper, Stepper | ArrayStepper | MiniBatches):
        raise TypeError(f"stepper: expected a Stepper such as gradient(), got {stepper!r}")
    if isinstance(stepper, MiniBatches) and not loss.samples:
        raise ValueError("stepper: mini-batches need a loss that is a mean over data")
    points = finite_points("start", loss.as_points(start, "start"))
    sizes, alpha, given = _step_sizes(step_size)
    rules = Rules(
        sizes,
        constant=not callable(step_size),
        steps=count("steps", steps),
        limit=_limit(float(positive_number("tol", tol, zero=True))),
        far=float(positive_number("far", far)),
        every=_every(keep),
        first=keep != "last",
    )
    kept, taken, end, numbers = _run(loss, stepper, points, alpha, rules)
    if not rules.first:
        kept, numbers = kept[-1:], numbers[-1:]
    if np.ndim(taken) == 0:
        taken, end = int(taken), str(ENDS[end])
    else:
        taken, end = frozen(taken), frozen(ENDS[end])
    return Path(loss, given, frozen(kept), taken, end, frozen(np.asarray(numbers)))


def _run(
    loss: Loss | ArrayLoss, stepper: Any, start: Array, alpha: Array | None, rules: Rules
) -> tuple[Any, Any, Any, Any]:
    one = start.ndim == 1 and alpha is None
    formula = isinstance(stepper, Stepper)
    if isinstance(loss, ArrayLoss) and one and formula and start.size >= _LONG:
        return long_path(loss, stepper, start, rules)
    if isinstance(loss, ArrayLoss) or loss.data or not formula:
        return array_paths(loss, stepper, start, alpha, rules)
    program, rest = loss.stepping(stepper), [float(v) for v in loss.parameters.values()]
    if one:
        return one_path(program, stepper, start, rest, rules)
    batch = np.broadcast_shapes(start.shape[:-1], () if alpha is None else alpha.shape)
    flat = np.broadcast_to(start, (*batch, loss.dimension)).reshape(-1, loss.dimension)
    alphas = None if alpha is None else np.broadcast_to(alpha, batch).reshape(-1)
    points, taken, end, numbers = many_paths(program, stepper, flat, rest, alphas, rules)
    shape = (len(points), *batch, loss.dimension)
    return points.reshape(shape), taken.reshape(batch), end.reshape(batch), numbers


def _step_sizes(
    step_size: Any,
) -> tuple[Callable[[int], Iterator[float]], Array | None, Any]:
    """The step sizes from step n on, those of each path if they differ, and what the path shows."""
    if callable(step_size):

        def size(n: int) -> float:
            return float(positive_number(f"step_size({n})", step_size(n)))

        return lambda n: map(size, numbers_from(n)), None, step_size
    alpha = positive_number("step_size", step_size, array=True)
    if alpha.ndim:
        return lambda n: repeat(math.nan), alpha, frozen(alpha)
    return lambda n: repeat(float(alpha)), None, float(alpha)


def _every(keep: str | int) -> int:
    """Keep each point whose number this divides; 0: none between the ends."""
    if not isinstance(keep, str):
        return count("keep", keep, 1)
    return {"all": 1, "ends": 0, "last": 0}[one_of("keep", keep, ("all", "ends", "last"))]


def _limit(tol: float) -> float:
    """The largest number whose square root is at most ``tol``."""
    limit = tol * tol
    while math.sqrt(limit) > tol:
        limit = math.nextafter(limit, 0)
    while math.sqrt(above := math.nextafter(limit, math.inf)) <= tol:
        limit = above
    return limit
