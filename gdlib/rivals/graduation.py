"""Graduated descent: first on a loss so smooth that it has one basin, then on ever sharper ones.

smoothed(loss) ──> Loss with a parameter sigma ──graduate──> descend at σ₁ > σ₂ > … > 0

Who has no formula smooths by values: `sampled`.
"""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike
from sympy.simplify.fu import TR8

from gdlib.arguments import Array, frozen, numbers_array, positive_number, seeded
from gdlib.around.taylor_model import loss_of_formula
from gdlib.array_loss import ArrayLoss
from gdlib.descent import descend
from gdlib.loss import Loss
from gdlib.rivals.search import Search, points_of, values_of

SIGMA = sp.Symbol("sigma", positive=True)


def smoothed(loss: Loss) -> Loss:
    r"""The loss averaged over a normal distribution around each point: an exact convolution.

    .. math:: L_\sigma(\theta) = \mathbb{E}\, L(\theta + \sigma Z), \qquad Z \sim N(0, I)

    ``loss`` is a formula of d variables; the result has a parameter ``sigma``, :math:`\sigma`, in
    units of θ (1 at first). Sums of polynomials, waves (sines and cosines) and bells
    (exponentials of squares) have a closed form, and so have products of such in different
    variables. Raises TypeError for what is no Loss, ValueError for any other loss.

    >>> from gdlib import LOSSES, descend
    >>> wells = smoothed(LOSSES["double well"])
    >>> wells.expression.expand()
    3*sigma**4/4 + 3*sigma**2*x**2/2 - sigma**2/2 + x**4/4 - x**2/2 + 1/4
    >>> descend(wells, 0.5, 0.1, steps=40).values[[0, -1]].round(4).tolist()
    [0.7656, 0.5]

    H. Mobahi and J. W. Fisher, EMMCVPR (2015) 43–56.
    """
    expression = loss_of_formula(loss).expression
    if SIGMA.name in (*loss.parameters, *(v.name for v in loss.variables)):
        raise ValueError("loss: expected one without a letter sigma of its own")
    for variable in loss.variables:
        terms = sp.Add.make_args(_expanded(expression))
        expression = sp.Add(*(_mean(term, variable) for term in terms))
    name = f"{loss.name or 'the loss'}, smoothed"
    return Loss(expression, loss.variables, {**loss.parameters, SIGMA.name: 1}, name)


def _expanded(expression: sp.Expr) -> sp.Expr:
    """A sum of products, those of waves as waves; a bell stays whole, lest a part overflow."""
    return sp.expand(TR8(sp.expand(expression, power_exp=False)), power_exp=False)


def _mean(term: sp.Expr, v: sp.Symbol) -> sp.Expr:
    """E term(v + σZ), for the three kinds of factors that keep their kind."""
    rest, factor = term.as_independent(v, as_Add=False)
    if factor.is_polynomial(v):
        z = sp.Dummy("z")
        shifted = sp.Poly(factor.subs(v, v + SIGMA * z), z)
        # The moments of a normal number: E Zᵏ = (k − 1)!! for even k, 0 for odd ones.
        even = ((k, c) for (k,), c in shifted.terms() if k % 2 == 0)
        return rest * sp.Add(*(c * sp.factorial2(k - 1) for k, c in even))
    if isinstance(factor, sp.sin | sp.cos) and factor.args[0].diff(v, 2) == 0:
        # E cos(av + b) = e^(−a²σ²/2) cos(av + b): a wave fades.
        return term * sp.exp(-((factor.args[0].diff(v) * SIGMA) ** 2) / 2)
    if isinstance(factor, sp.exp) and factor.args[0].diff(v, 3) == 0:
        # E e^(av² + bv + c) = e^((av² + bv + b²σ²/2)/w + c)/√w with w = 1 − 2aσ²: a bell widens.
        a, b, c = (factor.args[0].diff(v, k).subs(v, 0) / (k or 1) for k in (2, 1, 0))
        w = 1 - 2 * a * SIGMA**2
        return rest * sp.exp((a * v**2 + b * v + (b * SIGMA) ** 2 / 2) / w + c) / sp.sqrt(w)
    raise ValueError(f"loss: no closed form is known of the average of {factor}")


def graduate(
    loss: Loss,
    start: ArrayLike,
    widths: ArrayLike,
    step_size: ArrayLike,
    *,
    steps: int = 100,
    tol: float = 1e-6,
) -> Search:
    r"""Graduated non-convexity: descend on the smoothed loss, sharpen it, descend again.

    .. math:: \theta^{(k)} = \text{descend}(L_{\sigma_k}, \theta^{(k-1)}), \qquad
              \sigma_1 > \sigma_2 > \dots > \sigma_K, \; \sigma_{K+1} = 0

    Parameters
    ----------
    loss : Loss
        :math:`L`, with a closed form when `smoothed`: its exact gradient is what is used.
    start : array_like, shape (..., d)
        :math:`\theta^{(0)}`, in units of θ, of one walker or of many independent ones.
    widths : array_like, shape (K,)
        :math:`\sigma_k`, positive and falling, in units of θ; the last descent is on L itself.
    step_size : float or array_like, shape (K + 1,)
        :math:`\alpha` of all descents, or of each: a smoother loss bears longer steps.
    steps, tol
        Of each of the descents, as in `descend`.

    Returns
    -------
    Search
        Its points (K + 2, ..., d) are the start and the ends of the descents; its values those
        of L. It asks for L at these only, and for a gradient at every step.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.

    Examples
    --------
    >>> from gdlib import LOSSES
    >>> search = graduate(LOSSES["Rastrigin"], (4.2, -3.1), [0.6, 0.4, 0.2], 0.002, steps=2000)
    >>> search.values.round(3).tolist()
    [36.07, 0.0, 0.0, 0.0, 0.0]
    >>> graduate(LOSSES["trap"], 0.0, [1.0, 0.5, 0.1], 0.1).best.round(3).tolist()
    [-1.5]

    References
    ----------
    A. Blake and A. Zisserman, Visual Reconstruction (1987).
    """
    smooth, falling = smoothed(loss), numbers_array("widths", widths)
    one_by_one = falling.ndim == 1 and falling.size and np.isfinite(falling).all()
    if not one_by_one or (np.diff([*falling, 0]) >= 0).any():
        raise ValueError(f"widths: expected positive, falling numbers, got {widths!r}")
    sizes = numbers_array("step_size", step_size)
    if sizes.shape not in ((), (len(falling) + 1,)):
        raise ValueError(f"step_size: expected 1 or {len(falling) + 1} numbers, got {step_size!r}")
    points = [points_of(loss, start)]
    gradients = np.zeros(points[0].shape[:-1], dtype=int)
    losses = [*(smooth.where(sigma=float(width)) for width in falling), loss]
    for sharper, size in zip(losses, np.broadcast_to(sizes, len(losses)), strict=True):
        path = descend(sharper, points[-1], float(size), steps=steps, tol=tol, keep="ends")
        points.append(path.points[-1])
        gradients += np.asarray(path.steps) + 1
    stops = np.array(points)
    values = values_of(loss, stops)
    places = np.argmin(values, axis=0)[None]
    best = np.take_along_axis(stops, places[..., None], axis=0)[0]
    lowest = np.take_along_axis(values, places, axis=0)[0]
    return Search(stops, values, best, lowest, len(stops), frozen(gradients))


def sampled(loss: Loss | ArrayLoss, width: float, *, seed: int = 0) -> ArrayLoss:
    r"""The smoothed loss for who has values only: a slope at random that is right on average.

    .. math:: g = \frac{L(\theta + \sigma Z) - L(\theta - \sigma Z)}{2\sigma} Z,
              \qquad \mathbb{E}\,g = \nabla L_\sigma(\theta), \qquad Z \sim N(0, I)

    ``width`` is :math:`\sigma > 0` in units of θ. The gradient of what comes back is g, drawn anew
    at each call, at the price of two values of L; its values are those of L. Raises TypeError or
    ValueError for other arguments.

    >>> from gdlib import LOSSES, descend
    >>> blind = sampled(LOSSES["Rastrigin"], 0.6)
    >>> path = descend(blind, (4.2, -3.1), lambda n: 0.5 / (n + 2), steps=3000)
    >>> path.values[[0, -1]].round(2).tolist()
    [36.07, 0.1]

    Y. Nesterov and V. Spokoiny, Foundations of Computational Mathematics 17 (2017) 527–566.
    """
    if not isinstance(loss, Loss | ArrayLoss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    sigma, generator = float(positive_number("width", width)), seeded(seed)

    def slope(points: Array) -> Array:
        z = generator.normal(size=points.shape)
        rise = loss(points + sigma * z) - loss(points - sigma * z)
        return (rise / (2 * sigma))[..., None] * z

    return ArrayLoss(loss, slope, loss.dimension, name=f"{loss.name}, smoothed by samples")
