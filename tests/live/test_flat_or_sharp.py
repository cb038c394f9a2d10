"""Flat or sharp: what the flow predicts, what steps do, and the numbers known in closed form."""

import itertools
import math

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import solve_ivp

from gdlib import LOSSES, descend, spectrum
from gdlib.live import FlatOrSharp

LOSS = LOSSES["flat or sharp"]
SIZES = [0.02, 0.06, 0.1, *np.round(np.arange(0.12, 0.4001, 0.02), 3)]
FIRSTS, SECONDS = (0, 0.05, 1, 2, 3.5, 4, 5), (-3, -1, -0.05, 0, 0.05, 0.5, 1, 3)
KINDS = {"stays", "goes elsewhere", "goes on", "saddle", "diverges"}


def state(step_size: float = 0.12, first: float = 4, second: float = 0.05) -> dict:
    return {"step_size": float(step_size), "first": float(first), "second": float(second)}


@pytest.fixture(scope="module")
def told(accounts):
    """What is predicted and observed over the whole of all ranges."""
    states = [state(*case) for case in itertools.product(SIZES, FIRSTS, SECONDS)]
    return list(zip(states, accounts(FlatOrSharp(), states), strict=True))


def test_the_sharpness_of_a_minimum_is_the_sum_of_squares():
    theta_1, theta_2 = LOSS.variables
    hessian = LOSS.hessian.subs(theta_2, 1 / theta_1)
    assert sp.simplify(hessian.det()) == 0
    assert sp.simplify(hessian.trace() - theta_1**2 - theta_1**-2) == 0
    assert pytest.approx(4.25, rel=1e-12) == spectrum(LOSS, (2, 0.5)).M


def test_the_flow_ends_as_sharp_as_predicted(accounts):
    starts = [(4, 0.05), (2, -1), (0.3, 3), (3.5, 0)]
    told = accounts(FlatOrSharp(), [state(0.12, *start) for start in starts])
    for start, account in zip(starts, told, strict=True):
        flow = solve_ivp(lambda t, at: -LOSS.grad(at), (0, 300), start, rtol=1e-10, atol=1e-12)
        assert account["predicted"]["end"] == pytest.approx(sum(flow.y[:, -1] ** 2), rel=1e-5)


def test_from_four_the_flow_predicts_one_border_and_steps_find_another(accounts):
    (account,) = accounts(FlatOrSharp(), [state()])
    (border,) = account["marks"]["step_size"]
    assert account["predicted"]["end"] == pytest.approx(math.sqrt(15.9975**2 + 4), rel=1e-12)
    assert border == pytest.approx(0.12405, abs=1e-5)
    seen = accounts(FlatOrSharp(), [state(0.12450), state(0.12452)])
    assert [account["observed"]["rises"] > 0 for account in seen] == [False, True]
    assert seen[0]["verdict"] == "later than the flow says" and seen[1]["verdict"] == "match"


@pytest.mark.parametrize(
    ("size", "sharpness"),
    [(0.12, 15.399), (0.13, 13.903), (0.15, 9.263), (0.2, 2.391), (0.22, 2.365), (0.24, 4.422)],
)
def test_a_longer_step_ends_where_it_can_hold_and_not_always_in_a_flatter_place(
    accounts, size, sharpness
):
    (account,) = accounts(FlatOrSharp(), [state(size)])
    assert account["observed"]["flat"] == pytest.approx(sharpness, abs=5e-4)
    assert account["observed"]["flat"] < 2 / size


def test_a_quarter_is_too_long_for_every_minimum_that_it_meets(accounts):
    (account,) = accounts(FlatOrSharp(), [state(0.25)])
    assert account["observed"]["kind"] == "diverges"


def test_what_is_observed_is_what_gdlib_finds_to_the_last_bit(told):
    for given, account in told[::7]:
        path = descend(LOSS, (given["first"], given["second"]), given["step_size"], steps=400)
        seen = account["observed"]
        assert seen["steps"] == path.steps + (path.end == "diverged")
        if "flat" in seen:
            (u, v) = path.points[-1].tolist()
            assert seen["flat"] == u * u + v * v


def test_a_minimum_sharper_than_the_step_size_holds_is_met_by_an_exact_hit_alone(told):
    too_sharp = []
    for given, account in told:
        seen = account["observed"]
        assert seen["kind"] in KINDS
        if seen["kind"] in ("stays", "goes elsewhere"):
            assert seen["flat"] >= 2 - 1e-6
            if seen["flat"] > 2 / given["step_size"] + 1e-6:
                too_sharp.append((given["step_size"], given["first"], given["second"]))
    assert too_sharp == [(0.1, 5, -3)]  # whose first step leads to (1/5, 5)


def test_the_flow_is_right_for_nearly_all_starts_and_its_errors_are_named(told):
    verdicts = [account["verdict"] for _, account in told]
    named = {"match", "later than the flow says", "sooner than the flow says"}
    assert set(verdicts) <= named
    assert np.mean([verdict == "match" for verdict in verdicts]) > 0.8


def test_no_sentence_tells_of_what_is_no_number(told):
    for _, account in told:
        words = " ".join(account["says"])
        assert not any(wrong in words for wrong in ("NaN", "undefined", "null", "Infinity"))


def test_two_weights_come_nearer_in_square_with_every_step_short_enough():
    theta_1, theta_2 = LOSS.variables
    alpha = sp.Symbol("alpha", positive=True)
    moved = sp.Matrix(LOSS.variables) - alpha * LOSS.gradient
    kept = (1 - alpha**2 * (theta_1 * theta_2 - 1) ** 2) * (theta_1**2 - theta_2**2)
    assert sp.expand(moved[0] ** 2 - moved[1] ** 2 - kept) == 0
