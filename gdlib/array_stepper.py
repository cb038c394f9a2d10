"""The rules of one step that need more than the gradient: Hessians, trial steps, samples.

ArrayStepper(name, move):  move(loss, points, slopes, step_size) ──> the points one step on
MiniBatches(size, seed, stepper):  a formula's step on the gradient of some samples at a time
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array, count, one_of, positive_number, share
from gdlib.stepper import Stepper, gradient

if TYPE_CHECKING:
    from gdlib.array_loss import ArrayLoss
    from gdlib.loss import Loss

_HALVINGS = 100  # by then a trial step is a rounding error


@dataclass(frozen=True)
class ArrayStepper:
    """A rule of one step on arrays.

    ``move(loss, points, slopes, step_size)`` is given points (..., d) and the gradients there, and
    a step size that broadcasts against them, and returns the new points.
    """

    name: str
    move: Callable[[Any, Array, Array, Array], Array]


@dataclass(frozen=True)
class MiniBatches:
    """Steps by ``stepper`` along the gradient over ``size`` samples at a time (`mini_batches`)."""

    size: int
    seed: int
    stepper: Stepper

    def rows(self, samples: int) -> Iterator[NDArray[np.int64]]:
        """Which samples each step sees: every epoch goes through all of them in a new order."""
        generator = np.random.default_rng(self.seed)
        while True:
            order = generator.permutation(samples)
            yield from (order[i : i + self.size] for i in range(0, samples, self.size))


def mini_batches(size: int, *, seed: int = 0, stepper: Stepper = gradient()) -> MiniBatches:
    r"""Stochastic gradient descent: each step sees only some of the samples.

    .. math::
        \theta_{n+1} = \theta_n - \alpha \frac{1}{|B_n|} \sum_{i \in B_n} \nabla \ell_i(\theta_n)

    The batches :math:`B_n` of ``size`` samples partition the data anew in each epoch, in an order
    drawn with ``seed``; ``stepper`` is a formula's rule. A batch's gradient says nothing about
    convergence: such a path runs to its last step, and only the last point is tested.

    Raises TypeError or ValueError for a size below 1 or a rule that is not a formula's.

    >>> from sympy.abc import t, w
    >>> from gdlib import Loss, descend
    >>> mean = Loss((w - t)**2 / 2, w, data={t: np.arange(10.0)})
    >>> path = descend(mean, 0.0, 0.1, stepper=mini_batches(2), steps=100)
    >>> path.values[[0, 5, 100]].round(2).tolist()
    [14.25, 7.68, 4.13]

    H. Robbins and S. Monro, Annals of Mathematical Statistics 22 (1951) 400–407.
    """
    if not isinstance(stepper, Stepper):
        raise TypeError(f"stepper: expected gradient() or momentum(), got {stepper!r}")
    return MiniBatches(count("size", size, least=1), count("seed", seed), stepper)


def newton() -> ArrayStepper:
    r"""Newton's step, to the stationary point of the quadratic model; ``step_size`` 1 is all of it.

    .. math:: \theta_{n+1} = \theta_n - \alpha H(\theta_n)^{-1} \nabla L(\theta_n)

    Where H is singular the step is not a number, and the path ends as diverged. For a
    loss given without its Hessian, `descend` raises ValueError.

    >>> from gdlib import LOSSES, descend
    >>> descend(LOSSES["valley"], (10, 1), 1, stepper=newton()).values.tolist()
    [55.0, 0.0]
    >>> descend(LOSSES["Rosenbrock"], (-1.2, 1), 1, stepper=newton()).message
    'converged after 6 steps'

    J. Nocedal and S. Wright, Numerical Optimization (2006), chapter 3.
    """
    return ArrayStepper("Newton", _newton)


def _newton(loss: Loss | ArrayLoss, points: Array, slopes: Array, step_size: Array) -> Array:
    hessians = loss.hess(points)
    finite = np.isfinite(hessians).all(axis=(-2, -1), keepdims=True)
    hessians = np.where(finite, hessians, 0.0)
    try:
        moves = np.linalg.solve(hessians, slopes[..., None])[..., 0]
    except np.linalg.LinAlgError:
        moves = np.full(points.shape, np.nan)
        for place in np.ndindex(points.shape[:-1]):
            if np.linalg.matrix_rank(hessians[place]) == points.shape[-1]:
                moves[place] = np.linalg.solve(hessians[place], slopes[place])
    return points - step_size * moves


def line_search(
    kind: str = "armijo", *, decrease: float = 1e-4, shrink: float = 0.5
) -> ArrayStepper:
    r"""Steps along the gradient whose length is searched for, from ``step_size`` on.

    .. math:: \theta_{n+1} = \theta_n - \alpha_n \nabla L(\theta_n)

    Parameters
    ----------
    kind : str
        "armijo": the first of :math:`\alpha_n = \alpha, \rho\alpha, \rho^2\alpha, \dots` for which
        :math:`L(\theta_{n+1}) \le L(\theta_n) - c\,\alpha_n \lVert\nabla L(\theta_n)\rVert^2`.
        "exact": the first minimum of the loss along the ray that doubling ``step_size`` brackets.
    decrease : float
        :math:`c` in [0, 1), a pure number.
    shrink : float
        :math:`\rho` in (0, 1), a pure number.

    Raises
    ------
    TypeError, ValueError
        For any other kind or number.

    Examples
    --------
    >>> from gdlib import LOSSES, descend
    >>> for kind in ("armijo", "exact"):
    ...     path = descend(LOSSES["valley"], (10, 1), 1, stepper=line_search(kind), steps=10)
    ...     print(path.values[[0, 1, 10]].round(4).tolist())
    [55.0, 39.375, 0.3123]
    [55.0, 36.8182, 0.9939]

    References
    ----------
    L. Armijo, Pacific Journal of Mathematics 16 (1966) 1–3. A. Cauchy (1847), see `descend`.
    """
    one_of("kind", kind, ("armijo", "exact"))
    least, factor = share("decrease", decrease), share("shrink", shrink)
    positive_number("shrink", shrink)
    if kind == "exact":
        return ArrayStepper("exact line search", _exact)
    return ArrayStepper("Armijo line search", partial(_armijo, decrease=least, shrink=factor))


def _armijo(
    loss: Any, points: Array, slopes: Array, step_size: Array, *, decrease: float, shrink: float
) -> Array:
    here, squared = loss(points), (slopes**2).sum(axis=-1)
    size = np.broadcast_to(step_size, (*points.shape[:-1], 1)).copy()
    for _ in range(_HALVINGS):
        trial = loss(points - size * slopes)
        high = ~(trial <= here - decrease * size[..., 0] * squared)
        if not high.any():
            break
        size[high] *= shrink
    return points - size * slopes


def _exact(loss: Any, points: Array, slopes: Array, step_size: Array) -> Array:
    def slope_along(size: Array) -> Array:  # of the loss against the size of the step
        return -(slopes * loss.grad(points - size * slopes)).sum(axis=-1, keepdims=True)

    low = np.zeros((*points.shape[:-1], 1))
    high = low + step_size
    at_low, at_high = slope_along(low), slope_along(high)
    for _ in range(_HALVINGS):
        falling = at_high < 0
        if not falling.any():
            break
        low, at_low = np.where(falling, high, low), np.where(falling, at_high, at_low)
        high = np.where(falling, 2 * high, high)
        at_high = slope_along(high)
    # The root of the slope between low and high: halving and the secant in turn.
    for n in range(2 * _HALVINGS):
        secant = low - at_low * (high - low) / (at_high - at_low)
        middle = np.where((low < secant) & (secant < high) & (n % 2 == 0), secant, (low + high) / 2)
        at_middle = slope_along(middle)
        if np.all((at_middle == 0) | (middle == low) | (middle == high)):
            break
        left = at_middle < 0
        low, at_low = np.where(left, middle, low), np.where(left, at_middle, at_low)
        high, at_high = np.where(left, high, middle), np.where(left, at_high, at_middle)
    return points - middle * slopes
