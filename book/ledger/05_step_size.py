"""The checks of what "The step size" settles: a function for each part that states something.

Formulas are derived again from those of the losses. A relation is proved to be the sign of
something derived, then compared with descents on both sides of its threshold and, in numbers that
are exact in binary, on the threshold itself.
"""

import math

import numpy as np
import sympy as sp

from extensions.ledger.testing import (
    assert_agrees,
    assert_equal,
    assert_says_negative,
    cost_change,
    moved,
    settles,
    step,
)
from gdlib import LOSSES, Loss, descend, line_search

alpha, lamda, mu, M, kappa, epsilon, a, b, c, R, x, p, q = sp.symbols(
    "alpha lamda mu M kappa epsilon a b c R x p q", positive=True
)
g, h, r, t = sp.symbols("g h r t", positive=True)  # for the derivations alone

PARABOLA, VALLEY, BASIN, VEE, WELLS = (
    LOSSES[name] for name in ("parabola", "valley", "lopsided basin", "vee", "double well")
)
CURVATURES = ((4, 1), (1, 4), (2, 2), (8, 1))
NEAR = np.arange(-4, 5) / 64  # either side of a threshold, and on it
RANDOM = np.random.default_rng(5)


def best_step() -> sp.Expr:
    return sp.solve(sp.Eq(1 - alpha * mu, alpha * M - 1), alpha)[0]


def steps_to(loss: Loss, step_size: float, shrunk: float) -> int:
    """How many steps bring the first coordinate from 1 to ``shrunk``, or nearer to 0."""
    path = descend(loss, np.ones(loss.dimension), step_size, steps=20_000, tol=0)
    return int(np.argmax(np.abs(path.points[:, 0]) <= shrunk))


def wells_visited(starts: np.ndarray, step_size: float, steps: int, last: int) -> np.ndarray:
    """In how many of the two wells each path was in the last of its steps."""
    right = descend(WELLS, starts[:, None], step_size, steps=steps, tol=0).points[-last:, :, 0] > 0
    return 1 + (right.any(axis=0) & ~right.all(axis=0))


def check_L16_best(states):
    worst = [1 - alpha * mu, alpha * M - 1]
    assert worst[0].diff(alpha).is_negative and worst[1].diff(alpha).is_positive
    assert_equal(worst[0].subs(alpha, states), worst[1].subs(alpha, states))
    best, *others = (
        np.abs(descend(VALLEY, (1, 1), scale * float(states.subs({mu: 1, M: 10}))).points[-1]).max()
        for scale in (1, 0.95, 1.05)
    )
    assert best < min(others)


def check_L16_rate(states):
    assert_equal(states, (1 - best_step() * mu).subs(M, kappa * mu))
    path = descend(VALLEY, (1, 1), 2 / 11, steps=20)
    np.testing.assert_allclose(path.points[20], float(states.subs(kappa, 10)) ** 20, rtol=1e-12)


def check_L16_steps(states):
    for ratio, published in ((10, 69), (100, 691)):
        predicted = math.ceil(states.subs({kappa: ratio, epsilon: 1e-6}))
        valley = VALLEY.where(M=ratio)
        assert predicted == steps_to(valley, 2 / (1 + ratio), 1e-6) == published


def check_L16_search(states):
    # Armijo's test asks for cα‖∇L‖², the descent lemma promises α(1 - αM/2)‖∇L‖².
    assert_says_negative(states, c - (1 - alpha * M / 2), strict=False)

    def accepts(trial: float) -> bool:
        search = line_search(decrease=0.25)
        return descend(PARABOLA, 1.0, trial, stepper=search, steps=1).points[1, 0] == 1 - 4 * trial

    assert_agrees(states, alpha, 0.375 + NEAR, accepts, {M: 4, c: 0.25})


def check_L16_crawl(states):
    for step_size in (0.1, 0.01, 0.001):
        predicted = math.ceil(states.subs({mu: 1, alpha: step_size, epsilon: 1e-6}))
        assert predicted == steps_to(VALLEY, step_size, 1e-6)


def check_L23_lemma(states):
    change = -alpha * g**2 + sp.integrate(M * t * (alpha * g) ** 2, (t, 0, 1))
    assert_equal(states, -change / g**2)
    cost, slope = PARABOLA.expression.subs(lamda, M), PARABOLA.gradient[0].subs(lamda, M)
    (v,) = PARABOLA.variables
    assert_equal(states, (cost - cost.subs(v, v - alpha * slope)) / slope**2)
    starts = np.linspace(-1, 1, 201)[:, None]
    for step_size in (0.1, 0.5, 0.9):  # on [-1, 1] the double well's curvature is at most 2
        values = descend(WELLS, starts, step_size, steps=1, tol=0).values
        promised = float(states.subs({alpha: step_size, M: 2})) * WELLS.grad(starts)[:, 0] ** 2
        assert (values[0] - values[1] >= promised - 1e-12).all()


def check_L23_ratio(states):
    (v,) = PARABOLA.variables
    after = PARABOLA.expression.subs(v, moved(PARABOLA, alpha, v)[0])
    assert_equal(states, after / PARABOLA.expression)


def check_L23_falls(states):
    assert_says_negative(states, (1 - alpha * lamda) ** 2 - 1)
    assert_agrees(states, alpha, 0.5 + NEAR, lambda s: cost_change(PARABOLA, 1, s) < 0, {lamda: 4})


def check_L23_grows(states):
    values = descend(PARABOLA, 1, 0.51, steps=20).values
    np.testing.assert_allclose(values[1:] / values[:-1], float(states), rtol=1e-12)


def check_L25_stays(states):
    # From θ along -t∇L the lemma promises a change of at most -t(1 - tM/2)‖∇L‖², for t up to α.
    assert_says_negative(states, -(1 - alpha * M / 2), strict=False)
    assert_agrees(states, alpha, 0.5 + NEAR, lambda s: cost_change(PARABOLA, 1, s) <= 0, {M: 4})


def check_L25_once(states):
    edge = r * sp.sqrt(1 + 1 / alpha)
    assert_says_negative(states, moved(WELLS, alpha, x)[0] / x, {x: edge})
    assert_agrees(states, x, 3 + NEAR, lambda v: step(WELLS, v, 1 / 8) < 0, {alpha: 0.125})


def check_L25_crosses(states):
    landing = moved(WELLS, alpha, x)[0]
    farthest = landing.subs(x, sp.solve(landing.diff(x), x)[0])
    at = {alpha: r * sp.sqrt(27) / 2 - 1}
    assert_says_negative(states, sp.simplify(landing.subs(x, farthest) / farthest), at)
    threshold = float(states.rhs)
    starts = np.linspace(0.01, 1.2, 200)
    assert (wells_visited(starts, 0.999 * threshold, 2000, 2000) == 1).all()
    assert (wells_visited(starts, 1.01 * threshold, 2000, 2000) == 2).any()


def check_L25_keeps(states):
    starts = np.linspace(0.01, 1.2, 200)
    assert states == (wells_visited(starts, 1.7, 5000, 500) == 2).sum()


def check_L25_away(states):
    edge = r * sp.sqrt(1 + 2 / alpha)
    assert_says_negative(states, 1 + moved(WELLS, alpha, x)[0] / x, {x: edge})
    at = {alpha: 0.25}
    assert_agrees(states, x, 3 + NEAR, lambda v: descend(WELLS, v, 0.25).end == "diverged", at)


def check_L33_factor(states):
    (v,) = PARABOLA.variables
    assert_equal(states, moved(PARABOLA, alpha, v)[0] / v)
    factor = float(states.subs({alpha: 0.2, lamda: 4}))
    np.testing.assert_allclose(step(PARABOLA, 1, 0.2, 20), factor**20, rtol=1e-12)


def check_L33_converges(states):
    iteration = moved(VALLEY, alpha, *VALLEY.variables).jacobian(VALLEY.variables)
    slow, fast = 1 - alpha * mu, 1 - alpha * M
    assert set(iteration.eigenvals()) == {slow, fast}
    assert_says_negative(states, fast**2 - 1)
    below = {alpha: 2 / (mu + h + r), M: mu + h}  # any α < 2/M, any M > μ
    assert sp.factor((1 - slow**2).subs(below)).is_positive
    valley = VALLEY.where(M=8)
    assert_agrees(states, alpha, 0.25 + NEAR, lambda s: settles(valley, (1, 1), s), {M: 8})


def check_L34_overshoots(states):
    assert_says_negative(states, 1 - alpha * lamda)
    assert_agrees(states, alpha, 0.25 + NEAR, lambda s: step(PARABOLA, 1, s) < 0, {lamda: 4})


def check_L34_cycle(states):
    assert isinstance(states, sp.Eq)
    (v,) = PARABOLA.variables
    once = moved(PARABOLA, alpha, v)[0]
    twice = moved(PARABOLA, alpha, once)[0]
    assert sp.solve(states, alpha) == sp.solve(sp.expand(twice - v) / v, alpha)
    assert step(PARABOLA, 1, 0.5, 1) == -1 and step(PARABOLA, 1, 0.5, 2) == 1


def check_L34_turn(states):
    point = sp.Matrix(VALLEY.variables)
    slope = VALLEY.gradient
    line = dict(zip(point, point - t * slope, strict=True))
    lowest = sp.solve(VALLEY.expression.subs(line, simultaneous=True).diff(t), t)[0]
    new_slope = slope.subs(line, simultaneous=True).subs(t, lowest)
    assert_equal(states, sp.acos(sp.simplify(slope.dot(new_slope))))


def check_L35_trap(states):
    left, right = (moved(VEE, alpha, sign * r)[0].subs(r, 0) for sign in (-1, 1))
    assert_equal(states, left - right)
    starts = RANDOM.uniform(-3, 3, (1000, 1))
    ends = descend(VEE, starts, 0.1, steps=200).points[-1]
    width = float(states.subs({alpha: 0.1, p: 1, q: 5}))
    assert 0.98 * width < np.ptp(ends) < width


def factors() -> list[sp.Expr]:
    """What a step multiplies the distance by, on the left and on the right wall."""
    wall = {R: r + h}  # so that x = r is on the right wall
    return [sp.simplify(moved(BASIN, alpha, v)[0].subs(wall) / v) for v in (-r, r)]


def check_L35_factor(states):
    assert_equal(states, sp.prod(factors()))


def check_L35_converges(states):
    assert_says_negative(states, sp.factor(sp.prod(factors()) - 1))
    for left, right in CURVATURES:
        basin = BASIN.where(a=left, b=right, R=1e6)
        near, at = 1 / left + 1 / right + NEAR, {a: left, b: right}
        assert_agrees(states, alpha, near, lambda s, basin=basin: settles(basin, -0.125, s), at)


def check_L35_rises(states):
    # The left wall is the more curved one, a ≥ b, and α = (1 + r)/a, so that the step crosses.
    left, right = (curvature * x**2 / 2 for curvature in (a, b))
    landing = right.subs(x, moved(BASIN, alpha, -x)[0])
    derived = sp.expand((left - landing) / x**2).subs(alpha, (1 + r) / a)
    here = states.subs({sp.Max(a, b): a, alpha: (1 + r) / a})
    assert_says_negative(here, derived, {a: g**2 * (1 + h) ** 2, b: g**2})
    for curved, flat in ((4, 1), (16, 4), (1, 1)):
        basin = BASIN.where(a=curved, b=flat)
        near, at = 1 / curved + 1 / math.sqrt(curved * flat) + NEAR, {a: curved, b: flat}
        assert_agrees(
            states, alpha, near, lambda s, basin=basin: cost_change(basin, -0.125, s) > 0, at
        )


def check_L35_example(states):
    path = descend(BASIN, -0.1, 1.2, steps=20)
    np.testing.assert_allclose(path.points[2::2] / path.points[:-2:2], float(states), rtol=1e-9)
    assert (np.diff(path.values)[::2] > 0).all() and settles(BASIN, -0.1, 1.2)


def check_L36_leap(states):
    landing = moved(BASIN, alpha, -x)[0]
    assert_says_negative(states, 2 * R - landing)
    at = {x: 0.5, a: 4, R: 1}
    assert_agrees(states, alpha, 1.25 + NEAR, lambda s: step(BASIN, -0.5, s) > 2, at)


def check_L36_leaves(states):
    thrown = moved(BASIN, alpha, R)[0]
    landing = moved(BASIN, alpha, -r)[0].subs(r, -thrown)
    assert_says_negative(states, 2 * R - landing)
    basin = BASIN.where(a=1.5)
    at = {a: 1.5, b: 1}
    assert_agrees(states, alpha, 2 + NEAR, lambda s: step(basin, 1, s, 2) > 2, at)
    edge = float(max(sp.solve(sp.Eq(states.lhs, states.rhs).subs({a: 4, b: 1}), alpha)))
    for share, leave in ((0.999, False), (1.01, True)):
        starts = np.linspace(1 - share * edge, 2, 202)[1:-1, None]
        assert (descend(BASIN, starts, share * edge, steps=2000).points > 2).any() == leave


def first_beyond(step_size: float) -> int:
    path = descend(BASIN, -0.1, step_size, steps=300)
    assert path.end == "converged" and abs(path.points[-1, 0] - 4) < 1e-7
    return int(np.argmax(path.points[:, 0] > 2))


def check_L36_late(states):
    assert states == first_beyond(1.5)


def check_L36_early(states):
    assert states == first_beyond(1.9)
