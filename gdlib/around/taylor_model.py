"""The Taylor model of a loss about a point: itself a loss, so that it plots and descends as one."""

from __future__ import annotations

from math import factorial
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike

from gdlib.arguments import count, finite_points
from gdlib.formula import check_name, derivative
from gdlib.loss import Loss


def taylor(loss: Loss, at: ArrayLike, order: int = 2) -> Loss:
    r"""The Taylor polynomial of a loss about a point.

    .. math:: T(\theta) = \sum_{k=0}^{\text{order}} \frac{(s \cdot \nabla)^k L(\theta_0)}{k!}
              = L(\theta_0) + s^\top \nabla L(\theta_0) + \tfrac12 s^\top H(\theta_0)\, s + \dots,
              \qquad s = \theta - \theta_0

    Parameters
    ----------
    loss : Loss
        :math:`L`, a formula of d variables; its parameters stay parameters of the model.
    at : array_like, shape (d,)
        :math:`\theta_0`, in units of θ; decimals are taken as the fractions that they are written
        as, and SymPy's exact numbers are welcome.
    order : int
        The highest power of :math:`s` that is kept, 0 or more.

    Returns
    -------
    Loss
        The model :math:`T`, in units of :math:`L`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind, the loss is a mean over data, or one of the derivatives
        at the point is not a finite number.

    Examples
    --------
    >>> from gdlib import LOSSES, descend, newton
    >>> valley = LOSSES["Rosenbrock"]
    >>> model = taylor(valley, (-1.2, 1), 1)
    >>> model.expression
    -1078*x/5 - 88*y - 3663/25
    >>> model = taylor(valley, (-1.2, 1), 2)
    >>> descend(model, (-1.2, 1), 1e-3, steps=100).values[[0, 1, 100]].round(3).tolist()
    [24.2, 10.765, 4.798]
    >>> jumps = [descend(f, (-1.2, 1), 1, stepper=newton(), steps=1) for f in (valley, model)]
    >>> [jump.points[-1].round(6).tolist() for jump in jumps]
    [[-1.175281, 1.380674], [-1.175281, 1.380674]]

    References
    ----------
    J. Nocedal and S. Wright, Numerical Optimization (2006), theorem 2.1.
    """
    centre = dict(zip(loss_of_formula(loss).variables, exact_point(loss, at), strict=True))
    move = {v: sp.Dummy(f"s_{v.name}") for v in centre}
    term, model = loss.expression, sp.Integer(0)
    for k in range(count("order", order) + 1):
        there = term.subs(centre, simultaneous=True)
        if there.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            raise ValueError(f"at: a derivative of order {k} is not finite at {at!r}")
        model += sp.expand(there) / factorial(k)
        term = sum(s * derivative(term, v) for v, s in move.items())
    expression = model.subs({s: v - centre[v] for v, s in move.items()})
    letters = {s.name for s in expression.free_symbols}
    parameters = {name: value for name, value in loss.parameters.items() if name in letters}
    name = f"Taylor model of {loss.name or 'the loss'}, order {order}"
    return Loss(expression, loss.variables, parameters, name)


def along(loss: Loss, at: ArrayLike, direction: ArrayLike, letter: str = "alpha") -> Loss:
    r"""The loss on the line through a point: a loss of one variable, :math:`\alpha`.

    .. math:: \varphi(\alpha) = L(\theta_0 + \alpha\,\Delta\theta)

    ``at`` is :math:`\theta_0` and ``direction`` is :math:`\Delta\theta`, both (d,) in units of θ;
    ``letter`` names the new variable. Raises TypeError or ValueError if they are not, or the loss
    is a mean over data.

    >>> from gdlib import LOSSES, descend
    >>> phi = along(LOSSES["Booth"], (0, 0), (1, 3))
    >>> phi.expression.expand()
    74*alpha**2 - 148*alpha + 74
    >>> descend(phi, 0.0, 1 / 148).values.round(6).tolist()
    [74.0, 0.0]

    J. Nocedal and S. Wright, Numerical Optimization (2006), section 3.1.
    """
    start = exact_point(loss_of_formula(loss), at)
    move = exact_point(loss, direction, "direction")
    if not isinstance(letter, str):
        raise TypeError(f"letter: expected a name, got {letter!r}")
    check_name(letter, "letter")
    alpha = sp.Symbol(letter)
    line = {v: t + alpha * m for v, t, m in zip(loss.variables, start, move, strict=True)}
    expression = loss.expression.subs(line, simultaneous=True)
    return Loss(expression, alpha, loss.parameters, f"{loss.name or 'the loss'} along a line")


def loss_of_formula(loss: Any) -> Loss:
    """``loss``, which must be one formula."""
    if not isinstance(loss, Loss):
        raise TypeError(f"loss: expected a Loss, got {loss!r}")
    if loss.data:
        raise ValueError("loss: expected one formula, got a mean over data")
    return loss


def exact_point(loss: Loss, at: Any, argument: str = "at") -> list[sp.Expr]:
    """One point as exact numbers: 0.1 is 1/10, and SymPy's √2 stays √2."""
    given = np.array(at, dtype=object).ravel() if isinstance(at, sp.MatrixBase) else at
    point = finite_points(argument, loss.as_points(given, argument))
    if point.ndim != 1:
        raise ValueError(f"{argument}: expected one point, got shape {point.shape}")
    return [_exact(c, f) for c, f in zip(np.ravel(given), point, strict=True)]


def _exact(given: Any, number: float) -> sp.Expr:
    exact = isinstance(given, sp.Expr) and not given.has(sp.Float)
    return given if exact else sp.Rational(repr(float(number)))
