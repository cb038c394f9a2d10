r"""Gradient descent: a loss, a start and a step size make a path.

    descend(loss, start, step_size) ──> Path(points, steps, end)

One path runs on Python floats, many at once on arrays; both do the arithmetic of the program that
the loss printed, so that they agree with each other and with the path that a browser draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gdlib.arguments import count, positive_number
from gdlib.loss import Loss
from gdlib.program import Program
from gdlib.stepper import STEP_SIZE, Stepper, gradient

CONVERGED, DIVERGED, OUT_OF_STEPS = "converged", "diverged", "out of steps"


@dataclass(frozen=True, eq=False)
class Path:
    r"""Where descent went, and how it ended.

    ``points`` has shape (n + 1, ..., d): :math:`\theta_0` to :math:`\theta_n`. Where many paths run
    together, one that has ended keeps its last point; ``steps`` (how many steps it took) and
    ``end`` ("converged", "diverged" or "out of steps") are then arrays of the batch's shape.
    """

    loss: Loss
    step_size: float | np.ndarray
    points: np.ndarray
    steps: int | np.ndarray
    end: str | np.ndarray

    @cached_property
    def values(self) -> np.ndarray:
        """The loss along the path, shape (n + 1, ...)."""
        return self.loss(self.points)

    @cached_property
    def gradient_norms(self) -> np.ndarray:
        """The Euclidean norm of the gradient along the path, shape (n + 1, ...)."""
        return np.linalg.norm(self.loss.grad(self.points), axis=-1)

    @property
    def message(self) -> str:
        """How it ended, as a sentence (for a batch: how many ended in which way)."""
        if isinstance(self.end, np.ndarray):
            counts = {end: int((self.end == end).sum()) for end in np.unique(self.end)}
            return ", ".join(f"{count} {end}" for end, count in counts.items())
        plural = "" if self.steps == 1 else "s"
        return {
            CONVERGED: f"converged after {self.steps} step{plural}",
            DIVERGED: f"diverged at step {self.steps + 1}",
            OUT_OF_STEPS: f"out of steps after {self.steps}",
        }[self.end]

    def __repr__(self) -> str:
        return f"Path({len(self.points)} points, {self.message})"


def descend(
    loss: Loss,
    start,
    step_size: float | np.ndarray,
    *,
    stepper: Stepper = gradient(),
    steps: int = 100,
    tol: float = 1e-8,
    far: float = 1e12,
) -> Path:
    r"""Follow the slope down.

    .. math:: \theta_{n+1} = \theta_n - \alpha \nabla L(\theta_n)

    Parameters
    ----------
    loss : Loss
        The loss :math:`L`, a function of :math:`d` variables.
    start : array_like, shape (..., d)
        :math:`\theta_0`, one point or a batch of them; a bare number will do where d = 1.
    step_size : float or array_like, shape (...)
        :math:`\alpha > 0`, in units of :math:`\theta^2` per unit of :math:`L`; an array is
        broadcast against the batch of starts.
    stepper : Stepper
        The rule of one step.
    steps : int
        The largest number of steps to take.
    tol : float
        Stop where :math:`\lVert\nabla L(\theta_n)\rVert \le` ``tol``: the path has *converged*.
    far : float
        A step that would leave :math:`[-\text{far}, \text{far}]` in some coordinate, or would not
        be a number, is not taken: the path has *diverged*.

    Returns
    -------
    Path
        All points, finite without exception, and how the path ended.

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
    if not isinstance(loss, Loss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    if not isinstance(stepper, Stepper):
        raise TypeError(f"stepper: expected a Stepper such as gradient(), got {stepper!r}")
    program = loss.stepping(stepper)
    start = loss.as_points(start, "start")
    if not np.isfinite(start).all():
        raise ValueError(f"start: expected finite coordinates, got {start.tolist()}")
    step_size = positive_number("step_size", step_size, array=True)
    steps = count("steps", steps)
    tol = positive_number("tol", tol, zero=True)
    far = positive_number("far", far)
    run = _one_path if start.ndim == 1 and step_size.ndim == 0 else _many_paths
    points, taken, end = run(program, loss, start, step_size, steps, float(tol), float(far))
    alpha = step_size if step_size.ndim else float(step_size)
    return Path(loss, alpha, _frozen(np.array(points)), taken, end)


def _one_path(program: Program, loss: Loss, start, alpha, steps: int, tol: float, far: float):
    step = program.function(["step", "squared_norm"], "python", STEP_SIZE)
    array_step = program.function(["step", "squared_norm"], "numpy", STEP_SIZE)
    rest = (*map(float, loss.parameters.values()), float(alpha))
    points = [tuple(start.tolist())]
    for n in range(steps + 1):
        try:
            *moved, squared_norm = step(*points[-1], *rest)
        except (OverflowError, ValueError, ZeroDivisionError):
            # The math module raises where floating-point arithmetic has an answer (∞ or NaN).
            with np.errstate(all="ignore"):
                *moved, squared_norm = map(
                    float, array_step(*map(np.float64, (*points[-1], *rest)))
                )
        if math.sqrt(squared_norm) <= tol:
            return points, n, CONVERGED
        if n == steps:
            return points, n, OUT_OF_STEPS
        if not all(-far <= coordinate <= far for coordinate in moved):
            return points, n, DIVERGED
        points.append(tuple(moved))


def _many_paths(program: Program, loss: Loss, start, alpha, steps: int, tol: float, far: float):
    step = program.function(["step", "squared_norm"], "numpy", STEP_SIZE)
    batch = np.broadcast_shapes(start.shape[:-1], alpha.shape)
    rest = (*map(float, loss.parameters.values()), alpha)
    points = [np.broadcast_to(start, (*batch, loss.dimension))]
    taken, end = np.zeros(batch, dtype=int), np.full(batch, OUT_OF_STEPS, dtype="<U12")
    moving = np.ones(batch, dtype=bool)
    for n in range(steps + 1):
        with np.errstate(all="ignore"):
            results = step(*np.moveaxis(points[-1], -1, 0), *rest)
            *moved, squared_norm = (np.broadcast_to(r, batch) for r in results)
            settled = moving & (np.sqrt(squared_norm) <= tol)
        end[settled], moving = CONVERGED, moving & ~settled
        if n == steps or not moving.any():
            break
        moved = np.stack(moved, axis=-1)
        gone = moving & ~(np.abs(moved) <= far).all(axis=-1)
        end[gone], moving = DIVERGED, moving & ~gone
        points.append(np.where(moving[..., None], moved, points[-1]))
        taken += moving
    return points, _frozen(taken), _frozen(end)


def _frozen(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array
