"""Where you start: the sign rule, and the ends that the theorem foretells."""

import itertools

import numpy as np
import pytest

from gdlib import descend
from gdlib.live import WhereYouStart
from gdlib.live.where_you_start import CURVES, TABS

STARTS = np.round(np.arange(-4.8, 4.81, 0.15), 2)


def state(start, step_size=0.05, curve="ripples", tab="where it ends", goal="descent") -> dict:
    return {
        "start": float(start),
        "step_size": float(step_size),
        "curve": list(CURVES).index(curve),
        "scene": TABS.index(tab),
        "climb": int(goal == "ascent"),
    }


def side(move: float) -> str:
    return {-1: "← left", 0: "stays", 1: "right →"}[int(np.sign(move))]


def bound(curve: str) -> float:
    """The largest second derivative over the picture, from the formula."""
    places = np.linspace(-5, 5, 200_001)[:, None]
    return float(CURVES[curve].hess(places).max())


@pytest.mark.parametrize("goal", ["descent", "ascent"])
@pytest.mark.parametrize("curve", CURVES)
def test_a_step_goes_against_the_slope_and_as_far_as_it_is_steep(accounts, curve, goal):
    states = [state(s, a, curve, "which way", goal) for s in STARTS for a in (0.02, 0.6, 2.5)]
    for given, told in zip(states, accounts(WhereYouStart(), states), strict=True):
        slope = CURVES[curve].grad([given["start"]])[0]
        move = given["step_size"] * slope * (-1 if goal == "descent" else 1)
        level = abs(slope) <= 1e-8
        assert told["predicted"]["side"] == told["observed"]["side"] == side(0 if level else move)
        made = told["observed"]["to"] - told["observed"]["from"]
        assert made == pytest.approx(0 if level else move, abs=1e-12)
        assert told["verdict"] == "match"


def test_ascent_in_python_is_descent_on_the_mirror_image(accounts):
    for start in (-2.0, 0.4, 3.3):
        up = WhereYouStart(tab="which way", start=start, step_size=0.3, goal="ascent")
        (told,) = accounts(up, [state(start, 0.3, tab="which way", goal="ascent")])
        assert up.path.points[-1, 0] == pytest.approx(told["observed"]["to"], abs=1e-12)


@pytest.mark.parametrize("curve", CURVES)
def test_the_mark_is_one_over_the_largest_second_derivative(accounts, curve):
    (told,) = accounts(WhereYouStart(), [state(1, curve=curve)])
    (mark,) = told["marks"]["step_size"]
    assert 1 / mark >= bound(curve) - 1e-9
    assert 1 / mark == pytest.approx(bound(curve), rel=1e-4)


@pytest.mark.parametrize("curve", CURVES)
def test_the_first_level_place_downhill_is_a_known_one_of_the_formula(accounts, curve):
    loss = CURVES[curve]
    level = np.sort(np.concatenate([loss.minima, loss.saddles, loss.maxima])[:, 0])
    starts = [s for s in STARTS if abs(loss.grad([s])[0]) > 1e-8]
    told = accounts(WhereYouStart(), [state(s, curve=curve) for s in starts])
    for start, account in zip(starts, told, strict=True):
        right = loss.grad([start])[0] < 0
        first = level[level > start].min() if right else level[level < start].max()
        assert account["predicted"]["first"] == pytest.approx(first, abs=1e-12)


@pytest.mark.parametrize("curve", CURVES)
def test_up_to_the_mark_every_prediction_comes_true(accounts, curve):
    sizes = [share / bound(curve) for share in (0.3, 0.6, 0.99)]
    told = accounts(WhereYouStart(), [state(s, a, curve) for s in STARTS for a in sizes])
    verdicts = [account["verdict"] for account in told]
    assert set(verdicts) <= {"match", "not yet"}
    assert np.mean([verdict == "match" for verdict in verdicts]) > 0.97


def test_the_hilltops_are_the_borders_of_the_ends(accounts):
    tops = [top for top in CURVES["ripples"].maxima[:, 0] if abs(top) < 4.8]
    for top in tops:
        left, right = accounts(WhereYouStart(), [state(top - 0.01), state(top + 0.01)])
        assert left["observed"]["place"] + 1 == right["observed"]["place"]


def test_beyond_the_mark_nothing_is_promised_and_some_runs_leap_over_a_ledge(accounts):
    starts = [s for s in STARTS if s]
    told = accounts(WhereYouStart(), [state(s, 0.5, "terraces") for s in starts])
    assert {account["verdict"] for account in told} == {"no promise"}
    outer = [a for s, a in zip(starts, told, strict=True) if abs(s) > np.pi]
    assert {account["predicted"]["place"] for account in outer} == {0, 2}
    assert sum(account["observed"]["place"] == 1 for account in outer) > len(outer) / 3


def test_a_bowl_has_one_end_until_the_step_is_too_long_for_every_start(accounts):
    starts = [s for s in STARTS if s]
    for size, kind in ((0.05, "ends"), (1.9, "ends"), (2.4, "diverged")):
        told = accounts(WhereYouStart(), [state(s, size, "bowl") for s in starts])
        assert {account["observed"]["kind"] for account in told} == {kind}
    assert told[0]["says"][1].startswith("diverged at step")


@pytest.mark.parametrize(
    ("start", "place", "end", "cost"),
    [(4.5, 4, 3.5847518, 0.314021), (-1.5, 2, -0.5122140, -0.973180)],
)
def test_on_the_ripples_two_starts_end_as_published(accounts, start, place, end, cost):
    (told,) = accounts(WhereYouStart(), [state(start)])
    assert told["observed"]["place"] == place
    assert told["observed"]["last"] == pytest.approx(end, abs=5e-8)
    assert told["observed"]["cost"] == pytest.approx(cost, abs=5e-7)
    assert told["observed"]["last"] == WhereYouStart(start=start).path.points[-1, 0]


def test_on_the_terraces_a_run_creeps_to_a_ledge_that_is_no_minimum(accounts):
    (told,) = accounts(WhereYouStart(), [state(4.5, curve="terraces")])
    assert told["observed"]["end"] == "out of steps"
    assert told["says"][1].startswith("after 300 steps closing in on C")
    far = descend(CURVES["terraces"], 4.5, 0.05, steps=20_000)
    assert 0 < far.points[-1, 0] - np.pi < 1e-3


@pytest.mark.parametrize("curve", CURVES)
def test_the_page_runs_what_gdlib_runs(accounts, curve):
    cases = list(itertools.product((-4.2, -0.35, 2.9), (0.02, 0.11, 0.5)))
    told = accounts(WhereYouStart(), [state(s, a, curve) for s, a in cases])
    for (start, size), account in zip(cases, told, strict=True):
        path = WhereYouStart(curve=curve, start=start, step_size=size).path
        assert (account["observed"]["steps"], account["observed"]["end"]) == (path.steps, path.end)
        if account["observed"]["place"] >= 0:  # wandering, the last digits of a sine decide
            last = pytest.approx(path.points[-1, 0], rel=1e-9, abs=1e-9)
            assert account["observed"]["last"] == last


def test_the_two_tabs_have_addresses_of_their_own():
    keys = {WhereYouStart(tab=tab).experiment for tab in TABS}
    assert keys == {"side", "start"}


def test_the_still_pictures_say_what_they_show():
    ends = WhereYouStart(start=4.5)
    title = f"step size 0.05, start 4.5: {ends.path.message}, at 3.5848</title>"
    assert title in ends._repr_mimebundle_()[0]["image/svg+xml"]
    step = WhereYouStart(tab="which way", curve="bowl", start=2, step_size=0.5)
    assert "the slope is 2, one step leads to 1</title>" in step._still()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("tab", "why", "tab: expected 'which way' or 'where it ends', got 'why'"),
        ("curve", "hill", "curve: expected 'bowl' or 'ripples' or 'terraces', got 'hill'"),
        ("goal", "up", "goal: expected 'descent' or 'ascent', got 'up'"),
        ("start", 5, "start: expected a number from -4.8 to 4.8, got 5"),
        ("step_size", 0, "step_size: expected a number from 0.02 to 2.5, got 0"),
    ],
)
def test_what_it_cannot_show_is_refused_by_name(name, value, message):
    with pytest.raises(ValueError, match=message):
        WhereYouStart(**{name: value})
