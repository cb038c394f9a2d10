"""The checks of what "Kinks" settles: a function for each part that states something.

Slopes are derived from the formulas of the costs, on the side of the kink that is spoken of.
"""

from functools import cache

import numpy as np
import sympy as sp

from extensions.ledger.testing import assert_agrees, assert_equal, assert_says_negative, settles
from gdlib import (
    LOSSES,
    Loss,
    Network,
    descend,
    diminishing,
    local_random_search,
    network_loss,
)
from gdlib import check_gradient as error_of_gradient  # what begins with check_ is the ledger's

alpha, r, R, G, Q, S, delta, theta, h, x = sp.symbols(
    "alpha r R G Q S delta theta h x", positive=True
)
gap, p, t = sp.symbols("gap p t", positive=True)  # for the derivations alone

KINK, HUBER, NEURON, STEP, TWO = (
    LOSSES[name] for name in ("absolute value", "Huber", "ReLU neuron", "step", "two kinks")
)
ROUNDED = Loss(HUBER.expression / delta, HUBER.variables, {delta: 0.25})
u, v = sp.symbols("u v", real=True)
DIAGONAL = Loss(10 * abs(u - v) + abs(u + v), (u, v))
NEAR = np.arange(-4, 5) / 64  # either side of a threshold, and on it


def slope(loss: Loss, at: sp.Expr) -> sp.Expr:
    """The formula's slope at a place whose side is known from the signs of its letters."""
    return sp.simplify(loss.gradient[0].subs(loss.variables[0], at))


def lowest_gaps(loss: Loss, start, schedule) -> np.ndarray:
    """How far the lowest of the first n costs is above the minimum, which is 0."""
    return np.minimum.accumulate(descend(loss, start, schedule, steps=2000, tol=0).values)


def check_L39_bound(states):
    # |θ - α|² on one side of a kink, where L = θ and g = 1, is what every step may leave at most.
    after = sp.expand((theta - alpha * slope(KINK, theta)) ** 2)
    assert_equal(after, theta**2 - 2 * alpha * KINK.expression.subs(KINK.variables[0], theta)
                 + alpha**2)  # fmt: skip
    assert_equal(states, sp.solve(R**2 - 2 * S * gap + G**2 * Q, gap)[0])
    allowed = sp.lambdify((R, G, S, Q), states)
    schedules = (lambda n: 0.1, lambda n: 0.01, diminishing(0.3), diminishing(0.3, 0.6))
    cases = ((KINK, 0.83, 1), (ROUNDED, 0.83, 1), (TWO, (1, 0.7), 5**0.5), (DIAGONAL, (1, 0.7), 15))
    for loss, start, steepest in cases:
        for schedule in schedules:
            sizes = np.array([schedule(n) for n in range(2001)])
            sums = np.cumsum(sizes), np.cumsum(sizes**2)
            bound = allowed(np.linalg.norm(start), steepest, *sums)
            gaps = lowest_gaps(loss, start, schedule)
            assert (gaps <= bound[: len(gaps)] + 1e-12).all()
    tight = allowed(0.05, 1, 2001 * 0.1, 2001 * 0.01)
    np.testing.assert_allclose(lowest_gaps(KINK, 0.05, lambda n: 0.1)[-1], tight, rtol=1e-3)


def check_L39_other(states):
    here = {alpha: r + p}  # so that r < α
    there = r - alpha * slope(KINK, r)
    assert_equal(states, there)
    back = there.subs(here) - (r + p) * slope(KINK, there.subs(here))
    assert_equal(back, r)
    for size in (0.3, 0.7, 1.5):
        ends = np.sort(descend(KINK, 0.1 + 4 * size, size, steps=101).points[-2:, 0])
        np.testing.assert_allclose(ends, [float(states.subs({r: 0.1, alpha: size})), 0.1])


def check_L39_rounded(states):
    places = (delta / 2, -delta / 3)  # the slope within δ is linear, so two of them are enough
    factor, same = (1 - alpha * slope(ROUNDED, place) / place for place in places)
    assert_equal(factor, same)
    assert_says_negative(states, factor**2 - 1)
    assert_agrees(
        states, alpha, 0.5 + NEAR, lambda size: settles(ROUNDED, 0.8, size), {delta: 0.25}
    )


def check_L39_stay(states):
    starts = np.random.default_rng(7).uniform(-2, 2, (1000, 1))
    path = descend(STEP, starts, 0.3, steps=10)
    assert states == np.sum(path.points[-1] == starts)
    assert 0.4 < STEP(starts).mean() < 0.6


def check_L39_program(states):
    def relu(z):
        return sp.Piecewise((0, z <= 0), (z, True))

    same = Loss(relu(u) - relu(-u), u)
    grid = np.linspace(-2, 2, 9)[:, None]
    np.testing.assert_array_equal(same(grid), grid[:, 0])
    np.testing.assert_allclose((same([1e-3]) - same([-1e-3])) / 2e-3, float(states), rtol=1e-12)
    assert same.grad([0.0])[0] == 0


def pattern_search(loss: Loss, point: np.ndarray, length: float = 0.5):
    """As the chapter's cell: four trials a round, the best if it is lower, else half the length."""
    asked, axes = 0, np.vstack([np.eye(2), -np.eye(2)])
    while length > 1e-6:
        trials = point + length * axes
        asked += len(trials)
        best = trials[loss(trials).argmin()]
        if loss(best) < loss(point):
            point = best
        else:
            length /= 2
    return point, asked


def check_L61_asked(states):
    end, asked = pattern_search(TWO, np.array([1.0, 0.7]))
    assert states == asked
    assert np.abs(end).max() < 1e-5


def check_L61_stalls(states):
    end, _ = pattern_search(DIAGONAL, np.array([1.0, 0.7]))
    assert float(states) < DIAGONAL(end) < float(states) + 0.01
    lengths = np.geomspace(2e-6, 1, 40)[:, None]
    for axis in (*np.eye(2), *-np.eye(2)):
        assert (DIAGONAL(end + lengths * axis) > DIAGONAL(end)).all()
    assert (DIAGONAL(end - 0.1) < DIAGONAL(end)) and DIAGONAL([0.0, 0.0]) == 0
    assert lowest_gaps(DIAGONAL, (1, 0.7), diminishing(0.3))[-1] < 1e-6


def check_L61_flat(states):
    ends = local_random_search(STEP, np.ones((100, 1)), 0.3, 50, keep="ends").value
    assert states == np.sum(ends == 1)
    assert local_random_search(STEP, 1.0, 1.5, 50).value == 0  # it looks beyond the flat part


@cache
def inputs_missed() -> int:
    """How many inputs of ReLU units are not exactly 0, in five runs of 2000 steps."""
    net, inputs = Network((1, 8, 1), "relu"), np.linspace(-1, 1, 10)[:, None]
    loss, missed = network_loss(net, inputs, inputs**2), 0
    for seed in range(5):
        path = descend(loss, net.random(seed=seed), 0.1, steps=2000)
        weights, biases = net.unflatten(path.points)[0]
        sums = weights * inputs[:, 0] + biases[..., None]
        missed += np.sum(sums != 0)
        assert np.sum(np.diff(np.sign(sums), axis=0) != 0) >= 150
        assert path.values[-1] < path.values[0] / 20
    return int(missed)


def check_L63_missed(states):
    assert states == inputs_missed()


def check_L63_dead(states):
    landing = theta - alpha * slope(NEURON, theta)
    # θ > 0; the landing is at -1 or below. The statement is a lower bound of α.
    assert isinstance(states, sp.GreaterThan)
    assert_equal(states.gts - states.lts, (-1 - landing) / theta)

    def dies(size: float) -> bool:
        path = descend(NEURON, 2.0, size, steps=50, tol=0)
        assert path.points[1, 0] > -1 or (path.points[1:] == path.points[1]).all()
        return bool(path.points[1, 0] <= -1)

    assert_agrees(states, alpha, 1.5 + NEAR, dies, {theta: 2})


def check_L63_error(states):
    at = {x: h / (1 + p)}  # nearer than h
    ahead, behind = (sp.Abs((x + side * h).subs(at)) for side in (1, -1))
    difference = sp.simplify((ahead - behind) / (2 * h))
    assert_equal(states.subs(at), (1 - difference) / (1 + difference))
    step = np.finfo(float).eps ** (1 / 3)
    for distance in np.geomspace(step / 1e3, 0.999 * step, 20):
        found = error_of_gradient(KINK, distance)
        np.testing.assert_allclose(found, float(states.subs({x: distance, h: step})), atol=1e-8)
    assert error_of_gradient(KINK, 0.0) == 0


def check_L63_tenth(states):
    assert_says_negative(states, sp.Rational(1, 10) * (h + x) - (h - x))
    step = np.finfo(float).eps ** (1 / 3)
    assert_agrees(
        states, x, step * (9 / 11 + NEAR[NEAR != 0]), lambda d: error_of_gradient(KINK, d) > 0.1,
        {h: step},
    )  # fmt: skip
