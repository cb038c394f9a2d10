"""The checks of what "Why minus the gradient" settles: one for each part that states something.

Identities are derived for vectors of letters; numbers are met by directions tried one by one, all
around a place, or drawn at random.
"""

import numpy as np
import sympy as sp

from extensions.ledger.testing import assert_equal, moved
from gdlib import LOSSES, Loss, derive_direction, descend

alpha, d, g, gamma, h, kappa, p, q, u, v = sp.symbols(
    "alpha d g gamma h kappa p q u v", positive=True
)
x, y = sp.symbols("x y", real=True)
one, other = sp.symbols("one other", real=True)  # angles, for the derivations alone

ROSENBROCK, VALLEY = LOSSES["Rosenbrock"], LOSSES["valley"]
START = np.array([-1.2, 1])
PLACES = np.random.default_rng(3).uniform(-2, 2, (20, 2))
CIRCLE = np.radians(np.arange(3600) / 10)


def around(gradient: np.ndarray) -> np.ndarray:
    """Unit vectors at 3600 angles from a gradient, in steps of 0.1 degrees."""
    turned = np.arctan2(gradient[1], gradient[0]) + CIRCLE
    return np.stack([np.cos(turned), np.sin(turned)], axis=-1)


def in_plane(length: sp.Expr, angle: sp.Expr) -> sp.Matrix:
    return length * sp.Matrix([sp.cos(angle), sp.sin(angle)])


def check_L41_length(states):
    step = moved(VALLEY, alpha, x, y) - sp.Matrix([x, y])
    slope = VALLEY.gradient.subs(dict(zip(VALLEY.variables, (x, y), strict=True)))
    assert_equal(states.subs(g, slope.norm()), step.norm())
    for place in PLACES[:4]:
        path = descend(ROSENBROCK, place, 1e-3, steps=1)
        walked = np.linalg.norm(path.points[1] - path.points[0])
        claimed = float(states.subs({alpha: 1e-3, g: path.gradient_norms[0]}))
        np.testing.assert_allclose(walked, claimed, rtol=1e-9)


def length(order: float) -> float:
    return float(np.linalg.norm([3 / 5, 4 / 5], order))


def check_L42_sum(states):
    assert length(2) == 1
    np.testing.assert_allclose(length(1), float(states), rtol=1e-12)


def check_L42_largest(states):
    np.testing.assert_allclose(length(np.inf), float(states), rtol=1e-12)


def assert_is_slope(states: sp.Expr, axis: int) -> None:
    there = dict(zip(ROSENBROCK.variables, (x, y), strict=True))
    assert_equal(states, ROSENBROCK.gradient[axis].subs(there))
    claimed = sp.lambdify((x, y), states)
    shift = 1e-5 * np.eye(2)[axis]
    for place in PLACES:
        across = (ROSENBROCK(place + shift) - ROSENBROCK(place - shift)) / 2e-5
        np.testing.assert_allclose(across, claimed(*place), rtol=1e-6, atol=1e-6)


def check_L43_first(states):
    assert_is_slope(states, 0)


def check_L43_second(states):
    assert_is_slope(states, 1)


def check_L44_rate(states):
    cost = sp.Function("L")
    rate = cost(x + alpha * u, y + alpha * v).diff(alpha).subs(alpha, 0).doit()
    assert_equal(states, rate.subs({cost(x, y).diff(x): p, cost(x, y).diff(y): q}))


def check_L44_angle(states):
    for gradient in ROSENBROCK.grad(PLACES):
        best = CIRCLE[np.argmin(around(gradient) @ gradient)]
        assert abs(best - float(states)) <= np.radians(0.1)


def check_L45_product(states):
    flat = in_plane(u, one).dot(in_plane(g, other))
    assert_equal(states.subs(gamma, one - other), flat)
    azimuth = sp.Symbol("azimuth", real=True)
    in_space = u * sp.Matrix([*(sp.sin(gamma) * in_plane(1, azimuth)), sp.cos(gamma)])
    assert_equal(states, in_space.dot(sp.Matrix([0, 0, g])))


def check_L45_least(states):
    first, second = (sp.Matrix(sp.symbols(f"{name}_1:4", real=True)) for name in "ab")
    lengths = {u: first.norm(), g: second.norm()}
    offset = first / u + second / g
    square = u * g * offset.dot(offset) / 2
    assert_equal((states + square).subs(lengths), first.dot(second))


def check_L46_rate(states):
    assert_equal(states.subs(gamma, one - other), in_plane(1, one).dot(in_plane(g, other)))


def check_L46_ties(states):
    rates = around(np.array([1.0, 0.0])) @ LOSSES["Himmelblau"].grad((3, 2))
    assert states == (rates == 0).sum()


def check_L47_lowest(states):
    assert_equal(states, sp.calculus.util.minimum(sp.cos(one), one))


def check_L47_angle(states):
    turn = sp.Interval.Ropen(0, 2 * sp.pi)
    assert sp.solveset(sp.cos(one) + 1, one, turn) == {states}


def check_L47_rate(states):
    steepest = derive_direction(ROSENBROCK, START)
    assert all(line.holds for line in steepest.lines)
    np.testing.assert_allclose(steepest.rate, float(states), rtol=1e-12)
    gradient = ROSENBROCK.grad(START)
    assert (around(gradient) @ gradient).min() >= float(states) - 1e-9
    assert round(float(states), 6) == -232.867688


def check_L47_spread(states):
    for dimension in range(3, 13):
        density = sp.sin(one) ** (dimension - 2)  # of the angle, up to a factor
        whole, square = (
            sp.integrate(part * density, (one, 0, sp.pi)) for part in (1, sp.cos(one) ** 2)
        )
        assert_equal(states.subs(d, dimension) ** 2, square / whole)
    drawn = np.random.default_rng(8).normal(size=(4000, 400))
    cosines = drawn[:, 0] / np.linalg.norm(drawn, axis=1)
    np.testing.assert_allclose(cosines.std(), float(states.subs(d, 400)), rtol=0.04)


def check_L47_alexnet(states):
    np.testing.assert_allclose(float(states), 60_965_224**-0.5, rtol=4e-3)


def assert_is_least(states: sp.Expr, corners: list[tuple[int, int]]) -> None:
    """A linear function on a polygon is least at a corner: whichever slope is the larger."""
    for slopes in ({g: h + u}, {h: g + u}, {h: g}):  # u > 0
        values = [sp.expand((a * g + b * h).subs(slopes)) for a, b in corners]
        claimed = sp.expand(states.subs(slopes))
        assert claimed in values
        assert all((value - claimed).is_nonnegative for value in values)


def check_L48_sum(states):
    assert_is_least(states, [(1, 0), (-1, 0), (0, 1), (0, -1)])


def check_L48_largest(states):
    assert_is_least(states, [(a, b) for a in (1, -1) for b in (1, -1)])


def check_L48_metric(states):
    # With V = (√p U₁, √q U₂) the ellipse is the circle, and the slopes are g/√p and h/√q.
    assert_equal(states, -sp.Matrix([g / sp.sqrt(p), h / sp.sqrt(q)]).norm())
    units = np.stack([np.cos(CIRCLE), np.sin(CIRCLE)], axis=-1)
    units /= np.sqrt(units**2 @ [2.0, 9.0])[:, None]
    least = float(states.subs({g: 3, h: 4, p: 2, q: 9}))
    np.testing.assert_allclose((units @ [3.0, 4.0]).min(), least, rtol=1e-5)


def valleys() -> tuple[Loss, Loss]:
    """A valley with κ = 10⁴, and the same with y in units of a hundredth."""
    long = VALLEY.where(mu=1, M=10_000)
    letter = VALLEY.variables[1]
    formula = long.expression.subs(letter, letter / 100)
    return long, Loss(formula, VALLEY.variables, long.parameters)


def check_L48_units(states):
    conditions = [np.linalg.cond(loss.hess((1, 1))) for loss in valleys()]
    np.testing.assert_allclose(conditions, [float(states), 1], rtol=1e-12)


def check_L48_steps(states):
    long, rescaled = valleys()
    slow = descend(long, (1, 1), 2 / 10_001, steps=200_000)
    fast = descend(rescaled, (1, 100), 1.0)
    assert (slow.end, slow.steps) == ("converged", states)
    assert (fast.end, fast.steps) == ("converged", 1)


def check_L48_off(states):
    directions = around(ROSENBROCK.grad(START))
    best = np.argmin(ROSENBROCK(START + 0.4 * directions))
    np.testing.assert_allclose(abs(np.degrees(CIRCLE[best]) - 180), float(states), atol=0.06)


def check_L48_aside(states):
    ratio = sp.Symbol("r", positive=True)
    place, slope = sp.Matrix([1, ratio]), sp.Matrix([1, kappa * ratio])
    cosine = place.dot(slope) / (place.norm() * slope.norm())
    (worst,) = sp.solve(sp.diff(cosine**2, ratio), ratio)
    assert_equal(states, sp.simplify(cosine.subs(ratio, worst)))
    ratios = np.geomspace(1e-3, 1e3, 10_001)
    seen = sp.lambdify(ratio, cosine.subs(kappa, 100))(ratios)
    np.testing.assert_allclose(seen.min(), float(states.subs(kappa, 100)), rtol=1e-6)
