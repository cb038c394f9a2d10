"""A loss seen along a few directions only: a slice, which is a loss of few variables itself."""

from __future__ import annotations

from numpy.typing import ArrayLike

from gdlib.arguments import Array, finite_points, numbers_array
from gdlib.around.curvature import one_point
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss


def slice_of(loss: Loss | ArrayLoss, at: ArrayLike, directions: ArrayLike) -> ArrayLoss:
    r"""The loss on the line, plane or space through a point that some directions span.

    .. math:: \varphi(a) = L(\theta_0 + a_1 \Delta_1 + \dots + a_k \Delta_k), \qquad
              \nabla \varphi = (\Delta_1^\top \nabla L, \dots, \Delta_k^\top \nabla L)

    Parameters
    ----------
    loss : Loss or ArrayLoss
        :math:`L`, a function of d variables, however many.
    at : array_like, shape (d,)
        :math:`\theta_0`, in units of θ.
    directions : array_like, shape (k, d)
        :math:`\Delta_1, \dots, \Delta_k`, in units of θ; a point of the slice is
        :math:`a`, (k,), of pure numbers.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.

    Examples
    --------
    >>> import numpy as np
    >>> from gdlib import Network, descend, network_loss, permute
    >>> network = Network((1, 2, 1))
    >>> x = np.linspace(-2, 2, 9)[:, None]
    >>> loss = network_loss(network, x, np.sin(1.5 * x))
    >>> theta = descend(loss, network.random(seed=1), 0.05, steps=3000, keep="ends").points[-1]
    >>> between = slice_of(loss, theta, [permute(network, theta, 1, [1, 0]) - theta])
    >>> between([[0], [0.5], [1]]).round(3).tolist()
    [0.012, 0.473, 0.012]
    >>> descend(between, 0.4, 0.01, steps=50).values[[0, 1, 50]].round(3).tolist()
    [0.443, 0.439, 0.012]

    References
    ----------
    H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, NeurIPS (2018): a slice can look smoother
    than the loss, and two convex slices prove nothing about it.
    """
    origin = one_point(loss, at)
    axes = finite_points("directions", numbers_array("directions", directions))
    if axes.ndim != 2 or not len(axes) or axes.shape[1] != loss.dimension:
        raise ValueError(
            f"directions: expected shape (k, {loss.dimension}), got shape {axes.shape}"
        )

    def gradient(points: Array) -> Array:
        return loss.grad(origin + points @ axes) @ axes.T

    def value(points: Array) -> Array:
        return loss(origin + points @ axes)

    return ArrayLoss(value, gradient, len(axes), name=f"a slice of {loss.name or 'the loss'}")
