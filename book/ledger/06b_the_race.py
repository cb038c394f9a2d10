"""The checks of what "The price of the rivals" settles: a function for each stated part.

Thresholds are derived from the formulas of the losses and compared with slopes and curvatures on
both sides; what is said of a method is what gdlib's own run of it shows.
"""

import math

import numpy as np
import sympy as sp

from extensions.ledger.testing import assert_equal
from gdlib import LOSSES, anneal, cooling, descend, graduate, smoothed
from gdlib.losses.spaces import rastrigin

sigma, u, D, T, p, q = sp.symbols("sigma u D T p q", positive=True)

PLANE, TRAP = LOSSES["Rastrigin"], LOSSES["trap"]
SMOOTH = smoothed(rastrigin(1))
(x,) = SMOOTH.variables
GROUND = np.linspace(0.01, 8, 8000)[:, None]
BELOW = 0.99  # no pit but the lowest is so low
BOX = np.array([(-6.72, 3.52), (-3.52, 6.72)])


def starts(number: int, dimension: int = 2) -> np.ndarray:
    low, high = np.resize(BOX, (dimension, 2)).T
    return np.random.default_rng(6).uniform(low, high, (number, dimension))


def in_the_lowest_state(first: float) -> float:
    """The exact probability after 100,000 steps of annealing on five states in a row."""
    energy, temperature = np.array([0.5, 1.5, 1.0, 1.2, 0.0]), cooling(first)
    rise = np.maximum(0, energy - energy[:, None])
    beside = (np.eye(5, k=1) + np.eye(5, k=-1)) / 2
    state = np.eye(5)[0]
    for n in range(100_000):
        chance = beside * np.exp(-rise / temperature(n))
        state = state @ chance + state * (1 - chance.sum(axis=1))
    return float(state[-1])


def check_L9_law(states):
    assert abs(in_the_lowest_state(1.0) - float(states)) < 5e-4
    assert abs(in_the_lowest_state(0.5) - 0.1216) < 5e-5


def check_L9_wait(states):
    assert_equal(sp.simplify(D / sp.log(states)), T)


def bends(width: float) -> float:
    return float(SMOOTH.where(sigma=width).hess(GROUND).min())


def check_L9_convex(states):
    assert isinstance(states, sp.GreaterThan) and states.lhs == sigma
    width = next(s for s in SMOOTH.expression.free_symbols if s.name == "sigma")
    bend = SMOOTH.expression.diff(x, 2).subs(width, sigma)
    wave = sp.cos(2 * sp.pi * x)
    lowest = bend.subs(wave, -1)
    assert sp.simplify((bend - lowest) / (1 + wave)).is_positive and lowest.diff(sigma).is_positive
    assert sp.simplify(lowest.subs(sigma, states.rhs)) == 0
    assert bends(0.999 * float(states.rhs)) < 0 < bends(1.001 * float(states.rhs))


def check_L9_single(states):
    assert isinstance(states, sp.StrictGreaterThan) and states.lhs == sigma
    root = sp.nsolve(sp.sin(u) - u * sp.cos(u), u, 4.5)
    width = float(states.rhs.subs(u, root))
    double = SMOOTH.where(sigma=width)
    at = float(root) / (2 * math.pi)
    assert abs(double.grad(at)[0]) < 1e-9 and abs(double.hess(at)[0, 0]) < 1e-9
    slopes = [SMOOTH.where(sigma=side * width).grad(GROUND).min() for side in (0.9999, 1.0001)]
    assert slopes[0] < 0 < slopes[1]


def check_L9_gradients(states):
    sizes = [1 / SMOOTH.where(sigma=width).hess(0.0)[0, 0] for width in (0.7, 0)]
    search = graduate(PLANE, starts(100), [0.7], sizes)
    assert (search.values[-1] < BELOW).all()
    assert states == search.gradients.max()


def pits(width: float) -> int:
    slope = smoothed(TRAP).where(sigma=width).grad(np.linspace(-4, 4, 20_001)[:, None])[:, 0]
    return int(np.sum((slope[:-1] < 0) & (slope[1:] >= 0)))


def check_L9_fold(states):
    two, one = 0.1, 1.5
    while one - two > 1e-5:
        middle = (two + one) / 2
        two, one = (middle, one) if pits(middle) == 2 else (two, middle)
    assert abs(two - float(states)) < 5e-5


def check_L9_astray(states):
    for width in (0.67, 1, 1.5):
        search = graduate(TRAP, np.linspace(-3, 3, 61)[:, None], [width], [0.5, 0.007], steps=4000)
        np.testing.assert_allclose(search.points[-1], float(states), atol=5e-5)


def check_L9_lowest(states):
    ground = np.linspace(-4, 4, 20_001)[:, None]
    assert abs(ground[np.argmin(TRAP(ground)), 0] - float(states)) < 5e-4
    assert round(float(descend(TRAP, 1.4, 0.007, steps=1000).points[-1, 0]), 4) == float(states)


def check_L9_restarts(states):
    assert_equal(1 - (1 - p) ** states, q)
    alone = (2 * 0.5025460 / 10.24) ** 2
    ends = descend(PLANE, starts(20_000), 1 / 400, steps=12, keep="ends").points[-1]
    assert abs((PLANE(ends) < BELOW).mean() - alone) < 4 * math.sqrt(alone / 20_000)
    assert math.ceil(states.subs({p: alone, q: 0.95})) == 310


def annealed(dimension: int, walkers: int, values: int) -> int:
    cold = cooling(10, rate=0.01 ** (1 / values))
    begin = starts(walkers, dimension)
    search = anneal(rastrigin(dimension), begin, cold, values, length=0.6, keep="ends")
    return int((search.value < BELOW).sum())


def check_L9_plane(states):
    assert states == annealed(2, 500, 3000)


def check_L9_ten(states):
    assert states == 20 - annealed(10, 20, 10_000)
