"""Losses that are no single formula: given by functions on arrays, however many unknowns.

ArrayLoss(value, gradient, dimension) ──> descend, as any Loss
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import Array, count, finite_points, function, numbers_array, points_array
from gdlib.in_place import InPlace, Rooms
from gdlib.loss import Loss
from gdlib.program import Program

BLOCK = 2**16  # numbers worked on at a time: they stay in a cache, and calls are few


@dataclass(frozen=True, eq=False)
class ArrayLoss:
    r"""A loss :math:`L(\theta)` given by functions that take points of shape (..., d).

    Parameters
    ----------
    value, gradient : functions
        Points to values (...), and to gradients (..., d).
    dimension : int
        The number d of unknowns.
    hessian : function, optional
        Points to Hessians (..., d, d), for the rules that need them.
    samples : int, optional
        The number N of samples, where the loss is a mean over data;
    of_samples : function, optional
        then takes places among them to the ArrayLoss that is the mean over these alone.
    separable : bool
        Whether the loss is a sum over its unknowns, each by itself; ``gradient`` and ``value``
        then also take fewer of them.

    Raises
    ------
    TypeError, ValueError
        If a function cannot be called or ``dimension`` is not a whole number from 1 on.

    Examples
    --------
    >>> from gdlib import descend
    >>> ball = ArrayLoss(lambda p: (p**2).sum(axis=-1), lambda p: 2 * p, 1000)
    >>> descend(ball, np.ones(1000), 0.25, steps=2).values.tolist()
    [1000.0, 250.0, 62.5]
    """

    value: Callable[[Array], Any]
    gradient: Callable[[Array], Array]
    dimension: int
    hessian: Callable[[Array], Array] | None = None
    samples: int = 0
    of_samples: Callable[[Any], ArrayLoss] | None = None
    separable: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        function("value", self.value)
        function("gradient", self.gradient)
        count("dimension", self.dimension, least=1)
        count("samples", self.samples)

    def __call__(self, points: ArrayLike) -> Array:
        """The loss at points of shape (..., d): an array (...)."""
        return np.asarray(self.value(self.as_points(points)))

    def grad(self, points: ArrayLike) -> Array:
        """The gradient at points of shape (..., d): an array (..., d)."""
        return self.gradient(self.as_points(points))

    def hess(self, points: ArrayLike) -> Array:
        """The Hessian at points of shape (..., d): an array (..., d, d)."""
        if self.hessian is None:
            raise ValueError(f"loss: {self.name or 'this one'} was given without its Hessian")
        return self.hessian(self.as_points(points))

    def subset(self, rows: ArrayLike) -> ArrayLoss:
        """The mean over some of the samples only, those at the places ``rows``."""
        if self.of_samples is None:
            raise ValueError(f"loss: {self.name or 'this one'} is not a mean over samples")
        return self.of_samples(rows)

    def as_points(self, points: ArrayLike, argument: str = "points") -> Array:
        """``points`` as floats of shape (..., d)."""
        return points_array(argument, points, self.dimension, copy=False)


def quadratic(matrix: ArrayLike, vector: ArrayLike | None = None) -> ArrayLoss:
    r"""A quadratic loss of any dimension.

    .. math:: L(\theta) = \tfrac12 \theta^\top A \theta - b^\top \theta, \qquad
              \nabla L = A \theta - b, \qquad H = A

    ``matrix`` is the symmetric :math:`A`, (d, d); ``vector`` is :math:`b`, (d,), 0 if left out.
    Raises TypeError or ValueError if they are not, or A is not symmetric.

    >>> from gdlib import descend
    >>> descend(quadratic([[2, 1], [1, 2]], [3, 3]), (0, 0), 1 / 3, steps=9)
    Path(2 points, converged after 1 step)

    A. Cauchy, C. R. Acad. Sci. Paris 25 (1847) 536–538, steps on such systems of equations.
    """
    a = numbers_array("matrix", matrix)
    if a.ndim != 2 or a.shape[0] != a.shape[1] or not a.size:
        raise ValueError(f"matrix: expected shape (d, d), got shape {a.shape}")
    if not np.isfinite(a).all() or not np.array_equal(a, a.T):
        raise ValueError("matrix: expected a symmetric matrix of finite numbers")
    b = points_array("vector", np.zeros(len(a)) if vector is None else vector, len(a))
    finite_points("vector", b)

    def value(points: Array) -> Array:
        return np.asarray(np.sum(points * (points @ a / 2 - b), axis=-1))

    def gradient(points: Array) -> Array:
        # A is symmetric, and BLAS is called for its product with one point in one way only.
        product = np.dot(a, points) if points.ndim == 1 else points @ a
        product -= b
        return product

    def hessian(points: Array) -> Array:
        return np.broadcast_to(a, (*points.shape, len(a)))

    return ArrayLoss(value, gradient, len(a), hessian, name="quadratic")


def separable(loss: Loss, dimension: int) -> ArrayLoss:
    r"""A sum of one loss of one variable over many unknowns.

    .. math:: L(\theta) = \sum_{i=1}^{d} \ell(\theta_i)

    ``loss`` is :math:`\ell`; ``dimension`` is d, millions if need be: the work goes through the
    unknowns in blocks that stay in the cache. Raises TypeError or ValueError for a loss of more
    than one variable.

    >>> from gdlib import LOSSES, descend
    >>> path = descend(separable(LOSSES["double well"], 10**5), np.full(10**5, 0.5), 0.2, steps=30)
    >>> path.values[[0, 10, 30]].round(6).tolist()
    [14062.5, 25.599916, 0.0]
    """
    if not isinstance(loss, Loss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    if loss.dimension != 1 or loss.samples:
        raise ValueError(f"loss: expected a formula of one variable, got {loss.expression}")
    rest = loss.parameters.values()
    value_of = loss.program.function(["value"], "numpy")
    fill, rooms = _slopes_in_place(loss.program), Rooms()

    def value(points: Array) -> Array:
        flat = points.reshape(-1, points.shape[-1])
        blocks = range(0, points.shape[-1], BLOCK)
        with np.errstate(all="ignore"):
            rows = [sum(np.sum(value_of(r[i : i + BLOCK], *rest)[0]) for i in blocks) for r in flat]
        return np.array(rows).reshape(points.shape[:-1])

    def gradient(points: Array) -> Array:
        flat, slopes = points.reshape(-1), np.empty(points.size)
        with np.errstate(all="ignore"):
            for i in range(0, flat.size, BLOCK):
                part = slice(i, i + BLOCK)
                fill(flat[part], *rest, [slopes[part]], rooms)
        return slopes.reshape(points.shape)

    name = f"{loss.name or loss.expression}, summed over {dimension} unknowns"
    return ArrayLoss(value, gradient, dimension, separable=True, name=name)


def _slopes_in_place(program: Program) -> Callable[..., Any]:
    """The slope of a loss of one variable, as a function that fills an array with it."""

    def source() -> str:
        assignments, (slope,) = program.lines(["gradient"], "numpy")
        letters = [str(symbol) for symbol in program.arguments]
        work = InPlace({letters[0]})
        work.assign(assignments)
        work.fill(slope)
        return work.source(letters)

    return program.compiled(("slopes in place",), source)
