"""Where the gradient of a polynomial loss vanishes: all such points, and what kind each is.

∇L = 0 ──Gröbner basis──> triangular equations ──roots──> points ──Hessian──> their kinds
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import sympy as sp

from gdlib.arguments import Array, frozen
from gdlib.around.curvature import spectrum
from gdlib.around.taylor_model import loss_of_formula
from gdlib.loss import Loss

_DIGITS = 50  # of a root
_ZERO = sp.Float("1e-20", _DIGITS)  # even a double root is right to half the digits


@dataclass(frozen=True, eq=False, repr=False)
class StationaryPoint:
    """A point (d,) where the gradient vanishes, the loss there, and what kind of point it is.

    ``kind`` is "minimum", "maximum", "saddle", or "degenerate" where curvatures cannot tell.

    >>> from gdlib import LOSSES, stationary_points
    >>> lowest = stationary_points(LOSSES["tilted quartic"])[0]
    >>> lowest.kind, round(lowest.value, 6), lowest.point.round(6).tolist()
    ('minimum', -0.169969, [-1.234773])
    """

    point: Array
    value: float
    kind: str

    def __repr__(self) -> str:
        where = ", ".join(f"{c:.6g}" for c in self.point)
        return f"{self.kind} {self.value:.6g} at ({where})"


def stationary_points(loss: Loss) -> list[StationaryPoint]:
    r"""All real points where the gradient of a polynomial loss vanishes, classified, lowest first.

    .. math:: \nabla L(\theta) = 0, \qquad
              H \succ 0 \Rightarrow \text{minimum}, \quad H \prec 0 \Rightarrow \text{maximum},
              \quad \lambda_1 < 0 < \lambda_d \Rightarrow \text{saddle}

    ``loss`` is a polynomial formula of d variables. SymPy brings the equations into triangular form
    and solves them one after the other to fifty digits. Raises TypeError for what is no Loss,
    ValueError where the loss is no polynomial or its stationary points are not isolated.

    >>> from gdlib import LOSSES, descend
    >>> stationary_points(LOSSES["ridge"])
    [minimum -0.25 at (0, -1), minimum -0.25 at (0, 1), saddle 0 at (0, 0)]
    >>> descend(LOSSES["ridge"], (1, 0.01), 0.1, steps=300).values[[0, 50, 90]].round(4).tolist()
    [0.5, -0.2121, -0.25]

    B. Buchberger, Aequationes Mathematicae 4 (1970) 374–383.
    """
    letters = [sp.Dummy(v.name) for v in loss_of_formula(loss).variables]
    formula = _exact(loss, letters)
    slopes = [sp.expand(formula.diff(letter)) for letter in letters]
    basis = sp.groebner([slope for slope in slopes if slope != 0] or [0], *letters, order="lex")
    if 1 in basis.exprs:
        return []
    if not basis.is_zero_dimensional:
        raise ValueError(f"loss: expected isolated stationary points, {loss.expression} has others")
    found: list[list[sp.Expr]] = []
    for point in _solutions(list(basis.exprs), letters):
        values = dict(zip(letters, point, strict=True))
        known = any(max(abs(a - b) for a, b in zip(point, p, strict=True)) < 1e-9 for p in found)
        if not known and all(abs(slope.subs(values)) < _ZERO for slope in slopes):
            found.append(point)
    points = [_classified(loss, p, formula.subs(dict(zip(letters, p, strict=True)))) for p in found]
    return sorted(points, key=lambda p: (round(p.value, 9), p.point.tolist()))


def _exact(loss: Loss, letters: list[sp.Dummy]) -> sp.Expr:
    """The formula with fractions in place of decimals and parameters."""
    values = {s: loss.parameters[s.name] for s in loss.expression.free_symbols - {*loss.variables}}
    renamed = dict(zip(loss.variables, letters, strict=True))
    formula = sp.nsimplify(loss.expression.subs(values).xreplace(renamed), rational=True)
    if not formula.is_polynomial(*letters):
        raise ValueError(f"loss: expected a polynomial, got {loss.expression}")
    return formula


def _solutions(equations: list[sp.Expr], letters: list[sp.Dummy]) -> list[list[sp.Expr]]:
    """Candidates: the real roots of an equation in the last letter alone, each put into the rest.

    Where numbers of fifty digits have been put in, a root can be one of that equation only: the
    caller tests them all.
    """
    if not letters:
        return [[]]
    *others, last = letters
    alone = [sp.Poly(e, last) for e in equations if e.free_symbols == {last}]
    leading = next((p for p in alone if abs(p.LC()) > _ZERO), None)
    if leading is None:
        return []
    if leading.domain.is_QQ or leading.domain.is_ZZ:
        leading = leading.sqf_part()
    candidates = []
    for root in leading.nroots(n=_DIGITS, maxsteps=500):
        if abs(sp.im(root)) < _ZERO:
            value = sp.re(root)
            rest = [e.subs(last, value).expand() for e in equations]
            candidates += [[*before, value] for before in _solutions(rest, others)]
    return candidates


def _classified(loss: Loss, point: list[sp.Expr], value: sp.Expr) -> StationaryPoint:
    """The point in floats: what is left of 0 after fifty digits is 0."""
    *place, height = (float(sp.N(c, _DIGITS).round(_DIGITS // 2)) + 0.0 for c in (*point, value))
    return StationaryPoint(frozen(np.array(place)), height, spectrum(loss, place).kind)
