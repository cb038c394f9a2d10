"""The checks of what "How far" settles: a function for each part that states something.

A cost "left open" is a SymPy function of x and y, of which nothing is known but its derivatives.
Numbers of Rosenbrock's valley are derived with exact fractions and roots.
"""

import numpy as np
import pytest
import sympy as sp

from extensions.ledger.testing import (
    assert_agrees,
    assert_equal,
    assert_says_negative,
    cost_change,
    moved,
)
from gdlib import LOSSES, Loss, along, descend, line_search, taylor

alpha, lamda, M, D, D1, D2, p, c, g, n, Delta = sp.symbols(
    "alpha lamda M D D1 D2 p c g n Delta", positive=True
)
h11, h12, h22 = sp.symbols("h11 h12 h22", real=True)
r, t = sp.symbols("r t", positive=True)  # for the derivations alone
x, y = sp.symbols("x y", real=True)
OPEN = sp.Function("L")(x, y)
SLOPES = (OPEN.diff(x), OPEN.diff(y))

PARABOLA, ROSENBROCK, SMOOTH, WOLFE = (
    LOSSES[name] for name in ("parabola", "Rosenbrock", "log cosh", "Wolfe")
)
START = sp.Matrix([sp.Rational(-6, 5), 1])
SLOPE = ROSENBROCK.gradient.subs(dict(zip(ROSENBROCK.variables, START, strict=True)))
# A cost, a point and a direction along which neither second nor third derivative vanishes.
NAMED = (
    ("Rosenbrock", (-1.2, 1), (0.8, 0.6)),
    ("Himmelblau", (0.5, -0.25), (-0.6, 0.8)),
    ("Beale", (2, 0.25), (0.6, 0.8)),
    ("six-hump camel", (0.5, 0.75), (0.6, -0.8)),
    ("log cosh", 0.7, 1),
)
NEAR = np.arange(-4, 5) / 64  # either side of a threshold, and on it


def promised_fall() -> sp.Expr:
    """Of the cost, per squared slope: what the line says, less what curvature can take back."""
    return alpha - sp.integrate(M * t, (t, 0, alpha))


def change_along(direction: tuple) -> sp.Expr:
    """The derivative of the open cost along a direction, at the start of the step."""
    after = OPEN.subs({x: x + alpha * direction[0], y: y + alpha * direction[1]}, simultaneous=True)
    return after.diff(alpha).subs(alpha, 0).doit()


def cosine(p: sp.Matrix, q: sp.Matrix) -> sp.Expr:
    return sp.simplify(p.dot(q) / sp.sqrt(sp.factor(p.dot(p) * q.dot(q))))


def free_vector(letter: str) -> sp.Matrix:
    return sp.Matrix(sp.symbols(f"{letter}1:4", real=True))


def assert_digits(states: sp.Expr, derived: float, last: float) -> None:
    """The number derived, rounded to the digit of size ``last``."""
    assert abs(float(states) - float(derived)) <= last / 2, f"derived: {derived}"


def slope_of_errors(order: int, name: str, at, direction) -> float:
    """The slope, on logarithmic axes, of what the Taylor model along a direction misses."""
    phi = along(LOSSES[name], at, direction)
    sizes = np.geomspace(3e-4, 6e-4, 8)[:, None]
    missed = np.abs(phi(sizes) - taylor(phi, 0, order)(sizes))
    return np.polyfit(np.log(sizes[:, 0]), np.log(missed), 1)[0]


def valley(direction: sp.Matrix) -> list[sp.Expr]:
    """The coefficients of Rosenbrock's valley along a direction from its usual start."""
    point = dict(zip(ROSENBROCK.variables, START + alpha * direction, strict=True))
    return sp.Poly(sp.expand(ROSENBROCK.expression.subs(point)), alpha).all_coeffs()[::-1]


def check_L49_cosine(states):
    gradient = free_vector("g")
    assert_equal(states, cosine(-c * gradient, gradient))


def check_L49_best(states):
    assert promised_fall().diff(alpha, 2).is_negative
    assert sp.solve(promised_fall().diff(alpha), alpha) == [states]
    best = float(states.subs(M, 4))
    fallen = [cost_change(PARABOLA.where(lamda=4), 1, k * best) for k in (0.95, 1, 1.05)]
    assert fallen[1] < min(fallen[0], fallen[2])


def check_L49_fall(states):
    assert_equal(states, promised_fall().subs(alpha, 1 / M))
    starts = np.linspace(-5, 5, 201)[:, None]
    for loss, bound, exact in ((SMOOTH, 1, False), (PARABOLA.where(lamda=4), 4, True)):
        values = descend(loss, starts, 1 / bound, steps=1, tol=0).values
        share = values[0] - values[1] - float(states.subs(M, bound)) * loss.grad(starts)[:, 0] ** 2
        assert (np.abs(share) if exact else -share).max() < 1e-12


def check_L50_bound(states):
    assert_equal(states, sp.integrate(D * M * t * D, (t, 0, alpha)))
    (v,) = PARABOLA.variables
    phi = PARABOLA.expression.subs({lamda: M, sp.Symbol("lamda"): M}).subs(v, v + alpha * D)
    assert_equal(states, phi - phi.subs(alpha, 0) - alpha * phi.diff(alpha).subs(alpha, 0))


def check_L50_slope(states):
    for name, at, direction in NAMED:
        assert slope_of_errors(1, name, at, direction) == pytest.approx(float(states), abs=0.01)


def check_L51_entries(states):
    d = sp.Symbol("d", integer=True, positive=True)
    move, gradient = (sp.MatrixSymbol(name, d, 1) for name in ("D", "G"))
    hessian = sp.MatrixSymbol("H", d, d)
    for term in (move.T * gradient, move.T * hessian * move):
        assert_equal(states, sp.prod(term.shape))
    with pytest.raises(sp.matrices.exceptions.ShapeError):
        (move * gradient).subs(d, 3)


def check_L52_term(states):
    def along_step(f):
        return D1 * f.diff(x) + D2 * f.diff(y)

    assert_equal(change_along((D1, D2)), along_step(OPEN))
    second = {OPEN.diff(x, x): h11, OPEN.diff(x, y): h12, OPEN.diff(y, y): h22}
    assert_equal(states, alpha**2 / 2 * sp.expand(along_step(along_step(OPEN))).subs(second))


def check_L52_slope(states):
    for name, at, direction in NAMED:
        assert slope_of_errors(2, name, at, direction) == pytest.approx(float(states), abs=0.01)


def check_L52_second(states):
    assert_digits(states, valley(-SLOPE / SLOPE.norm())[2], 1e-6)


def check_L52_third(states):
    assert_digits(states, valley(-SLOPE / SLOPE.norm())[3], 1e-6)


def check_L52_fourth(states):
    assert_digits(states, valley(-SLOPE / SLOPE.norm())[4], 1e-6)


def mixed(first: sp.Symbol, second: sp.Symbol) -> sp.Expr:
    """At the origin: the derivative by one variable, then by the other, as limits of quotients."""
    twisted = x * y * (x**2 - y**2) / (x**2 + y**2)
    along_axis = sp.limit(sp.cancel(twisted / first), first, 0)  # twisted is 0 on both axes
    return sp.limit(sp.cancel(along_axis / second), second, 0)


def check_L53_one(states):
    assert_equal(states, mixed(x, y))


def check_L53_other(states):
    assert_equal(states, mixed(y, x))


def check_L54_equal(states):
    assert sp.solve(sp.Eq(alpha**2 * c / 2, alpha * p), alpha) == [states]


def check_L54_example(states):
    _, first, second, *_ = valley(-SLOPE)
    assert_digits(states, -first / second, 1e-9)


def check_L54_tenth(states):
    _, first, *rest = valley(-SLOPE)
    missed = sum(a * alpha ** (k + 2) for k, a in enumerate(rest))
    apart = sp.Poly(missed / alpha + first / 10, alpha).nroots()
    assert_digits(states, min(root for root in apart if root.is_real), 1e-9)


def check_L55_ratio(states):
    linear = D1 * SLOPES[0] + D2 * SLOPES[1]
    assert_equal(states, change_along((D1, D2)) / linear)
    for name, at, direction in NAMED:
        phi, size = along(LOSSES[name], at, direction), 1e-6
        change = phi([size]) - phi([0])
        assert change / (size * phi.grad([0])[0]) == pytest.approx(float(states), rel=0.01)


def check_L55_parabola(states):
    (v,) = PARABOLA.variables
    (after,) = moved(PARABOLA, alpha, v)
    change = PARABOLA.expression.subs(v, after) - PARABOLA.expression
    derived = sp.simplify(change / (-alpha * PARABOLA.gradient[0] ** 2))
    assert_equal(states, derived.subs(sp.Symbol("lamda"), lamda))


def check_L56_free(states):
    gradient = g * sp.Matrix([sp.cos(r), sp.sin(r)])
    assert_equal(states, alpha * (-c * gradient).dot(gradient))
    assert sp.limit(states, c, sp.oo) == -sp.oo


def priced(move: sp.Matrix, gradient: sp.Matrix) -> sp.Expr:
    return gradient.dot(move) + move.dot(move) / (2 * alpha)


def cheapest() -> tuple[sp.Matrix, sp.Matrix]:
    """The move that makes line plus price least, and the gradient it is made for."""
    gradient, move = free_vector("g"), free_vector("s")
    total = priced(move, gradient)
    assert sp.hessian(total, list(move)) == sp.eye(3) / alpha  # convex: one minimum
    found = sp.solve([total.diff(v) for v in move], list(move), dict=True)
    return move.subs(found[0]), gradient


def check_L56_priced(states):
    move, gradient = cheapest()
    assert_equal(states.subs(g, gradient.norm()), priced(move, gradient))


def check_L57_rise(states):
    assert_equal(states, promised_fall())
    hill = -M * x**2 / 2
    after = hill.subs(x, x + alpha * hill.diff(x))
    assert_equal(states, (after - hill) / hill.diff(x) ** 2)
    heights = -descend(Loss(2 * x**2, x), 1.0, 0.1, steps=1).values  # M = 4, slope 4
    rise = float(states.subs({alpha: 0.1, M: 4})) * 16
    np.testing.assert_allclose(heights[1] - heights[0], rise, rtol=1e-12)


def check_L58_least(states):
    p, q = free_vector("p"), free_vector("q")
    assert sp.expand((p + q).dot(p + q) - p.dot(p) - q.dot(q) - 2 * p.dot(q)) == 0
    assert_equal(states, cosine(p, -c * p))


def check_L58_greatest(states):
    p, q = free_vector("p"), free_vector("q")
    assert sp.expand((p - q).dot(p - q) - p.dot(p) - q.dot(q) + 2 * p.dot(q)) == 0
    assert_equal(states, cosine(p, c * p))


def check_L59_cosine(states):
    check_L49_cosine(states)


def check_L59_move(states):
    move, gradient = cheapest()
    assert sp.simplify(move - states * gradient) == sp.zeros(3, 1)


def check_L59_useful(states):
    assert_says_negative(states, -promised_fall())
    assert_agrees(states, alpha, 0.5 + NEAR, lambda a: cost_change(PARABOLA, 1, a) < 0, {M: 4})


def check_L60_rate(states):
    gradient = dict(zip(SLOPES, (g * sp.cos(r), g * sp.sin(r)), strict=True))
    assert_equal(states, change_along((-SLOPES[0], -SLOPES[1])).subs(gradient))


def check_L60_guarantee(states):
    assert_equal(states, Delta / (n * promised_fall()))
    steep = PARABOLA.where(lamda=4)
    at = {alpha: 0.25, M: 4, n: 1, Delta: float(steep([3]))}
    np.testing.assert_allclose(float(states.subs(at)), float(steep.grad([3])[0]) ** 2)
    # Each of these has its largest curvature somewhere, and the infimum 0.
    for loss, bound in ((LOSSES["softplus"], 0.25), (SMOOTH, 1), (LOSSES["Huber"], 1)):
        for share in (0.3, 1, 1.9):
            path = descend(loss, 5.0, share / bound, steps=500, tol=0)
            flattest = np.minimum.accumulate(path.gradient_norms[:-1] ** 2)
            at = {alpha: share / bound, M: bound, Delta: float(path.values[0])}
            allowed = sp.lambdify(n, states.subs(at))(np.arange(1, len(flattest) + 1))
            assert (flattest <= allowed).all()


def check_L60_shrinks(states):
    here = sp.Matrix([c * r, r])  # the start, and up to a reflection each point after it
    root = sp.sqrt(x**2 + c * y**2)
    slope = sp.Matrix([root.diff(x), root.diff(y)]).subs(dict(zip((x, y), here, strict=True)))
    ahead = here - t * slope
    radicand = ahead[0] ** 2 + c * ahead[1] ** 2
    lowest = sp.solve(radicand.diff(t), t)[0]
    landing = [sp.factor(v.subs(t, lowest), deep=True) for v in ahead]
    assert_equal(states, landing[0] / here[0])
    assert_equal(-states, landing[1] / here[1])  # so |y| = x/c again, and |y| ≤ x
    path = descend(WOLFE, (3, 1), 1.0, stepper=line_search("exact"), steps=12)
    ratio = path.points[1:, 0] / path.points[:-1, 0]
    np.testing.assert_allclose(ratio, float(states.subs(c, 3)), rtol=1e-5)


def check_L60_lower(states):
    assert float(states) == pytest.approx(float(WOLFE([-1, 0])), rel=1e-12)
