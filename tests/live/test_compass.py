"""The compass: its directions are the norm's, its changes gdlib's, its spread that of theory."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from gdlib import derive_direction
from gdlib.live import Compass
from gdlib.live.compass import NORMS

START = (-1.2, 1)
PLACES = [START, (0.3, -0.5), (2, 3), (-2, -1), (0, 0), (1.1, 1.2)]


def needle(angle=180.0, step_size=0.01, place=START, norm="l2") -> dict:
    state = {"angle": angle, "step_size": step_size, "norm": list(NORMS).index(norm), "scene": 0}
    return state | {"x": place[0], "y": place[1], "dimension": 100}


def random(dimension: int) -> dict:
    return needle() | {"scene": 1, "dimension": dimension}


def test_the_rate_is_the_slope_times_the_cosine(accounts):
    angles = np.arange(0.0, 361, 5)
    for place in PLACES:
        slope = np.linalg.norm(Compass.loss.grad(place))
        told = accounts(Compass(), [needle(a, place=place) for a in angles])
        rates = [account["predicted"]["rate"] for account in told]
        np.testing.assert_allclose(rates, slope * np.cos(np.radians(angles)), atol=1e-9 * slope)


def test_at_rosenbrocks_start_the_steepest_rate_is_the_published_one(accounts):
    (account,) = accounts(Compass(), [needle(step_size=0.001)])
    assert account["predicted"]["best"] == {"angle": 180, "rate": pytest.approx(-232.867688)}
    assert account["predicted"]["best"]["rate"] == derive_direction(Compass.loss, START).rate
    assert account["marks"]["angle"] == [90, 180, 270]
    assert abs(account["observed"]["best"]["angle"] - 180) <= 0.2


@pytest.mark.parametrize("norm", NORMS)
def test_the_page_measures_what_gdlib_measures(accounts, norm):
    cases = list(itertools.product((0, 37, 180, 290, 360), (0.001, 0.03, 1), PLACES))
    told = accounts(Compass(), [needle(*case, norm=norm) for case in cases])
    for (angle, step_size, (x, y)), account in zip(cases, told, strict=True):
        compass = Compass(angle=angle, step_size=step_size, x=x, y=y, norm=norm)
        assert account["predicted"]["rate"] == pytest.approx(compass.rate, rel=1e-9, abs=1e-9)
        assert account["observed"]["rate"] == pytest.approx(compass.change, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("norm", "dual"), [("l2", 2), ("l1", np.inf), ("max", 1)])
def test_the_best_rate_in_a_norm_is_minus_the_dual_norm_of_the_gradient(accounts, norm, dual):
    told = accounts(Compass(), [needle(place=place, norm=norm) for place in PLACES])
    for place, account in zip(PLACES, told, strict=True):
        gradient = Compass.loss.grad(place)
        best = account["predicted"]["best"]
        assert best["rate"] == pytest.approx(-np.linalg.norm(gradient, dual), rel=1e-12)
        there = Compass(angle=best["angle"], x=place[0], y=place[1], norm=norm)
        assert there.rate == pytest.approx(best["rate"], rel=1e-9)


def test_half_of_the_longest_step_with_a_tilted_plane_is_short_enough_everywhere(accounts):
    marks = accounts(Compass(), [needle(place=place) for place in PLACES])
    states = [
        needle(step_size=share * account["predicted"]["reach"], place=place)
        for (place, account), share in itertools.product(
            zip(PLACES, marks, strict=True), (0.1, 0.5)
        )
    ]
    assert {account["verdict"] for account in accounts(Compass(), states)} == {"match"}


def test_a_long_step_has_another_best_direction_than_minus_the_gradient(accounts):
    (account,) = accounts(Compass(), [needle(step_size=0.4)])
    observed = account["observed"]
    assert account["verdict"] == "step too long"
    assert observed["rate"] > 0 > observed["best"]["rate"]
    assert abs(observed["best"]["angle"] - 180) > 45


def test_at_the_minimum_no_direction_is_better_than_another(accounts):
    (account,) = accounts(Compass(), [needle(place=(1, 1))])
    assert "best" not in account["predicted"] and account["verdict"] == "match"
    assert account["observed"]["best"]["rate"] > 0
    assert "gradient is 0" in account["says"][0]


@pytest.mark.parametrize("angle", [0, 90, 180, 270, 360])
def test_no_sentence_tells_of_rounding(accounts, angle):
    for account in accounts(Compass(), [needle(angle, place=place) for place in PLACES]):
        assert "10⁻" not in account["says"][0] and "NaN" not in "".join(account["says"])


def test_random_directions_spread_by_one_over_the_root_of_the_dimension(accounts):
    dimensions = [*range(2, 60), *map(round, np.logspace(1.8, 8, 60)), 60_965_224]
    told = accounts(Compass(), [random(d) for d in dimensions])
    for d, account in zip(dimensions, told, strict=True):
        assert account["predicted"]["spread"] == 1 / math.sqrt(d)
        assert account["observed"]["spread"] == pytest.approx(d**-0.5, rel=0.05)
        assert account["verdict"] == "match"
    assert told[-1]["predicted"]["spread"] == pytest.approx(1.28e-4, rel=1e-3)


@pytest.mark.parametrize("d", [2, 3, 10, 1000, 60_965_224])
def test_cosines_of_random_directions_follow_the_beta_law(node, d):
    """cos²γ is the share of one squared coordinate in a sum of d: Beta(1/2, (d − 1)/2)."""
    (cosines,) = node({"call": "cosines", "d": d, "count": 4000})
    law = stats.beta(0.5, (d - 1) / 2)
    assert stats.kstest(np.square(cosines), law.cdf).pvalue > 0.01
    assert stats.binomtest(int(np.sum(np.array(cosines) > 0)), 4000).pvalue > 0.01


@pytest.mark.parametrize("d", [2, 3, 7, 400, 10**6])
def test_the_drawn_density_is_that_of_the_cosine(node, d):
    at = [share / math.sqrt(d) for share in (-0.9, 0, 0.3, 1, 1.3)]
    (drawn,) = node({"call": "density", "d": d, "at": at})
    exact = stats.beta((d - 1) / 2, (d - 1) / 2, loc=-1, scale=2).pdf(at)
    np.testing.assert_allclose(drawn, exact, rtol=2e-5)


def test_the_pictures_say_what_they_show_and_are_the_same_each_time():
    for compass in (Compass(angle=90), Compass(scene="many dimensions", dimension=30)):
        first, second = (compass._repr_mimebundle_()[0]["image/svg+xml"] for _ in range(2))
        assert first == second
    assert "<title>cos γ of random directions in 30 dimensions spreads by 0.183</title>" in first


def test_numpy_draws_the_same_spread_for_the_picture():
    assert Compass(dimension=400).cosines.std() == pytest.approx(0.05, rel=0.05)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("norm", "l3", "norm: expected 'l2' or 'l1' or 'max', got 'l3'"),
        ("scene", "space", "scene: expected 'plane' or 'many dimensions', got 'space'"),
        ("angle", 361, "angle: expected a number from 0 to 360, got 361"),
        ("dimension", 1, r"dimension: expected a number from 2 to 1e\+08, got 1"),
    ],
)
def test_what_the_compass_cannot_show_is_refused_by_name(name, value, message):
    with pytest.raises(ValueError, match=message):
        Compass(**{name: value})
