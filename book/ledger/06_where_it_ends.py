"""The checks of what "Where it ends" settles: a function for each part that states something."""

import functools
import math

import numpy as np
import sympy as sp

from extensions.ledger.testing import (
    assert_agrees,
    assert_is,
    assert_says_negative,
    moved,
    settles,
    step,
)
from gdlib import LOSSES, Network, descend, network_loss, spectrum, stationary_points

alpha, lamda, x, n = sp.symbols("alpha lamda x n", positive=True)

RIDGE, CUBIC, SOFTPLUS, TERRACES, PARABOLA, HIMMELBLAU = (
    LOSSES[name] for name in ("ridge", "cubic", "softplus", "terraces", "parabola", "Himmelblau")
)
NEAR = np.arange(-4, 5) / 64  # either side of a threshold, and on it


def check_L32_square(states):
    (_, v), y = RIDGE.variables, sp.Symbol("y", real=True)
    curvatures = RIDGE.hessian.subs(v, y).eigenvals(multiple=True)
    assert states == max(c.subs(y, end) for c in curvatures for end in (-2, 0, 2))
    sides = np.linspace(-2, 2, 101)
    grid = np.stack(np.meshgrid(sides, sides), axis=-1)
    assert_is(states, np.linalg.eigvalsh(RIDGE.hess(grid)).max(), 1e-12)


def check_L32_missed(states):
    starts = np.random.default_rng(6).uniform(-2, 2, (10_000, 2))
    path = descend(RIDGE, starts, 0.08, steps=2000)
    assert np.abs(path.points).max() < 2
    distances = np.linalg.norm(path.points[-1, :, None] - RIDGE.minima, axis=-1).min(axis=-1)
    assert states == (distances < 1e-6).sum()


def waiting(step_size: float, power: int) -> int:
    path = descend(RIDGE, (1, 10.0**power), step_size, steps=12_000, tol=0)
    return int(np.argmax(path.points[:, 1] >= 0.5))


def check_L32_wait(states):
    for size in (0.02, 0.05, 0.1, 0.3, 0.5):
        seen = (waiting(size, -16) - waiting(size, -2)) / 14
        assert_is(states.subs(alpha, size), seen, 0.01)


def check_L32_caught(states):
    factor = sp.cancel(moved(CUBIC, alpha, x)[0] / x)
    assert_says_negative(states, -factor, strict=False)
    for size in (0.125, 0.5, 2.0):
        border = 1 / (3 * size)
        ends = {a: step(CUBIC, a, size, 4000) for a in border * (1 + NEAR)}
        assert_agrees(states, x, ends, lambda a: abs(ends[a]) < 2e-3, {alpha: size})  # noqa: B023


@functools.cache
def share_on_ledges() -> float:
    starts = np.linspace(-5, 5, 5001)[:, None]
    last = descend(TERRACES, starts, 0.05, steps=2000, keep="ends").points[-1, :, 0]
    assert abs(last).max() < math.pi + 0.02
    return np.mean(abs(last) > math.pi)


def check_L32_ledges(states):
    assert_is(states, share_on_ledges(), 1e-3)
    (place,) = TERRACES.variables
    assert [TERRACES.hessian[0].subs(place, s * sp.pi) for s in (1, -1)] == [0, 0]


def check_L32_away(states):
    for size in (0.5, 1.0, 3.9):
        path = descend(SOFTPLUS, 0.0, size, steps=100_000, keep="ends", tol=0)
        assert_is(states.subs({alpha: size, n: 100_000}), path.points[-1, 0], 1e-3)
        assert 0 < path.values[-1] < 1e-4


@functools.cache
def ends(step_size: float) -> np.ndarray:
    """The number of the minimum at which each start of a grid ends; -1 where there is none."""
    sides = np.linspace(-6, 6, 120)
    starts = np.stack(np.meshgrid(sides, sides), axis=-1)
    last = descend(HIMMELBLAU, starts, step_size, steps=2000, keep="ends").points[-1]
    distances = np.linalg.norm(last[..., None, :] - HIMMELBLAU.minima, axis=-1)
    return np.where(distances.min(axis=-1) < 0.01, distances.argmin(axis=-1), -1)


def check_L37_minima(states):
    found = [place for place in stationary_points(HIMMELBLAU) if place.kind == "minimum"]
    assert states == len(found) == len(np.unique(ends(0.01)))
    assert ends(0.01).min() == 0


def check_L37_first(states):
    assert_is(states, np.mean(ends(0.01) == 0), 2e-3)


def check_L37_holds(states):
    factor = moved(PARABOLA, alpha, x)[0] / x
    assert_says_negative(states, sp.expand(factor**2 - 1), {})
    for curvature in (1, 4):
        sizes = 2 / curvature + NEAR
        loss = PARABOLA.where(lamda=curvature)
        seen = functools.partial(settles, loss, 1.0)
        assert_agrees(states, alpha, sizes, seen, {lamda: curvature})
    for place in HIMMELBLAU.minima:
        largest = spectrum(HIMMELBLAU, place).M
        for size in 2 / largest * np.array([0.98, 1.02]):
            path = descend(HIMMELBLAU, place + 1e-3, size, steps=4000)
            held = np.linalg.norm(path.points[-1] - place) < 1e-6
            assert held == bool(states.subs({alpha: size, lamda: largest}))


def check_L37_sharp(states):
    sharpest = HIMMELBLAU.minima[2]
    assert_is(states, 2 / np.linalg.eigvalsh(HIMMELBLAU.hess(sharpest)).max(), 1e-5)
    shorter, longer = (np.mean(ends(float(states) * share) == 2) for share in (0.98, 1.02))
    assert 0.24 < shorter < 0.25
    assert longer == 0


@functools.cache
def trained(scale: float) -> np.ndarray:
    """The costs after 3000 steps from twenty random starts of this scale, sorted."""
    inputs = np.linspace(-2, 2, 9)[:, None]
    net = Network((1, 4, 4, 4, 1))
    fit = network_loss(net, inputs, np.sin(1.5 * inputs))
    starts = np.array([net.random(seed=k, scale=scale) for k in range(20)])
    return np.sort(descend(fit, starts, 0.1, steps=3000, keep="ends").values[-1])


def check_L38_small(states):
    for cost in trained(0.01):
        assert_is(states, cost, 3e-5)


def check_L38_best(states):
    assert_is(states, trained(1.0)[0], 1e-2)


def check_L38_worst(states):
    assert_is(states, trained(1.0)[-1], 1e-2)
    assert trained(1.0)[-1] < 0.01


def check_L38_large(states):
    assert states == (trained(30.0) > 0.04).sum()
