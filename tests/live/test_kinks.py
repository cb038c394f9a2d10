"""Kinks: where steps end on a line, at a kink in the plane, and on Wolfe's cost."""

import itertools
import math
import re

import numpy as np
import pytest

from gdlib import LOSSES, check_gradient, descend
from gdlib.live import Kinks
from gdlib.live.kinks import CURVES, ROUNDED, RULES, TABS

STARTS = np.round(np.arange(-2, 2.01, 0.2), 2)
SIZES = [float(f"{10**e:.3g}") for e in np.arange(-1.3, 0.398, 0.06)]


def state(start=1.0, step_size=0.3, curve="|x|", rule="α", width=0.25, **others) -> dict:
    given = {"start": float(start), "step_size": float(step_size), "width": float(width)}
    given |= {"curve": list(CURVES).index(curve), "rule": RULES.index(rule), "scene": 0}
    return given | {"slope": 2.0, "c": 3.0, "search": 0} | others


def at_a_kink(step_size, slope) -> dict:
    return state(step_size=step_size, scene=1, slope=float(slope))


def wolfe(c=3.0, step_size=0.3, search=1) -> dict:
    return state(step_size=step_size, scene=2, c=float(c), search=search)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("curve", ["x²/2", "|x|", "ReLU", "step"])
def test_every_prediction_on_the_line_comes_true_but_for_rounding(accounts, curve, rule):
    states = [state(s, a, curve, rule) for s in STARTS for a in SIZES]
    told = accounts(Kinks(), states)
    verdicts = [t["verdict"] for t in told]
    assert set(verdicts) <= {"match", "by rounding"}
    assert np.mean([verdict == "match" for verdict in verdicts]) > 0.9
    assert not any("NaN" in "".join(t["says"]) for t in told)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("width", [0.05, 0.25, 1])
def test_every_prediction_on_the_rounded_kink_comes_true_or_takes_its_time(accounts, rule, width):
    states = [state(s, a, "Huber", rule, width) for s in STARTS for a in SIZES]
    verdicts = [t["verdict"] for t in accounts(Kinks(), states)]
    assert set(verdicts) <= {"match", "by rounding", "not yet"}
    assert np.mean([verdict == "match" for verdict in verdicts]) > 0.9


def test_steps_of_0_3_from_1_end_in_the_published_cycle(accounts):
    (told,) = accounts(Kinks(), [state()])
    assert told["observed"]["kind"] == "cycles"
    assert told["observed"]["ends"] == pytest.approx([-0.2, 0.1])
    assert told["predicted"]["ends"] == pytest.approx([-0.2, 0.1])


def test_a_cycle_at_a_kink_is_as_wide_as_a_step(accounts):
    for told in accounts(Kinks(), [state(1, a) for a in (0.06, 0.15, 0.7, 1.3, 2.5)]):
        low, high = told["observed"]["ends"]
        assert low < 0 < high


def test_ever_shorter_steps_end_within_the_last_of_them(accounts):
    sizes = (0.3, 0.7, 1.3, 2.5)
    for size, told in zip(
        sizes, accounts(Kinks(), [state(1, a, rule=RULES[1]) for a in sizes]), strict=True
    ):
        assert told["observed"]["kind"] == "settles"
        assert abs(told["observed"]["last"]) <= size / 60


def test_ever_shorter_steps_that_start_short_do_not_get_there(accounts):
    (told,) = accounts(Kinks(), [state(1, 0.05, rule=RULES[1])])
    harmonic = sum(0.05 / (k + 1) for k in range(60))
    assert told["observed"]["kind"] == "crawls"
    assert told["observed"]["last"] == pytest.approx(1 - harmonic)


@pytest.mark.parametrize("width", [0.05, 0.25, 1])
def test_a_rounded_kink_has_the_threshold_of_its_curvature(accounts, width):
    (told,) = accounts(Kinks(), [state(1, 0.3, "Huber", width=width)])
    (mark,) = told["marks"]["step_size"]
    curvature = ROUNDED.where(delta=width).hess([[0.0]])[0, 0, 0]
    assert mark == pytest.approx(2 / curvature)
    below, beyond = (
        descend(ROUNDED.where(delta=width), 0.9 * width, share * mark, steps=2000)
        for share in (0.98, 1.02)
    )
    assert (below.end, beyond.end) == ("converged", "out of steps")


def test_a_step_too_long_kills_the_neuron_just_from_its_mark_on(accounts):
    for start in (1.25, 1.5, 2):
        (told,) = accounts(Kinks(), [state(start, 0.3, "ReLU")])
        (mark,) = told["marks"]["step_size"]
        below, at = (
            descend(LOSSES["ReLU neuron"], start, a, steps=5000) for a in (mark - 1e-3, mark)
        )
        assert below.values[-1] < 1e-6
        assert (at.values[-1], at.steps) == (0.5, 1)


def test_each_curve_of_the_line_but_the_flat_ones_has_its_minimum_at_0():
    grid = np.linspace(-2, 2, 401)[:, None]
    for curve in CURVES.values():
        assert curve(grid).min() == curve([0.0]) == 0


def test_a_subgradient_lies_below_the_graph_at_every_place():
    points = np.stack(np.meshgrid(*[np.linspace(-3, 3, 61)] * 2), axis=-1)
    for slope in (-2, -0.3, 0, 1, 2):
        support = 1 + (points - [1, 0]) @ np.array([1, slope])
        assert (LOSSES["two kinks"](points) >= support - 1e-12).all()


def test_a_step_along_a_subgradient_may_go_up_and_come_nearer(accounts):
    (told,) = accounts(Kinks(), [at_a_kink(0.1, 2)])
    assert told["observed"]["cost"] == pytest.approx(0.3)
    assert told["observed"]["distance"] == pytest.approx(math.hypot(0.9, 0.2) - 1)
    assert told["says"][0] == "the cost 0.3 up, the place 0.078 nearer to the minimum"


def test_every_step_from_the_kink_is_foretold_and_none_is_down_and_farther(accounts):
    states = [at_a_kink(a, g) for a in SIZES for g in np.round(np.arange(-2, 2.01, 0.1), 2)]
    for told in accounts(Kinks(), states):
        assert told["verdict"] == "match"
        assert not (told["observed"]["cost"] < -1e-9 and told["observed"]["distance"] > 1e-9)


@pytest.mark.parametrize("step_size", [0.1, 0.9, 1.4])
def test_the_marks_at_the_kink_are_where_the_changes_change_sign(accounts, step_size):
    (told,) = accounts(Kinks(), [at_a_kink(step_size, 2)])
    level = told["marks"]["slope"][:2]
    on_them = accounts(Kinks(), [at_a_kink(step_size, g) for g in level])
    assert [t["observed"]["cost"] for t in on_them] == pytest.approx([0, 0], abs=1e-12)
    (nearer,) = told["marks"]["step_size"]
    (there,) = accounts(Kinks(), [at_a_kink(nearer, 2)])
    assert there["observed"]["distance"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("c", [1.5, 3, 5.2, 8])
def test_the_best_step_each_time_stops_at_a_place_that_is_no_minimum(accounts, c):
    (told,) = accounts(Kinks(), [wolfe(c, search=0)])
    assert told["verdict"] == "match"
    assert told["observed"]["ratio"] == pytest.approx((c - 1) / (c + 1), rel=1e-6)
    assert told["observed"]["below"] == -1
    here = LOSSES["Wolfe"].where(c=c)
    assert told["predicted"]["beyond"] == pytest.approx(float(here([-1, 0])))
    path = Kinks(tab="best step", c=c).path
    assert told["observed"]["cost"] == pytest.approx(path.values[40], rel=1e-3)


def test_wolfe_s_cost_at_minus_1_is_the_published_minus_a_half(accounts):
    (told,) = accounts(Kinks(), [wolfe(search=0)])
    assert told["predicted"] == {"ratio": 0.5, "beyond": -0.5}


def test_steps_of_any_one_size_get_past_where_the_best_ones_stop(accounts):
    states = [wolfe(c, a) for c in (1.5, 3, 8) for a in SIZES]
    for given, told in zip(states, accounts(Kinks(), states), strict=True):
        path = descend(
            LOSSES["Wolfe"].where(c=given["c"]), (3, 3 / given["c"]), given["step_size"], steps=600
        )
        assert told["verdict"] == "match"
        assert told["observed"]["passed"] == np.argmax(path.points[:, 0] < 0)
        assert told["observed"]["below"] == np.argmax(path.values < 0)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("curve", CURVES)
def test_the_page_runs_what_gdlib_runs(accounts, curve, rule):
    cases = list(itertools.product((-1.7, 0.35, 2.0), (0.05, 0.3, 1.1, 2.5)))
    told = accounts(Kinks(), [state(s, a, curve, rule) for s, a in cases])
    for (start, size), account in zip(cases, told, strict=True):
        path = Kinks(curve=curve, rule=rule, start=start, step_size=size).path
        assert (account["observed"]["steps"], account["observed"]["end"]) == (path.steps, path.end)
        assert account["observed"]["last"] == path.points[-1, 0]


def test_the_check_of_a_gradient_fails_at_each_kink_and_nowhere_else():
    for curve, kink in (("|x|", 0), ("ReLU", -1)):
        assert check_gradient(CURVES[curve], kink + 1e-6) > 0.1
        assert check_gradient(CURVES[curve], kink + 1e-3) < 1e-9


def test_the_still_pictures_say_what_they_show():
    assert "out of steps after 60, at last 0.1, -0.2</title>" in Kinks()._still()
    kink = Kinks(tab="at a kink", step_size=0.1)._still()
    assert "a step of 0.1 along (1, 2): the cost goes from 1 to 1.3</title>" in kink
    best = Kinks(tab="best step")._still()
    assert "Wolfe's cost, the best step each time: the lowest cost is 3.151e-12</title>" in best


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("tab", "plane", f"tab: expected '{TABS[0]}' or '{TABS[1]}' or '{TABS[2]}', got 'plane'"),
        ("curve", "x", "curve: expected 'x²/2' or '|x|' or 'Huber' or 'ReLU' or 'step', got 'x'"),
        ("rule", "β", "rule: expected 'α' or 'α/(n+1)', got 'β'"),
        ("search", "armijo", "search: expected 'best' or 'fixed', got 'armijo'"),
        ("slope", 3, "slope: expected a number from -2 to 2, got 3"),
    ],
)
def test_what_it_cannot_show_is_refused_by_name(name, value, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Kinks(**{name: value})
