"""The curvatures of a loss at a point: how long a step it bears there, and in which directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import Array, finite_points, frozen
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss

# How wrong an eigenvalue may be, relative to the largest.
_EXACT, _DIFFERENCES = 1e-13, 1e-8


@dataclass(frozen=True, eq=False, repr=False)
class Spectrum:
    r"""The curvatures of a loss at a point: the eigenvalues :math:`\lambda_i` of its Hessian there.

    ``eigenvalues`` (d,) rise, in units of L per unit of θ²; the columns of ``eigenvectors`` (d, d)
    are their directions, of length 1; ``noise`` is the size below which one may be rounding.

    >>> from gdlib import LOSSES, spectrum
    >>> valley = spectrum(LOSSES["valley"], (0, 0))
    >>> valley.mu, valley.M, valley.kappa, valley.threshold, valley.kind
    (1.0, 10.0, 10.0, 0.2, 'minimum')
    """

    eigenvalues: Array
    eigenvectors: Array
    noise: float

    @property
    def mu(self) -> float:
        r"""The least eigenvalue, :math:`\mu`."""
        return float(self.eigenvalues[0])

    @property
    def M(self) -> float:
        r"""The largest eigenvalue in size, :math:`M`: how fast the gradient can turn here."""
        return float(np.abs(self.eigenvalues).max())

    @property
    def kappa(self) -> float:
        r"""The condition number :math:`\kappa = M/\mu`; ∞ where not all curvatures are positive."""
        return self.M / self.mu if self.mu > 0 else np.inf

    @property
    def threshold(self) -> float:
        r"""The step size :math:`2/\lambda_{\max}`: with a longer one, descent leaves a minimum."""
        return 2 / float(self.eigenvalues[-1]) if self.eigenvalues[-1] > 0 else np.inf

    @property
    def kind(self) -> str:
        """What a stationary point with these curvatures is: "minimum", "maximum" or "saddle".

        It is "degenerate" where a curvature may be 0, so that curvatures cannot tell.
        """
        low, high = self.eigenvalues[0], self.eigenvalues[-1]
        if low < -self.noise and high > self.noise:
            return "saddle"
        if np.abs(self.eigenvalues).min() <= self.noise:
            return "degenerate"
        return "minimum" if low > 0 else "maximum"

    def __repr__(self) -> str:
        return (
            f"Spectrum(mu={self.mu:.6g}, M={self.M:.6g}, kappa={self.kappa:.6g}, "
            f"threshold={self.threshold:.6g})"
        )


def spectrum(loss: Loss | ArrayLoss, at: ArrayLike) -> Spectrum:
    r"""The eigenvalues and eigenvectors of the Hessian at a point.

    .. math:: H(\theta_0) = \sum_i \lambda_i v_i v_i^\top, \qquad
              \mu = \lambda_1 \le \dots \le \lambda_d

    Parameters
    ----------
    loss : Loss or ArrayLoss
        :math:`L`; where it was given without its Hessian, that is made of central differences of
        the gradient, right to about nine digits.
    at : array_like, shape (d,)
        :math:`\theta_0`, in units of θ.

    Raises
    ------
    TypeError, ValueError
        If ``at`` is not one finite point, or the loss has no finite Hessian there.

    Examples
    --------
    >>> from gdlib import LOSSES, descend
    >>> steep = spectrum(LOSSES["Himmelblau"], (3, 2))
    >>> steep
    Spectrum(mu=25.7157, M=82.2843, kappa=3.19976, threshold=0.024306)
    >>> near = (3.001, 2.001)
    >>> runs = [descend(LOSSES["Himmelblau"], near, s * steep.threshold, steps=300)
    ...         for s in (0.99, 1.01)]
    >>> [bool(run.values[-1] < 1e-9) for run in runs]
    [True, False]

    References
    ----------
    B. T. Polyak, Introduction to Optimization (1987), chapter 1.
    """
    point = one_point(loss, at)
    known = isinstance(loss, Loss) or loss.hessian is not None
    hessian = loss.hess(point) if known else _differences(loss, point)
    if not np.isfinite(hessian).all():
        raise ValueError(f"at: the loss has no finite Hessian at {point.tolist()}")
    eigenvalues, eigenvectors = np.linalg.eigh(hessian)
    noise = (_EXACT if known else _DIFFERENCES) * float(np.abs(eigenvalues).max())
    return Spectrum(frozen(eigenvalues), frozen(eigenvectors), noise)


def _differences(loss: Loss | ArrayLoss, point: Array) -> Array:
    """The Hessian by central differences of the gradient."""
    moves = np.diag(difference_steps(point))
    slopes = [loss.grad(point + move) - loss.grad(point - move) for move in moves]
    hessian = np.array(slopes) / (2 * np.diag(moves)[:, None])
    return (hessian + hessian.T) / 2


def difference_steps(point: Array) -> Array:
    r"""The steps of central differences at which truncation and rounding err least together.

    The one costs :math:`h^2`, the other :math:`\varepsilon/h`, in units of the coordinate's size.
    """
    steps = np.cbrt(np.finfo(float).eps) * np.maximum(1, np.abs(point))
    return (point + steps) - point  # what is left of it when it has been added


def one_point(loss: Any, at: ArrayLike, argument: str = "at") -> Array:
    """``at`` as one finite point of the loss, (d,), of its own."""
    if not isinstance(loss, Loss | ArrayLoss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    point = finite_points(argument, loss.as_points(at, argument))
    if point.ndim != 1:
        raise ValueError(f"{argument}: expected one point, got shape {point.shape}")
    return point.copy()
