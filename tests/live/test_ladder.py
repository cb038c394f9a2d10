"""The ladder to chaos: its rungs are where the closed forms say, and predictions come true."""

import itertools
import math

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

from gdlib import LOSSES, descend
from gdlib.live import Ladder
from gdlib.live.ladder import RUNGS

WELLS = LOSSES["double well"]
SIZES = np.round(np.arange(0.01, 2.1001, 0.011), 3)
STARTS = (-1.8, -1.2, -0.4, 0, 0.03, 0.5, 1, 1.31, 1.7)
RISES = 2 * math.sqrt(2) - 2
CALLS = ("one", "two", "more", "both", "leaves")


def state(step_size: float, start: float = 0.5) -> dict:
    return {"step_size": float(step_size), "start": float(start), "zoom": 1}


def step(x: float, alpha: float) -> float:
    return x - alpha * WELLS.grad([x])[0]


def farthest(alpha: float) -> float:
    """How far out a step can lead from between the wells, found numerically."""
    found = minimize_scalar(lambda x: -step(x, alpha), bounds=(0, 1.1), method="bounded")
    return step(found.x, alpha)


def two_lets_go() -> float:
    """Where two steps have the slope −1 at the places between which descent jumps."""
    sizes = np.array([1.05, 1.1, 1.15])
    pair = descend(WELLS, 0.8, sizes, steps=2001).points[-2:]
    slopes = (1 - sizes * WELLS.hess(pair)[..., 0, 0]).prod(axis=0)
    return max(
        np.roots(np.polyfit(sizes, slopes + 1, 2))
    )  # the slope is quadratic in the step size


@pytest.fixture(scope="module")
def told(accounts):
    """What is predicted and observed over the whole of both ranges."""
    states = [state(a, s) for a, s in itertools.product(SIZES, STARTS)]
    return list(zip(states, accounts(Ladder(), states), strict=True))


def test_no_prediction_fails_from_end_to_end_of_both_ranges(told):
    verdicts = [account["verdict"] for _, account in told]
    assert set(verdicts) <= {"match", "not yet", "by accident"}
    assert np.mean([verdict == "match" for verdict in verdicts]) > 0.99


def test_no_sentence_tells_of_rounding_or_of_what_is_no_number(told):
    for _, account in told:
        words = " ".join(account["says"])
        assert not any(wrong in words for wrong in ("10⁻", "NaN", "undefined", "null"))


def test_what_is_observed_is_what_gdlib_finds_to_the_last_bit_even_in_chaos(told):
    for given, account in told[::31]:
        path = Ladder(step_size=given["step_size"], start=given["start"]).path
        seen = account["observed"]
        assert seen["steps"] == path.steps
        assert seen["rises"] == (np.diff(path.values) > 1e-12 * path.values[:-1]).sum()
        long = descend(WELLS, given["start"], given["step_size"], steps=4100)
        assert seen["last"] == (path if path.end == "diverged" else long).points[-1, 0]


def test_the_number_of_places_is_that_of_a_long_run_counted_with_numpy(told):
    runs = [(g, a["observed"]["kind"]) for g, a in told if g["start"] == 0.5]
    sizes = [given["step_size"] for given, _ in runs]
    settled = descend(WELLS, 0.5, sizes, steps=20_000, tol=0, keep="last").points[-1]
    late = descend(WELLS, settled, sizes, steps=600, tol=0).points[..., 0].T
    found: dict[str, set[int]] = {}
    for (_, kind), places in zip(runs, late, strict=True):
        if kind != "leaves":
            found.setdefault(kind, set()).add(len(np.unique(places.round(2))))
            assert (kind == "both") == (places.min() < 0 < places.max())
    assert (found["one"], found["two"]) == ({1}, {2})
    assert {4, 8} < found["more"] and min(found["both"]) >= 4


def test_the_marks_are_where_a_minimum_a_pair_a_well_and_both_wells_cannot_hold_a_run(accounts):
    (account,) = accounts(Ladder(), [state(1)])
    held = 2 / WELLS.hess([1.0])[0, 0]
    crossed = brentq(lambda a: step(farthest(a), a), 1.3, 1.9)
    thrown = brentq(lambda a: farthest(a) - math.sqrt(1 + 2 / a), 1.7, 2.1)
    rises, *rungs = account["marks"]["step_size"]
    assert rungs == pytest.approx([held, two_lets_go(), crossed, thrown], abs=1e-4)
    assert rungs == list(RUNGS.values()) and rises == RISES


def test_below_its_mark_no_step_from_within_raises_the_cost_and_above_it_some_do():
    for alpha, some in ((RISES - 1e-3, False), (RISES + 1e-3, True)):
        reach = math.sqrt(1 + 2 / alpha)
        starts = np.linspace(-reach, reach, 200_003)[1:-1, None]
        path = descend(WELLS, starts, alpha, steps=1, tol=0)
        assert (path.values[1] > path.values[0] * (1 + 1e-9)).any() == some


@pytest.mark.parametrize("alpha", [1.02, 1.1, 1.2])
def test_the_two_places_are_those_of_the_closed_form(accounts, alpha):
    (account,) = accounts(Ladder(), [state(alpha)])
    assert account["predicted"]["places"] == pytest.approx(account["observed"]["places"])


def test_each_mark_can_be_set_and_its_prediction_is_not_broken(accounts):
    (account,) = accounts(Ladder(), [state(1)])
    marks = account["marks"]["step_size"]
    states = [state(a, s) for a, s in itertools.product(marks, (-0.4, 0.5, 1.2))]
    assert {told["verdict"] for told in accounts(Ladder(), states)} <= {"match", "not yet"}


def test_just_below_its_mark_a_run_stays_in_its_well_and_just_above_it_does_not():
    below, above = (descend(WELLS, 0.5, a, steps=200_000).points.min() for a in (1.598, 1.5981))
    assert below == pytest.approx(0.0002, abs=1e-4)
    assert above == pytest.approx(-1.275, abs=1e-3)


def test_beyond_two_nearly_all_starts_are_thrown_out():
    starts = np.linspace(-1.4, 1.4, 20_000)[:, None]
    ends = descend(WELLS, starts, 2.01, steps=1000, keep="ends").end
    assert np.mean(ends == "diverged") > 0.999


def test_from_far_enough_out_a_run_diverges_at_every_step_size(accounts):
    for alpha in (0.95, 1.5, 2):
        out = math.sqrt(1 + 2 / alpha)
        inside, beyond = accounts(Ladder(), [state(alpha, out - 0.01), state(alpha, out + 0.01)])
        assert beyond["observed"]["kind"] == beyond["predicted"]["kind"] == "leaves"
        assert inside["observed"]["kind"] == inside["predicted"]["kind"] != "leaves"


@pytest.mark.parametrize(
    ("alpha", "start", "says"),
    [
        (0.3, 0, "the slope is 0, no step is taken"),
        (1.7, -1, "the slope is 0, no step is taken"),
        (0.8, 1.5, "the first step lands on the hilltop and stays there"),
        (1.6, 1.5, "jumps between 1.5 and −1.5 for ever"),
        (1.6, 1.51, "beyond 1.5 every step leads farther out"),
    ],
)
def test_starts_from_which_the_first_step_decides_all_are_foretold(accounts, alpha, start, says):
    (account,) = accounts(Ladder(), [state(alpha, start)])
    assert account["says"][0] == says
    assert account["verdict"] in ("match", "by rounding")


def test_each_call_comes_true_somewhere(told):
    assert {account["observed"]["kind"] for _, account in told} == {*CALLS}


def test_the_still_picture_says_what_the_run_does_and_is_the_same_each_time():
    first, second = (Ladder(step_size=0.9)._repr_mimebundle_()[0] for _ in range(2))
    assert first["image/svg+xml"] == second["image/svg+xml"]
    assert "<title>step size 0.9, start 0.5: converged after 76 steps" in first["image/svg+xml"]
    assert first["text/plain"] == "Ladder(step_size=0.9, start=0.5, zoom=1)"


@pytest.mark.parametrize(
    ("name", "value", "limits"),
    [("step_size", 0, "0.01 to 2.1"), ("start", 2, "-1.8 to 1.8"), ("zoom", 0.5, "1 to 64")],
)
def test_what_the_ladder_cannot_show_is_refused_by_name(name, value, limits):
    with pytest.raises(ValueError, match=f"{name}: expected a number from {limits}, got {value}"):
        Ladder(**{name: value})
