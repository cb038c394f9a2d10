"""The experiment on a whole net: its slopes are gdlib's and differences agree, but at a kink."""

import itertools
import math

import numpy as np
import pytest

from gdlib import Network, check_gradient, descend, network_loss
from gdlib.live import WholeNet
from gdlib.live.whole_net import TABS, WEIGHTS
from gdlib.losses.whole_net import ACTIVATIONS, GRID, TARGETS, output, whole_net

SHOWN = WholeNet()
ALTERNATING = np.array([6, -6] * 6 + [6.0])
ENDS_OF_RANGES = [np.full(13, 6.0), np.full(13, -6.0), np.zeros(13), ALTERNATING, -ALTERNATING]
CASES = list(itertools.product(range(len(ACTIVATIONS)), range(len(TARGETS))))


def state(theta, scene=0, weight=0, activation=0, data=0, step_size=0.5, draw=1) -> dict:
    settings = {"scene": scene, "weight": weight, "activation": activation, "data": data}
    settings |= {"step_size": step_size, "draw": draw}
    return dict(zip(WEIGHTS, map(float, theta), strict=True)) | settings


def points(count: int) -> list[np.ndarray]:
    """θ as shown, random ones off every kink, and the ends of all sliders."""
    random = np.random.default_rng(12).normal(size=(count, 13)).round(2)
    return [SHOWN.theta, *(random + 0.003), *ENDS_OF_RANGES]


def loss_of(activation: int, data: int):
    network = Network((2, 3, 1), ACTIVATIONS[activation])
    return network_loss(network, GRID, list(TARGETS.values())[data][:, None])


@pytest.fixture
def told(accounts):
    return lambda states: accounts(SHOWN, states)


@pytest.mark.parametrize(("activation", "data"), CASES)
def test_the_formula_s_cost_and_slopes_are_those_of_reverse_mode(activation, data):
    chosen = {name: float(i == data) for i, name in enumerate(TARGETS)}
    formula = whole_net(ACTIVATIONS[activation]).where(**chosen)
    reverse = loss_of(activation, data)
    some = np.array(points(30))
    np.testing.assert_allclose(formula(some), reverse(some), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(formula.grad(some), reverse.grad(some), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_printed_output_is_the_networks(activation):
    network = Network((2, 3, 1), activation)
    for theta in points(3):
        printed = [output(activation).where(x_1=u, x_2=v)(theta) for u, v in GRID]
        np.testing.assert_allclose(printed, network(theta, GRID)[:, 0], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("activation", "data"), CASES)
def test_the_page_s_slope_along_every_weight_is_that_of_reverse_mode(told, activation, data):
    cases = list(itertools.product(points(4), range(13)))
    accounts = told([state(t, 0, w, activation, data) for t, w in cases])
    reverse = loss_of(activation, data)
    for (theta, weight), account in zip(cases, accounts, strict=True):
        slope = reverse.grad(theta)[weight]
        assert account["predicted"]["slope"] == pytest.approx(slope, rel=1e-9, abs=1e-12)


def test_differences_agree_with_all_slopes_of_tanh_to_the_ends_of_every_slider(told):
    accounts = told([state(t, 0, 0, 0, d) for t in points(60) for d in range(3)])
    assert {account["verdict"] for account in accounts} == {"match"}
    shares = [account["observed"]["apart"] for account in accounts]
    assert np.median(shares) < 1e-9


def test_the_page_s_check_is_gdlibs(told):
    for theta, account in zip(points(8), told([state(t) for t in points(8)]), strict=True):
        ours = check_gradient(loss_of(0, 0), theta)
        assert account["observed"]["apart"] / 2 == pytest.approx(ours, rel=0.5, abs=1e-10)


def test_off_their_kinks_rectifiers_agree_with_differences_too(told):
    accounts = told([state(t, 0, 0, 1) for t in points(60)[:61]])
    assert {(a["verdict"], a["predicted"]["kinks"]) for a in accounts[1:]} == {("match", 0)}


def test_at_a_kink_differences_disagree_as_foretold(told):
    theta = np.array([1, 0.5, -0.3, 0.7, 0.2, -0.9, 0.25, 0.4, 0.1, 1, -1, 0.5, 0.2])
    assert np.isclose(theta[0] * GRID[:, 0] + theta[1] * GRID[:, 1] + theta[6], 0).sum() == 2
    at, beside = told([state(theta, activation=1), state(theta + 0.003, activation=1)])
    assert at["predicted"]["kinks"] == 2 and not at["observed"]["agrees"]
    assert at["observed"]["apart"] / 2 == pytest.approx(check_gradient(loss_of(1, 0), theta), 0.05)
    assert at["verdict"] == beside["verdict"] == "match"
    assert "2 sums stand at a kink" in at["says"][0] and "disagree" in at["says"][1]


@pytest.mark.parametrize("weight", range(13))
def test_the_marks_of_kinks_are_where_differences_disagree(told, weight):
    (shown,) = told([state(SHOWN.theta, weight=weight, activation=1)])
    marks = shown["marks"][WEIGHTS[weight]][:-1]
    assert len(marks) == (2 if weight < 9 else 0)  # the cost is a parabola in an outgoing weight
    for mark in marks:
        (at,) = told([state(SHOWN.theta, weight=weight, activation=1) | {WEIGHTS[weight]: mark}])
        assert at["predicted"]["kinks"] >= 1
        assert not at["observed"]["agrees"] and at["verdict"] == "match"


@pytest.mark.parametrize("weight", range(13))
def test_the_mark_is_the_lowest_place_along_the_weight(told, weight):
    (account,) = told([state(SHOWN.theta, weight=weight)])
    (lowest,) = account["marks"][WEIGHTS[weight]]
    along = np.linspace(-6, 6, 2401)
    line = np.tile(SHOWN.theta, (2401, 1))
    line[:, weight] = along
    assert lowest == pytest.approx(along[loss_of(0, 0)(line).argmin()], abs=0.006)


@pytest.mark.parametrize("activation", range(2))
@pytest.mark.parametrize("step_size", [0.1, 0.5, 10])
def test_training_on_the_page_is_gdlibs_descent(told, activation, step_size):
    some, loss = points(5), loss_of(activation, 0)
    accounts = told([state(t, 1, 0, activation, 0, step_size) for t in some])
    for theta, account in zip(some, accounts, strict=True):
        path = descend(loss, theta, step_size, steps=300)
        if step_size <= 0.1:  # longer ones behave like chance: the last bit of tanh decides
            assert account["observed"]["cost"] == pytest.approx(float(path.values[-1]), rel=1e-6)
        assert (account["observed"]["end"] == "diverged") == (path.end == "diverged")
        assert "NaN" not in "".join(account["says"])


def test_equal_neurons_stay_equal_to_the_last_bit(told):
    states = []
    for theta, a, size in itertools.product(points(6), range(2), (0.1, 0.5, 2)):
        two, all_three = theta.copy(), theta.copy()
        two[[2, 3, 7, 10]] = two[[0, 1, 6, 9]]
        all_three[[2, 3, 7, 10]] = all_three[[4, 5, 8, 11]] = all_three[[0, 1, 6, 9]]
        states += [state(t, 1, 0, a, 0, size) for t in (two, all_three)]
    accounts = told(states)
    assert {a["predicted"]["neurons"] for a in accounts} == {1, 2}
    assert {a["verdict"] for a in accounts} == {"match"}


def test_unequal_neurons_stay_unequal(told):
    states = [state(t, 1, 0, a, d) for t in points(20)[:21] for a, d in CASES]
    assert {account["verdict"] for account in told(states)} == {"match"}


def test_from_all_zeros_only_the_last_bias_can_move_and_on_balanced_data_nothing(told):
    zeros = [state(np.zeros(13), 1, 0, 0, d) for d in range(3)]
    corners, stripe, middle = told(zeros)
    assert corners["observed"]["steps"] == stripe["observed"]["steps"] == 0
    assert "no weight will move" in corners["says"][0]
    assert middle["observed"]["neurons"] == 1
    assert middle["observed"]["cost"] == pytest.approx(np.var(TARGETS["middle"]) / 2)


def test_the_mark_on_the_step_size_is_where_the_parabola_along_the_gradient_is_level(told):
    for theta, account in zip(points(6), told([state(t, 1) for t in points(6)]), strict=True):
        slopes, hessian = whole_net().grad(theta), whole_net().hess(theta)
        bend = slopes @ hessian @ slopes
        marks = account["marks"]["step_size"]
        assert (bend > 0) == bool(marks)
        if marks:
            assert marks[0] == pytest.approx(2 * slopes @ slopes / bend, rel=1e-3)


def test_a_short_first_step_lowers_the_cost_by_what_is_promised(told):
    for account in told([state(t, 1, step_size=0.01) for t in points(12)[:13]]):
        promised, fell = account["predicted"]["promised"], account["observed"]["fell"]
        assert fell == pytest.approx(promised, rel=0.2)


def test_a_divergence_is_named_with_its_step(told):
    path = descend(loss_of(1, 0), np.full(13, 6.0), 10, steps=300)
    (account,) = told([state(np.full(13, 6.0), 1, activation=1, step_size=10)])
    assert path.end == account["observed"]["end"] == "diverged"
    assert f"diverged at step {path.steps + 1}" in account["says"][1]


def test_a_plane_shows_the_share_of_the_slope_that_lies_in_it(told):
    states = [state(SHOWN.theta, 2, draw=n) for n in range(1, 51)]
    accounts = told(states)
    assert {account["verdict"] for account in accounts} == {"match"}
    squares = [account["predicted"]["share"] ** 2 for account in accounts]
    assert np.mean(squares) == pytest.approx(2 / 13, abs=0.06)  # four standard errors


def test_every_plane_s_prediction_comes_true_to_the_ends_of_every_slider(told):
    states = [state(t, 2, 0, a, d, draw=7) for t in points(10) for a, d in CASES]
    verdicts = {(s["activation"], a["verdict"]) for s, a in zip(states, told(states), strict=True)}
    assert verdicts == {(0, "match"), (1, "match"), (1, "a kink")}


@pytest.mark.parametrize("tab", TABS)
def test_its_still_picture_says_what_it_shows_and_is_the_same_each_time(tab):
    first, second = (WholeNet(tab=tab)._repr_mimebundle_()[0]["image/svg+xml"] for _ in range(2))
    assert first == second
    assert "<title>a network of 13 weights, cost 0.7003: " in first


def test_what_is_no_weight_is_refused_by_name():
    with pytest.raises(ValueError, match=r"weights: expected 'w1' or 'w2' or .*, got 'w10'"):
        WholeNet(w10=1.0)
    with pytest.raises(ValueError, match="w9: expected a number from -6 to 6, got 7"):
        WholeNet(w9=7.0)
    with pytest.raises(ValueError, match="data: expected 'corners' or 'stripe' or 'middle'"):
        WholeNet(data="ring")
    with pytest.raises(ValueError, match=r"step_size: expected .* from 0\.01 to 10, got nan"):
        WholeNet(step_size=math.nan)
