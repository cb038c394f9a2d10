r"""Which way is down: the direction of steepest descent, derived line by line.

    minimise Uᵀ∇L over UᵀU = 1  ──Lagrange──>  U = −∇L/‖∇L‖

The lines are derived in letters, in as many dimensions as the loss has, and hold for every
gradient that is not zero; the last three put in the numbers of the point.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike

from gdlib.arguments import frozen
from gdlib.around.derivation import Derivation, Line
from gdlib.around.taylor_model import exact_point, loss_of_formula
from gdlib.loss import Loss

NU = sp.Symbol("nu", positive=True)
NORM = sp.Symbol(r"\lVert \nabla L \rVert", positive=True)
AWAY = sp.Symbol(r"\lVert U + \nabla L / \lVert \nabla L \rVert \rVert", positive=True)
LAGRANGIAN = sp.Symbol("Lambda")


def derive_direction(loss: Loss, at: ArrayLike) -> Derivation:
    r"""The unit vector along which the loss falls fastest, by a Lagrange multiplier.

    .. math:: \min_U U^\top \nabla L(\theta_0) \quad\text{subject to}\quad U^\top U = 1
              \;\Longrightarrow\; U = -\frac{\nabla L(\theta_0)}{\lVert\nabla L(\theta_0)\rVert}

    Parameters
    ----------
    loss : Loss
        :math:`L`, a formula of d variables.
    at : array_like, shape (d,)
        :math:`\theta_0`, in units of θ, where the gradient is not zero.

    Returns
    -------
    Derivation
        Its lines, each checked with SymPy; ``direction``, the vector :math:`U` (d,) of pure
        numbers; and ``rate``, :math:`U^\top \nabla L` in units of :math:`L` per unit of θ.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind, or the gradient vanishes: no direction is best then.

    Examples
    --------
    >>> from gdlib import LOSSES
    >>> valley = LOSSES["valley"]
    >>> steepest = derive_direction(valley, (3, 0.4))
    >>> print(*steepest.lines[5:8], sep="\n")
    Its length is 1 for (the negative root leads uphill): nu = ‖∇L‖/2
    So the steepest way down is: U = (-1/‖∇L‖)*∇L
    along which the rate is: U.T*∇L = -‖∇L‖
    >>> steepest.direction, steepest.rate
    (array([-0.6, -0.8]), -5.0)
    >>> valley([(3, 0.4) + a * steepest.direction for a in (0, 0.1, 0.2)]).round(4).tolist()
    [5.3, 4.8338, 4.4352]

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, Deep Learning (2016), section 4.3.
    """
    point = exact_point(loss_of_formula(loss), at)
    gradient = _gradient_at(loss, point)
    norm = gradient.norm()
    if not norm.is_finite or norm.is_zero:
        raise ValueError(f"at: expected a point with a gradient that is not zero, got {at!r}")
    down, measured = -gradient / norm, loss.grad([float(c) for c in point])
    U, G = _letters(len(point))
    numbers = (
        _line("At this point the gradient is", G, gradient, _near(gradient, measured)),
        _line("so that down is", U, down, _near(down.T * down, 1)),
        _line("at the rate", U.T * G, -norm, _near(down.T * gradient, -norm)),
    )
    direction = frozen(np.array(down, dtype=float).ravel())
    return Derivation(_derived(loss.variables) + numbers, direction, -float(norm))


@lru_cache(maxsize=16)
def _derived(variables: tuple[sp.Symbol, ...]) -> tuple[Line, ...]:
    """The lines in letters, which hold for any gradient."""
    U, G = _letters(len(variables))
    u = sp.Matrix(sp.symbols(f"U_1:{len(variables) + 1}", real=True))
    g = sp.Matrix([sp.Symbol(f"L_{v.name}", real=True) for v in variables])
    rate, lagrangian = u.dot(g), u.dot(g) + NU * (u.dot(u) - 1)
    slopes = [lagrangian.diff(c) for c in u]
    found = sp.Matrix([sp.solve(slope, c)[0] for slope, c in zip(slopes, u, strict=True)])
    (root,) = sp.solve((NORM / (2 * NU)) ** 2 - 1, NU)
    down, zero = found.subs(NU, root), sp.ZeroMatrix(len(u), 1)
    balanced = slopes == [*g + 2 * NU * u]
    unit_length = _holds(U.T * U, sp.Integer(1), down, u, g)

    def line(words: str, left: Any, right: Any, unit: sp.Matrix, also: bool = True) -> Line:
        return _line(words, left, right, also and _holds(left, right, unit, u, g))

    return (
        line("Along $U$ the cost changes at the rate", U.T * G, rate, u, rate == _chain(u, g)),
        line("to be made least among the $U$ of length 1", U.T * U, sp.Integer(1), u),
        line(r"With a multiplier $\nu$, the Lagrangian", LAGRANGIAN, lagrangian, u),
        line("is stationary in $U$ where", G + 2 * NU * U, zero, found, balanced),
        line("that is, where", U, -G / (2 * NU), found),
        _line("Its length is 1 for (the negative root leads uphill)", NU, root, unit_length),
        line("So the steepest way down is", U, -G / NORM, down),
        line("along which the rate is", U.T * G, -NORM, down),
        line("No other $U$ of length 1 does better, as", U.T * G, AWAY**2 * NORM / 2 - NORM, u),
    )


def _letters(dimension: int) -> tuple[sp.MatrixSymbol, sp.MatrixSymbol]:
    return sp.MatrixSymbol("U", dimension, 1), sp.MatrixSymbol(r"\nabla L", dimension, 1)


def _holds(left: Any, right: Any, unit: sp.Matrix, u: sp.Matrix, g: sp.Matrix) -> bool:
    """Whether both sides agree where U is ``unit``, since Σ Uᵢ² = 1 and Σ gᵢ² = ‖∇L‖²."""
    U, G = _letters(len(u))
    offset = u + g / NORM
    values = {U: unit, G: g, LAGRANGIAN: u.dot(g), AWAY: sp.sqrt(offset.dot(offset))}
    sides = [side.subs(values) for side in (left, right)]
    first, second = (s.as_explicit() if s.is_Matrix else sp.Matrix([s]) for s in sides)
    rest = ((first - second) * NORM**2).expand()
    rest = rest.subs(u[-1] ** 2, 1 - u.dot(u) + u[-1] ** 2).expand()
    return bool(rest.subs(NORM, sp.sqrt(g.dot(g))).expand().is_zero_matrix)


def _chain(u: sp.Matrix, g: sp.Matrix) -> sp.Expr:
    """d/dα L(θ + αU) at α = 0 for any L, by SymPy's chain rule."""
    alpha, theta = sp.Dummy("alpha"), sp.symbols(f"v:{len(u)}", cls=sp.Dummy)
    loss = sp.Function("L")
    moved = loss(*(v + alpha * c for v, c in zip(theta, u, strict=True)))
    slope = moved.diff(alpha).subs(alpha, 0).doit()
    return slope.subs({loss(*theta).diff(v): c for v, c in zip(theta, g, strict=True)})


def _gradient_at(loss: Loss, point: list[sp.Expr]) -> sp.Matrix:
    """The gradient as fractions where it is that, else as floats."""
    letters = {s: s.name for s in loss.expression.free_symbols if s.name in loss.parameters}
    values = {s: sp.Rational(repr(loss.parameters[name])) for s, name in letters.items()}
    values |= dict(zip(loss.variables, point, strict=True))
    slopes = [slope.subs(values, simultaneous=True) for slope in loss.gradient]
    return sp.Matrix([s if s.is_Rational else sp.N(s) for s in slopes])


def _line(words: str, left: Any, right: Any, holds: bool) -> Line:
    return Line(words, sp.Eq(left, right, evaluate=False), holds)


def _near(numbers: Any, others: Any) -> bool:
    found = np.array(sp.Matrix([numbers]), dtype=float).ravel()
    distance = np.linalg.norm(found - np.array(others, dtype=float))
    return bool(distance <= 1e-9 * np.linalg.norm(found))
