"""Whether a gradient is right: it is compared with differences of the loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdlib.around.curvature import difference_steps, one_point
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss


def check_gradient(
    loss: Loss | ArrayLoss, at: ArrayLike, gradient: ArrayLike | None = None
) -> float:
    r"""How far a gradient is from central differences of the loss, relative to its length.

    .. math:: \frac{\lVert g - \delta \rVert}{\lVert g \rVert + \lVert \delta \rVert}, \qquad
              \delta_i = \frac{L(\theta + h_i e_i) - L(\theta - h_i e_i)}{2 h_i}, \qquad
              h_i = \varepsilon^{1/3} \max(1, |\theta_i|)

    Truncation costs h², rounding ε/h: that is least near :math:`h = \varepsilon^{1/3}`. A right
    gradient gives some 1e-9, a wrong one 1e-2 and more, and so does a kink within a step (unless
    the gradient at the kink is taken to be the mean of the slopes on both sides).

    Parameters
    ----------
    loss : Loss or ArrayLoss
        :math:`L`, a function of d variables.
    at : array_like, shape (d,)
        :math:`\theta`.
    gradient : array_like, shape (d,), optional
        :math:`g`, in units of L per unit of θ; ``loss.grad(at)`` if left out.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.

    Examples
    --------
    >>> from gdlib import LOSSES, descend
    >>> valley = LOSSES["Rosenbrock"]
    >>> check_gradient(valley, (-1.2, 1)) < 1e-8
    True
    >>> round(check_gradient(valley, (-1.2, 1), (-215.6, -80)), 3)
    0.017
    >>> descend(valley, (-1.2, 1), 1e-3, steps=1).values.round(3).tolist()
    [24.2, 5.353]

    References
    ----------
    J. Nocedal and S. Wright, Numerical Optimization (2006), section 8.1.
    """
    point = one_point(loss, at)
    given = loss.grad(point) if gradient is None else one_point(loss, gradient, "gradient")
    difference = np.empty_like(point)
    for i, h in enumerate(difference_steps(point)):
        ahead, behind = point.copy(), point.copy()
        ahead[i] += h
        behind[i] -= h
        difference[i] = (loss(ahead) - loss(behind)) / (2 * h)
    if not np.isfinite([given, difference]).all():
        raise ValueError(f"at: the loss or its gradient is not finite around {point.tolist()}")
    size = np.linalg.norm(given) + np.linalg.norm(difference)
    return float(np.linalg.norm(given - difference) / size) if size else 0.0
