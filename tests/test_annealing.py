"""Simulated annealing against exact probabilities and published shares."""

import math

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
    Loss,
    anneal,
    cooling,
)
from gdlib.losses.spaces import rastrigin

pytestmark = pytest.mark.core

RASTRIGIN = LOSSES["Rastrigin"]
EDGE = 0.5025460  # of the middle basin, in each coordinate
x, y = sp.symbols("x y")


def starts(number, dimension=2):
    return np.random.default_rng(0).uniform(-5.12, 5.12, (number, dimension))


def found(points):
    """The share of points in the basin of the global minimum."""
    return (np.abs(points) < EDGE).all(axis=-1).mean()


def test_cold_annealing_never_goes_up_and_hot_annealing_always_moves():
    cold = anneal(RASTRIGIN, (4, 4), lambda n: 0.0, 300)
    assert (np.diff(cold.values) <= 0).all()
    hot = anneal(RASTRIGIN, (4, 4), lambda n: 1e12, 300)
    assert (np.diff(hot.points, axis=0) != 0).all()


def test_at_a_constant_temperature_annealing_samples_boltzmanns_distribution():
    bowl = Loss(x**2 / 2, x)
    search = anneal(bowl, np.zeros((400, 1)), lambda n: 0.25, 400, length=1.0, keep="ends")
    ends = search.points[-1, :, 0]
    assert ends.var() == pytest.approx(0.25, rel=4 * math.sqrt(2 / 400))


@pytest.mark.parametrize(
    ("first", "expected"), [(0.3, 0.0335), (0.5, 0.1216), (1.0, 0.883), (1.2, 0.9876)]
)
def test_logarithmic_cooling_wins_only_from_the_depth_of_the_deepest_pit_on(first, expected):
    # Hajek 1988 on five states in a row, whose one wrong pit is 1 deep: exact probabilities.
    energy, temperature = np.array([0.5, 1.5, 1.0, 1.2, 0.0]), cooling(first)
    rise = np.maximum(0, energy - energy[:, None])
    neighbours = np.eye(5, k=1) + np.eye(5, k=-1)
    state = np.array([1.0, 0, 0, 0, 0])
    for n in range(100_000):
        chance = neighbours * np.exp(-rise / temperature(n)) / 2
        state = state @ chance + state * (1 - chance.sum(axis=1))
    assert state[-1] == pytest.approx(expected, abs=6e-4 if first > 0.9 else 6e-5)


def test_annealing_in_the_plane_succeeds_as_often_as_published():
    # Published: 28 % at 300 evaluations, 96 % at 3,000.
    shares = []
    for budget in (300, 3000):
        cold = cooling(10, rate=0.01 ** (1 / budget))
        search = anneal(RASTRIGIN, starts(500), cold, budget, length=0.6, keep="ends")
        shares.append((found(search.points[-1]), found(search.best)))
    assert shares[0][0] == pytest.approx(0.28, abs=0.08)
    assert shares[1][0] <= 0.96 <= shares[1][1]


def test_annealing_in_ten_dimensions_does_not_arrive():
    loss, budget = rastrigin(10), 5000
    cold = cooling(10, rate=0.01 ** (1 / budget))
    search = anneal(loss, starts(40, 10), cold, budget, length=0.6, keep="ends")
    assert found(search.best) == 0


def test_many_walkers_are_independent_and_each_remembers_its_best():
    search = anneal(RASTRIGIN, np.zeros((3, 4, 2)) + 4, cooling(10), 60)
    assert search.points.shape == (60, 3, 4, 2)
    assert search.values.shape == (60, 3, 4)
    assert len(np.unique(search.points[-1].reshape(-1, 2), axis=0)) == 12
    np.testing.assert_array_equal(search.value, search.values.min(axis=0))
    np.testing.assert_allclose(RASTRIGIN(search.best), search.value)
    ends = anneal(RASTRIGIN, np.zeros((3, 4, 2)) + 4, cooling(10), 60, keep="ends")
    np.testing.assert_array_equal(ends.points, search.points[[0, -1]])
    np.testing.assert_array_equal(ends.best, search.best)


def test_a_walker_at_infinity_comes_back(recwarn):
    cliff = Loss(sp.Piecewise((sp.exp(x**2 * 1000), x > 0), (x**2, True)), x)
    search = anneal(cliff, 3.0, cooling(1.0), 200, length=3.0)
    assert search.values[0] == np.inf
    assert np.isfinite(search.value)
    assert not recwarn.list


LINE = Loss(x**2, x)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: anneal("L", 0, cooling(1), 5), TypeError, "loss: expected a Loss, got 'L'"),
        (lambda: anneal(LINE, "a", cooling(1), 5), TypeError, "start: expected real numbers"),
        (lambda: anneal(LINE, 0, 3.0, 5), TypeError, "temperature: expected a function, got 3.0"),
        (lambda: anneal(LINE, 0, lambda n: -1, 5), ValueError, r"temperature\(0\): expected a non"),
        (lambda: anneal(LINE, 0, lambda n: np.nan, 5), ValueError, r"temperature\(0\): expected"),
        (lambda: anneal(LINE, 0, cooling(1), 5, length=-1), ValueError, "length: expected a posit"),
        (lambda: anneal(LINE, 0, cooling(1), 5, seed=0.5), TypeError, "seed: expected a whole"),
        (lambda: anneal(LINE, 0, cooling(1), True), TypeError, "evaluations: expected a whole"),
        (lambda: cooling(0), ValueError, "first: expected a positive number, got 0"),
        (lambda: cooling(1, rate=1), ValueError, "rate: expected a number between 0 and 1, got 1"),
        (lambda: cooling(1, rate="r"), TypeError, "rate: expected a positive number, got 'r'"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
