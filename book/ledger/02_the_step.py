"""The checks of what "Follow the slope down" settles: a function for each part.

Formulas are derived again from those of the losses; numbers are met by descents, or by a method
that has nothing to do with descending.
"""

import functools

import numpy as np
import sympy as sp

from extensions.ledger.testing import (
    assert_agrees,
    assert_equal,
    assert_is,
    assert_says_negative,
    moved,
    step,
)
from gdlib import LOSSES, Loss, descend, momentum

alpha, lamda, mu, M, R, delta, kappa, g, k, m, n, u = sp.symbols(
    "alpha lamda mu M R delta kappa g k m n u", positive=True
)
x, y, p, w, c, v = sp.symbols("x y p w c v", real=True)

PARABOLA, VALLEY, QUARTIC, RIPPLES, RIDGE, HUBER, SOFTPLUS, WELLS, HIMMELBLAU = (
    LOSSES[name]
    for name in (
        "parabola",
        "valley",
        "tilted quartic",
        "ripples on a bowl",
        "ridge",
        "Huber",
        "softplus",
        "double well",
        "Himmelblau",
    )
)
NEAR = np.arange(-4, 5) / 64  # either side of a threshold, and on it
RANDOM = np.random.default_rng(2)


def end(loss: Loss, start: float, step_size: float) -> float:
    path = descend(loss, start, step_size, steps=2000)
    assert path.end == "converged"
    return float(path.points[-1, 0])


def check_L10_bound(states):
    shares = []
    for number in (1, 3, 10, 30):
        promised = float(states.subs({M: 1, R: 1, n: number}))
        widths = np.linspace(0.01, 1, 74)  # at the width 1 it is a parabola
        heights = [
            descend(HUBER.where(delta=d), 1, 1, steps=number, tol=0).values[-1]
            for d in (*widths, 1 / (2 * number + 1))
        ]
        shares += [height / promised for height in heights]
    assert_is(sp.Integer(1), max(shares), 1e-9)


def check_L10_worst(states):
    height = M * delta * (R - n * delta) - M * delta**2 / 2
    assert_equal(states, sp.solve(height.diff(delta), delta)[0])
    assert height.diff(delta, 2).is_negative
    assert_equal(height.subs(delta, states), M * R**2 / (4 * n + 2))
    width = float(states.subs({R: 1, n: 10}))
    run = descend(HUBER.where(delta=width), 1, 1, steps=10, tol=0)
    assert_is(height.subs({delta: width, M: 1, R: 1, n: 10}), run.values[-1])


def check_L10_faster(states):
    for ratio in (2, 10, 100, 1000):
        root = np.sqrt(ratio)
        size, decay = (2 / (1 + root)) ** 2, ((root - 1) / (root + 1)) ** 2
        one_step = [[[1 + decay - size * c, -decay], [1, 0]] for c in np.linspace(1, ratio, 50)]
        assert_is(states.subs(kappa, ratio), np.abs(np.linalg.eigvals(one_step)).max())
        valley, rules = VALLEY.where(M=ratio), {"steps": 20_000}
        fast = descend(valley, (1, 1), size, stepper=momentum(decay), **rules)
        slow = descend(valley, (1, 1), 2 / (1 + ratio), **rules)
        assert fast.end == slow.end == "converged" and fast.steps < slow.steps


def check_L10_escapes(states):
    path = descend(SOFTPLUS, 0, 1, steps=100_000, tol=0, keep=10_000)
    for kept in (1, -1):
        assert_is(states.subs({alpha: 1, n: int(path.kept[kept])}), path.points[kept, 0], 1e-2)


def check_L10_rate(states):
    loss = LOSSES["Polyak–Łojasiewicz"]
    places = np.linspace(-10, 10, 200_001)[:, None]
    places = places[np.abs(places[:, 0]) > 1e-3]
    assert_is(states, (loss.grad(places)[:, 0] ** 2 / (2 * loss(places))).min())


def network(*units: tuple[sp.Expr, sp.Expr, sp.Expr]) -> sp.Expr:
    return sum(out * sp.tanh(weight * x + bias) for weight, bias, out in units)


WEIGHTS = w1, w2, c1, c2, v1, v2, c0 = sp.symbols("w1 w2 c1 c2 v1 v2 c0", real=True)
T = sp.Symbol("t", real=True)
INPUTS = np.linspace(-2, 2, 9)
FIT = Loss(
    (network((w1, c1, v1), (w2, c2, v2)) + c0 - T) ** 2 / 2,
    WEIGHTS,
    data={x: INPUTS, T: np.sin(1.5 * INPUTS)},
)


def check_L11_tie(states):
    tie = {w1: w, w2: w, c1: c, c2: c, v1: v, v2: v}
    unit = sp.tanh(w * x + c)  # a letter in its place, so that both sides are polynomials
    slopes = [sp.expand(slope.subs(tie).subs(unit, u)) for slope in FIT.gradient]
    error = 2 * v * u + c0 - T
    assert sp.expand(states.subs(unit, u) * error - slopes[0]) == 0
    assert slopes[0:6:2] == slopes[1:6:2]


@functools.cache
def fitted(*start: float) -> float:
    """The cost after 5000 steps of 0.1 from these weights."""
    path = descend(FIT, start, 0.1, steps=5000, keep="ends")
    if start[0] == start[1]:
        assert (path.points[-1, 0:6:2] == path.points[-1, 1:6:2]).all()
    return path.values[-1]


def check_L11_tied(states):
    assert_is(states, fitted(1, 1, 0.5, 0.5, 1, 1, 0), 1e-3)


def check_L11_free(states):
    assert_is(states, fitted(1.3, -0.4, 0.5, 0.1, 0.7, -0.2, 0), 1e-3)


def check_L11_zero(states):
    assert_is(states, FIT(np.zeros(7)), 1e-4)
    assert np.abs(FIT.grad(np.zeros(7))).max() < 1e-15


def check_L12_line(states):
    samples = np.array([[1, 2], [2, 3], [3, 7]])
    cost = sum((w * int(a) - int(b)) ** 2 for a, b in samples)
    assert sp.solve(cost.diff(w), w) == [states]
    (weight,) = np.linalg.lstsq(samples[:, :1], samples[:, 1], rcond=None)[0]
    assert_is(states, weight)


YES_OR_NO = sum(sp.log(1 + sp.exp(-t * w * a)) for a, t in ((1, -1), (2, 1), (3, 1))) / 3


def check_L12_quintic(states):
    assert_equal(states, sp.numer(sp.cancel(YES_OR_NO.diff(w).subs(w, sp.log(u)))))
    weight = end(Loss(YES_OR_NO, w), 0, 1)
    assert abs(states.subs(u, np.exp(weight))) < 1e-5


def degrees_modulo(polynomial: sp.Poly, prime: int) -> list[int]:
    """The degrees of the factors modulo a prime, [] where one appears twice."""
    factors = sp.Poly(polynomial, modulus=prime).factor_list()[1]
    return sorted(f.degree() for f, _ in factors) if all(k == 1 for _, k in factors) else []


def check_L12_group(states):
    quintic = sp.Poly(u**5 - u**4 - 4 * u**2 + u - 5, u)
    group, _ = quintic.galois_group()
    assert states == group.order() and not group.is_solvable
    splits = [degrees_modulo(quintic, prime) for prime in sp.primerange(200)]
    assert [5] in splits and [2, 3] in splits


def check_L13_step(states):
    (place,) = QUARTIC.variables
    assert_equal(states, moved(QUARTIC, alpha, x)[0])
    for start in RANDOM.uniform(-3, 3, 100):
        expected = float(states.subs({x: start, alpha: 0.3}))
        assert_is(sp.Float(expected), step(QUARTIC, start, 0.3), 1e-12)
    assert QUARTIC.gradient[0].has(place)


def check_L13_lands(states):
    assert_is(states, step(QUARTIC, 2.5, 1), 1e-12)


def one_step_in_the_valley() -> np.ndarray:
    return descend(VALLEY.where(mu=2, M=7), (3, 5), 0.1, steps=1).points[1]


def check_L14_first(states):
    assert_equal(states, moved(VALLEY, alpha, x, y)[0])
    assert_is(states.subs({x: 3, mu: 2, alpha: 0.1}), one_step_in_the_valley()[0], 1e-12)


def check_L14_second(states):
    assert_equal(states, moved(VALLEY, alpha, x, y)[1])
    assert_is(states.subs({y: 5, M: 7, alpha: 0.1}), one_step_in_the_valley()[1], 1e-12)


def check_L15_unit(states):
    (place,) = WELLS.variables
    scaled = m * WELLS.expression.subs(place, place / k)
    move = (states * alpha * scaled.diff(place)).subs(place, k * place)
    assert_equal(move, k * alpha * WELLS.gradient[0])
    units = {m: 5, k: 2}
    path = descend(WELLS, 0.5, 0.1, steps=20, tol=0)
    other = descend(Loss(scaled.subs(units), place), 1, float(0.1 * states.subs(units)), steps=20)
    np.testing.assert_allclose(other.points[:21], 2 * path.points, rtol=1e-9)


def check_L17_move(states):
    starts = RANDOM.uniform(-3, 3, (200, 1))
    before, after = descend(QUARTIC, starts, 0.3, steps=1, tol=0).points
    slopes = QUARTIC.grad(starts)
    np.testing.assert_allclose(after - before, float(states.subs({alpha: 0.3, p: 1})) * slopes)
    assert (np.sign(after - before) == -np.sign(slopes)).all()


def check_L17_short(states):
    assert_says_negative(states, -(1 - alpha * M), strict=False)
    assert_agrees(states, alpha, 0.25 + NEAR, lambda a: step(PARABOLA, 1, a) >= 0, {M: 4})


def check_L18_bottom(states):
    starts = np.linspace(-3, 3, 2001)[:, None]
    before, after = descend(QUARTIC, starts, 0.3, steps=1, tol=0).points
    turn = np.flatnonzero(np.diff(np.sign((after - before)[:, 0])))
    assert len(turn) == 1
    assert abs(float(states) - starts[turn[0], 0]) < 0.003
    assert_is(states, end(QUARTIC, 0, 0.5), 1e-6)


def check_L18_away(states):
    assert_is(states, end(RIPPLES, 0.6, 0.05), 1e-6)
    assert states > 0.6 > lowest_place()


def lowest_place() -> float:
    places = np.linspace(-5, 5, 100_001)
    return float(places[RIPPLES(places[:, None]).argmin()])


def check_L19_left(states):
    place = (x,)
    for number in range(1, 6):
        place = tuple(moved(PARABOLA, alpha, *place))
        assert_equal(states.subs(n, number), place[0] / x)
    left = states.subs({alpha: 0.1, lamda: 4, n: 20})
    assert_is(left, step(PARABOLA, 1, 0.1, 20), 1e-12)


def check_L19_hits(states):
    assert isinstance(states, sp.Eq)
    assert sp.solve(states, alpha) == sp.solve(1 - alpha * lamda, alpha)
    assert step(PARABOLA, 1, float(states.rhs.subs(lamda, 4))) == 0


def check_L19_near(states):
    curvature = PARABOLA.where(lamda=0.25)
    assert_is(states.subs({g: abs(float(curvature.grad([3.0])[0])), mu: 0.25}), 3, 1e-12)
    points = RANDOM.uniform(-3, 3, (1000, 2))
    slopes = np.linalg.norm(VALLEY.grad(points), axis=-1)
    assert (np.linalg.norm(points, axis=-1) <= slopes * float(states.subs({g: 1, mu: 1}))).all()


def check_L20_bent(states):
    assert states == HIMMELBLAU.hessian[0, 0].subs(dict.fromkeys(HIMMELBLAU.variables, 0))


def check_L20_solutions(states):
    unknowns = HIMMELBLAU.variables
    first, second = unknowns[0] ** 2 + unknowns[1] - 11, unknowns[0] + unknowns[1] ** 2 - 7
    assert_equal(HIMMELBLAU.expression, first**2 + second**2)
    eliminant = sp.Poly(second.subs(unknowns[1], 11 - unknowns[0] ** 2), unknowns[0])
    assert states == eliminant.count_roots()
    path = descend(HIMMELBLAU, (0, 0), 0.01, steps=1000)
    np.testing.assert_allclose(path.points[-1], (3, 2), atol=1e-6)


def check_L21_saddle(states):
    place = (sp.Integer(1), sp.Integer(0))
    for number in range(1, 6):
        place = tuple(moved(RIDGE, alpha, *place))
        assert_equal(states.subs(n, number), place[0])
        assert place[1] == 0
    points = descend(RIDGE, (1, 0), 0.1, steps=20).points
    np.testing.assert_allclose(points[20], (float(states.subs({alpha: 0.1, n: 20})), 0))


def check_L21_down(states):
    assert states == RIDGE.hessian[1, 1].subs(dict.fromkeys(RIDGE.variables, 0))
    path = descend(RIDGE, (1, 1e-9), 0.1, steps=1000)
    np.testing.assert_allclose(path.points[-1], (0, 1), atol=1e-6)


def check_L22_share(states):
    (place,) = RIPPLES.variables
    slope = RIPPLES.gradient[0]
    left, right = (sp.nsolve(slope, place, near) for near in ((-2, -1.2), (0.2, 0.8)))
    assert_is(states, (right - left) / 10)
    starts = np.linspace(-5, 5, 2001)[:-1] + 0.0025
    path = descend(RIPPLES, starts[:, None], 0.1, steps=2000, keep="ends")
    lucky = np.abs(path.points[-1, :, 0] - lowest_place()) < 1e-3
    assert (lucky == ((starts > float(left)) & (starts < float(right)))).all()


def check_L22_himmelblau(states):
    axis = np.linspace(-6, 6, 200)
    starts = np.stack(np.meshgrid(axis, axis), axis=-1)
    path = descend(HIMMELBLAU, starts, 0.01, steps=1000, tol=1e-6, keep="ends")
    there = np.linalg.norm(path.points[-1] - (3, 2), axis=-1) < 1e-3
    assert_is(states, there.mean(), 5e-3)


def check_L24_settles(states):
    assert_is(states, RIPPLES([end(RIPPLES, 0.6, 0.05)]), 1e-6)


def check_L24_lowest(states):
    assert_is(states, RIPPLES([end(RIPPLES, 0.5, 0.05)]), 1e-6)
    assert_is(states, RIPPLES([lowest_place()]), 1e-6)


def check_L24_walks(states):
    assert_is(states, 0.53 - end(RIPPLES, 0.53, 0.05), 1e-5)
    assert abs(end(RIPPLES, 0.6, 0.05) - 0.53) < states


def check_L26_beyond(states):
    (place,) = RIPPLES.variables
    top = RIPPLES.maxima[2, 0]
    beyond = RIPPLES.expression - (place - top) ** 2
    other = Loss(sp.Piecewise((RIPPLES.expression, place < top), (beyond, True)), place)
    assert_is(states, other([5.0]), 1e-4)
    one, two = (descend(cost, 2.5, 0.05, steps=400).points for cost in (RIPPLES, other))
    assert one.tolist() == two.tolist()
