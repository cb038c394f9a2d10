"""The zigzag's searches: right angles, the worst start, and what gdlib's line searches do."""

import itertools

import numpy as np
import pytest

from gdlib.live import Zigzag

CONDITIONS = [1, 3.16, 10, 31.6, 100]
EXACT, ARMIJO = 2, 3


def search(scene, condition=10, start=0.1, rotation=0, step_size=0.18) -> dict:
    state = {"scene": scene, "condition": condition, "start": start, "rotation": rotation}
    return state | {"step_size": step_size, "second": 0.5}


def in_python(state: dict) -> Zigzag:
    names = {EXACT: "exact search", ARMIJO: "Armijo's rule"}
    return Zigzag(**state | {"scene": names[state["scene"]]})


@pytest.mark.parametrize(("start", "ratio"), [(0.1, 0.669421), (1, 0.073563)])
def test_exact_search_leaves_the_published_share_of_the_cost(accounts, start, ratio):
    """Condition number 10 from (10, 1) and from (1, 1)."""
    (account,) = accounts(Zigzag(), [search(EXACT, start=start)])
    for told in (account["predicted"], account["observed"]):
        assert told["ratio"] == pytest.approx(ratio, abs=5e-7)


def test_from_the_worst_start_exact_search_takes_the_published_way(node):
    """x = κrⁿ, y = (−r)ⁿ with r = (κ − 1)/(κ + 1): ten steps from (10, 1)."""
    path = Zigzag(condition=10, start=0.1, scene="exact search").path
    assert 10 * path.points[10] == pytest.approx([1.344306, 0.134431], abs=5e-7)
    moves = np.linalg.norm(np.diff(path.points, axis=0), axis=1)
    slopes = np.linalg.norm(path.loss.grad(path.points[:-1]), axis=1)
    np.testing.assert_allclose(moves / slopes, 2 / 11, rtol=1e-9)


def test_every_prediction_of_the_searches_comes_true(accounts):
    places = itertools.product(CONDITIONS, (0, 0.01, 0.1, 0.3, 0.6), (0, 25, 90))
    states = [search(EXACT, *place) for place in places]
    sizes = [float(f"{10**e:.3g}") for e in np.arange(-3, 0.398, 0.2)]
    states += [
        search(ARMIJO, *place, step_size=size)
        for *place, size in itertools.product(CONDITIONS, (0, 0.3, 0.6), (0, 65), sizes)
    ]
    told = accounts(Zigzag(), states)
    assert [s for s, t in zip(states, told, strict=True) if t["verdict"] != "match"] == []
    assert "NaN" not in str([t["says"] for t in told])


@pytest.mark.parametrize("rotation", [0, 35])
def test_exact_search_turns_by_a_right_angle_at_every_step(accounts, rotation):
    states = [search(EXACT, kappa, y, rotation) for kappa in (3.16, 10, 100) for y in (0.1, 0.6)]
    for account in accounts(Zigzag(), states):
        assert account["observed"]["turn"] == pytest.approx(90, abs=1e-6)


@pytest.mark.parametrize("condition", CONDITIONS[2:])
def test_the_mark_is_the_worst_start_of_exact_search(accounts, condition):
    (account,) = accounts(Zigzag(), [search(EXACT, condition)])
    (worst,) = account["marks"]["start"]
    starts = [worst, *(worst * share for share in (0.5, 0.9, 1.1, 2))]
    told = accounts(Zigzag(), [search(EXACT, condition, start) for start in starts])
    at_worst, *others = (t["observed"]["ratio"] for t in told)
    bound = ((condition - 1) / (condition + 1)) ** 2
    assert at_worst == pytest.approx(bound, rel=1e-9) == told[0]["predicted"]["bound"]
    assert max(others) < bound


def test_a_turned_valley_turns_the_path_and_keeps_its_costs():
    flat, turned = (Zigzag(start=0.2, rotation=a, scene="exact search").path for a in (0, 60))
    np.testing.assert_allclose(turned.values[:40], flat.values[:40], rtol=1e-9)
    both = np.exp(1j * np.pi / 3) * (flat.points @ [1, 1j]), turned.points @ [1, 1j]
    np.testing.assert_allclose(*both, atol=1e-9)


def test_the_page_searches_as_gdlib_does(accounts):
    states = [
        search(scene, kappa, 0.3, rotation, step_size)
        for scene in (EXACT, ARMIJO)
        for kappa, rotation, step_size in itertools.product((3.16, 31.6), (0, 30), (0.05, 0.7, 2.5))
    ]
    for state, told in zip(states, accounts(Zigzag(), states), strict=True):
        path = in_python(state).path
        assert told["observed"]["ratio"] == pytest.approx(
            (path.values[-1] / path.values[0]) ** (1 / path.steps), rel=1e-6
        ), state
        assert told["observed"]["steps"] == (path.steps if path.end == "converged" else None)


def test_armijos_rule_is_slow_with_short_first_trials_and_fast_with_others(accounts):
    states = [search(ARMIJO, 10, 0.3, step_size=size) for size in (0.01, 1)]
    slow, fast = (account["observed"]["ratio"] for account in accounts(Zigzag(), states))
    assert slow > (9 / 11) ** 2 > fast
