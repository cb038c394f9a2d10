"""The largest curvature where there are too many unknowns for a whole Hessian."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import Array, count, finite_points, numbers_array, positive_number
from gdlib.around.curvature import one_point
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss


def largest_curvature(
    loss: Loss | ArrayLoss,
    at: ArrayLike,
    direction: ArrayLike | None = None,
    *,
    rounds: int = 100,
    tol: float = 1e-6,
) -> tuple[float, Array]:
    r"""The eigenvalue of the Hessian that is largest in size, by power iteration.

    .. math:: v \leftarrow \frac{Hv}{\lVert Hv \rVert}, \qquad
              Hv \approx \frac{\nabla L(\theta_0 + hv) - \nabla L(\theta_0 - hv)}{2h}

    A round costs two gradients, whatever the dimension d, where the Hessian would cost 2d.

    Parameters
    ----------
    loss : Loss or ArrayLoss
        :math:`L`; only its gradient is asked for.
    at : array_like, shape (d,)
        :math:`\theta_0`, in units of θ.
    direction : array_like, shape (d,), optional
        The :math:`v` to begin with, such as what was found near by; drawn at random if not given.
    rounds : int
        The largest number of rounds.
    tol : float
        Stop where a round changes the eigenvalue by less than this share of it.

    Returns
    -------
    float, array (d,)
        :math:`\lambda = v^\top Hv`, in units of L per unit of θ², and :math:`v`, of length 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind, or the gradient is not finite near ``at``.

    Examples
    --------
    >>> from gdlib import LOSSES, descend, spectrum
    >>> himmelblau = LOSSES["Himmelblau"]
    >>> value, v = largest_curvature(himmelblau, (3, 2))
    >>> abs(value - spectrum(himmelblau, (3, 2)).M) < 1e-4
    True
    >>> ends = [descend(himmelblau, (3.001, 2), s * 2 / value, steps=300) for s in (0.99, 1.01)]
    >>> [bool(path.values[-1] < 1e-9) for path in ends]
    [True, False]

    References
    ----------
    B. A. Pearlmutter, Neural Computation 6 (1994) 147–160, for products with a Hessian.
    """
    point = one_point(loss, at)
    rounds = count("rounds", rounds, least=1)
    tol = float(positive_number("tol", tol, zero=True))
    v = _unit(point, direction)
    h = np.cbrt(np.finfo(float).eps) * max(1.0, float(np.linalg.norm(point)))
    value = np.inf
    for _ in range(rounds):
        product = (loss.grad(point + h * v) - loss.grad(point - h * v)) / (2 * h)
        if not np.isfinite(product).all():
            raise ValueError(f"at: the gradient is not finite near {point.tolist()}")
        before, value = value, float(v @ product)
        size = float(np.linalg.norm(product))
        if size == 0 or abs(value - before) <= tol * abs(value):
            break
        v = product / size
    return value, v


def _unit(point: Array, direction: ArrayLike | None) -> Array:
    if direction is None:
        v = np.random.default_rng(0).normal(size=point.shape)
    else:
        v = finite_points("direction", numbers_array("direction", direction))
        if v.shape != point.shape or not v.any():
            raise ValueError(
                f"direction: expected {point.size} numbers that are not all 0, got {direction!r}"
            )
    return v / np.linalg.norm(v)
