"""Random searches and restarts against exact probabilities; what a search counts."""

import math

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
    ArrayLoss,
    Loss,
    anneal,
    cooling,
    local_random_search,
    random_search,
    restarts,
)

pytestmark = pytest.mark.core

RASTRIGIN = LOSSES["Rastrigin"]
EDGE = 0.5025460  # of the middle basin, in each coordinate
x, y = sp.symbols("x y")


def found(points):
    """The share of points in the basin of the global minimum."""
    return (np.abs(points) < EDGE).all(axis=-1).mean()


class Counted:
    """A loss that counts the points at which it and its gradient are asked for."""

    def __init__(self, loss):
        self.values = self.gradients = 0

        def value(points):
            self.values += points[..., 0].size
            return loss(points)

        def gradient(points):
            self.gradients += points[..., 0].size
            return loss.grad(points)

        self.loss = ArrayLoss(value, gradient, loss.dimension)


def test_random_search_finds_a_target_as_often_as_its_area_says():
    box = [(0, 1), (0, 1)]
    ball = Loss(x**2 + y**2, (x, y))
    hits = [random_search(ball, 20, domain=box, seed=s).value < 0.1**2 for s in range(400)]
    expected = 1 - (1 - math.pi * 0.1**2 / 4) ** 20
    assert np.mean(hits) == pytest.approx(expected, abs=4 * math.sqrt(expected / 400))


def test_random_search_stays_in_the_losss_own_domain():
    points = random_search(LOSSES["McCormick"], 500).points
    low, high = np.array(LOSSES["McCormick"].domain).T
    assert ((points >= low) & (points <= high)).all()
    assert np.ptp(points, axis=0) == pytest.approx(high - low, rel=0.02)


def test_one_start_of_descent_succeeds_as_often_as_the_basins_area_says():
    # Published: 0.963 %, so that 95 % takes 310 restarts.
    search = restarts(RASTRIGIN, 20_000, 0.002, steps=300)
    share = (2 * EDGE / 10.24) ** 2
    assert share == pytest.approx(0.00963, abs=1e-5)
    error = math.sqrt(share / 20_000)
    assert found(search.points) == pytest.approx(share, abs=4 * error)
    assert math.ceil(math.log(0.05) / math.log(1 - share)) == 310


def test_with_three_hundred_and_ten_restarts_nineteen_of_twenty_succeed():
    values = [restarts(RASTRIGIN, 310, 0.002, seed=s).value for s in range(100)]
    assert (np.array(values) < 0.5).mean() == pytest.approx(0.95, abs=0.07)


def test_local_random_search_never_goes_up_and_takes_steps_of_one_length():
    search = local_random_search(RASTRIGIN, (4, 4), 0.3, 200)
    assert (np.diff(search.values) <= 0).all()
    lengths = np.linalg.norm(np.diff(search.points, axis=0), axis=1)
    np.testing.assert_allclose(lengths[lengths > 0], 0.3)


def test_on_a_plane_half_of_all_random_steps_lead_down():
    plane = Loss(x + 2 * y, (x, y))
    search = local_random_search(plane, np.zeros((200, 2)), 1.0, 100, keep="ends")
    mean_step = -math.sqrt(5) / math.pi  # half of the mean of |cos γ| = 2/π, times ‖∇L‖
    assert search.values[-1].mean() / 99 == pytest.approx(mean_step, rel=0.02)


@pytest.mark.parametrize(
    "run",
    [
        lambda loss, seed: anneal(loss, (3.3, 3.2), cooling(5), 50, seed=seed),
        lambda loss, seed: local_random_search(loss, (3.3, 3.2), 0.5, 50, seed=seed),
        lambda loss, seed: random_search(loss, 50, domain=[(-5, 5)] * 2, seed=seed),
    ],
)
def test_a_search_asks_for_as_many_values_as_it_says_and_repeats_itself(run):
    counted = Counted(RASTRIGIN)
    search = run(counted.loss, 7)
    assert counted.values == search.evaluations == 50
    assert counted.gradients == search.gradients == 0
    np.testing.assert_array_equal(search.points, run(RASTRIGIN, 7).points)
    assert not np.array_equal(search.points, run(RASTRIGIN, 8).points)
    assert search.value == search.values.min() == RASTRIGIN(search.best)


def test_a_search_says_what_it_found_and_asked_for():
    ball = Loss(x**2, x)
    assert repr(random_search(ball, 1, domain=[(2, 2.5)])).endswith("after 1 evaluation)")
    text = repr(restarts(ball, 3, 0.5, domain=[(-5, 5)]))
    assert text == "Search(best 0 after 3 evaluations and 6 gradients)"


def test_where_the_loss_is_no_number_no_search_stays():
    root = Loss(sp.log(x) * x, x)
    assert np.isfinite(random_search(root, 50, domain=[(-5, 5)]).value)
    assert np.isfinite(anneal(root, -1.0, cooling(1), 50, length=3).value)


def test_restarts_count_a_gradient_for_every_step_and_every_end():
    counted = Counted(LOSSES["Booth"])
    search = restarts(counted.loss, 1, 0.1, domain=[(-5, 5)] * 2, steps=17)
    assert counted.gradients == search.gradients == 18
    assert search.evaluations == counted.values == 1


LINE = Loss(x**2, x)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: random_search("L", 5), TypeError, "loss: expected a Loss, got 'L'"),
        (lambda: random_search(LINE, 5), ValueError, "domain: expected an interval for each"),
        (lambda: random_search(LINE, 0, domain=[(0, 1)]), ValueError, "evaluations: expected 1 or"),
        (lambda: random_search(LINE, 5.0, domain=[(0, 1)]), TypeError, "evaluations: expected a"),
        (lambda: random_search(LINE, 5, domain=(0, 1)), ValueError, "domain: expected 1 intervals"),
        (lambda: random_search(LINE, 5, domain=[(1, 0)]), ValueError, "domain: expected 1 interv"),
        (lambda: random_search(LINE, 5, domain=[(1, 1)]), ValueError, "domain: expected 1 interv"),
        (lambda: random_search(LINE, 5, domain=[(0, np.inf)]), ValueError, "domain: expected fin"),
        (lambda: random_search(LINE, 5, domain="ab"), TypeError, "domain: expected real numbers"),
        (lambda: random_search(LINE, 5, domain=[(0, 1)], seed=-1), ValueError, "seed: expected 0"),
        (lambda: local_random_search(3, 0, 1, 5), TypeError, "loss: expected a Loss, got 3"),
        (lambda: local_random_search(LINE, (1, 2), 1, 5), ValueError, "start: expected shape"),
        (lambda: local_random_search(LINE, np.nan, 1, 5), ValueError, "start: expected finite"),
        (lambda: local_random_search(LINE, 0, 0, 5), ValueError, "length: expected a positive"),
        (lambda: local_random_search(LINE, 0, 1, -5), ValueError, "evaluations: expected 1"),
        (lambda: local_random_search(LINE, 0, 1, 5, keep="x"), ValueError, "keep: expected 'all'"),
        (lambda: restarts(LINE, 0, 0.1, domain=[(0, 1)]), ValueError, "number: expected 1 or more"),
        (lambda: restarts(LINE, 3, -1, domain=[(0, 1)]), ValueError, "step_size: expected a posit"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
