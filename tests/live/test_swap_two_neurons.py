"""The experiment on swapping two neurons: copies, the line between them, descents from both."""

import math

import numpy as np
import pytest

from gdlib import LOSSES, Loss, Network, copies, descend
from gdlib.live import SwapTwoNeurons
from gdlib.live.swap_two_neurons import SYMMETRIES, WEIGHTS
from gdlib.losses.neurons import ONE_NEURON, OUTPUT, THETA, x

LOSS, NETWORK = LOSSES["two neurons"], Network((1, 2, 1))
SHOWN = SwapTwoNeurons()
ENDS_OF_RANGES = [np.full(7, 6.0), np.full(7, -6.0), np.zeros(7), np.array([6, -6] * 3 + [6.0])]


def state(theta, symmetry=0, along=1.0, scene=0, step_size=0.1) -> dict:
    settings = {"symmetry": symmetry, "along": along, "scene": scene, "step_size": step_size}
    return dict(zip(WEIGHTS, map(float, theta), strict=True)) | settings


def points(count: int) -> list[np.ndarray]:
    random = np.random.default_rng(10).normal(size=(count, 7)).round(2)
    return [SHOWN.theta, *random, *ENDS_OF_RANGES]


@pytest.fixture
def told(accounts):
    return lambda states: accounts(SHOWN, states)


@pytest.mark.parametrize("symmetry", range(3))
def test_every_copy_costs_what_its_original_costs(told, symmetry):
    accounts = told([state(theta, symmetry) for theta in points(40)])
    for theta, account in zip(points(40), accounts, strict=True):
        assert account["verdict"] == "match"
        assert abs(account["observed"]["change"]) <= 1e-15 * max(1, account["observed"]["cost"])
        assert account["observed"]["cost"] == pytest.approx(float(LOSS(theta)), rel=1e-12)


@pytest.mark.parametrize("symmetry", range(3))
def test_the_browser_s_copy_is_one_of_gdlibs_copies(told, symmetry):
    theta = points(1)[1]
    name = SYMMETRIES[symmetry]
    copy = SwapTwoNeurons(symmetry=name, **dict(zip(WEIGHTS, theta, strict=True))).copy
    assert (np.abs(copies(NETWORK, theta) - copy).max(axis=1) == 0).sum() == 1
    (account,) = told([state(theta, symmetry, along=0.4)])
    assert account["observed"]["apart"] == pytest.approx(np.linalg.norm(copy - theta), rel=1e-12)
    assert account["observed"]["cost"] == pytest.approx(float(LOSS(0.6 * theta + 0.4 * copy)))


def test_halfway_no_network_is_better_than_one_neuron(told):
    states = [state(theta, k, along=0.5) for theta in points(40) for k in range(3)]
    for account in told(states):
        assert account["verdict"] == "match"
        assert account["observed"]["cost"] >= ONE_NEURON


def test_halfway_in_the_pit_the_cost_is_that_of_the_formula(told):
    accounts = told([state(LOSS.minima[0], k, along=0.5) for k in range(3)])
    costs = [account["observed"]["cost"] for account in accounts]
    np.testing.assert_allclose(costs, [1.27638, 3.16569, 3.68170], rtol=1e-5)


@pytest.mark.parametrize("symmetry", range(3))
def test_descents_from_two_copies_stay_copies_for_every_step_size(told, symmetry):
    sizes = (0.02, 0.1, 0.5, 2)
    states = [state(theta, symmetry, 1, 1, size) for theta in points(8) for size in sizes]
    unlike = [s for s, account in zip(states, told(states), strict=True) if not alike(account, s)]
    assert unlike == []


def alike(account: dict, given: dict) -> bool:
    """Rounding parts two descents only where they behave like chance, at large steps."""
    return account["verdict"] == "match" or given["step_size"] >= 0.5


def test_a_descent_in_the_browser_is_gdlibs(told):
    theta = np.array([1, -0.5, 0.3, 0.2, 0.5, -0.4, 0.1])
    path = descend(LOSS, theta, 0.1, steps=4000, keep="ends")
    (account,) = told([state(theta, scene=1)])
    assert account["observed"]["taken"] == [path.steps, path.steps]
    assert account["observed"]["ends"][0] == pytest.approx(float(path.values[-1]), rel=1e-9)


def test_a_divergence_is_named_with_its_step(told):
    theta = ENDS_OF_RANGES[0]
    path = descend(LOSS, theta, 2, steps=4000, keep="ends")
    (account,) = told([state(theta, scene=1, step_size=2)])
    assert path.end == account["observed"]["end"] == "diverged"
    assert f"diverged at step {path.steps + 1}" in account["says"][1]


def test_the_two_known_pits_are_minima_of_different_cost():
    assert np.abs(LOSS.grad(LOSS.minima)).max() < 1e-13
    assert np.linalg.eigvalsh(LOSS.hess(LOSS.minima)).min() > 1e-3
    np.testing.assert_allclose(LOSS(LOSS.minima), [0.035244, 0.173447], rtol=1e-4)
    assert len(np.unique(np.concatenate([copies(NETWORK, p) for p in LOSS.minima]), axis=0)) == 16


def test_the_printed_output_is_the_networks():
    theta = points(1)[1]
    program = Loss(OUTPUT, THETA, {x: 0.0})
    inputs = np.linspace(-2, 2, 9)
    printed = [float(program.where(x=float(u))(theta)) for u in inputs]
    np.testing.assert_allclose(printed, NETWORK(theta, inputs[:, None])[:, 0], rtol=1e-12)


def test_what_is_no_weight_is_refused_by_name():
    with pytest.raises(TypeError, match="w5: expected one of the weights w1, w2, c1"):
        SwapTwoNeurons(w5=1.0)
    with pytest.raises(ValueError, match="w1: expected a number from -6 to 6, got 7"):
        SwapTwoNeurons(w1=7.0)
    with pytest.raises(ValueError, match="symmetry: expected 'swap' or 'flip 1' or 'flip 2'"):
        SwapTwoNeurons(symmetry="turn")
    with pytest.raises(ValueError, match=r"step_size: expected .* from 0\.02 to 2, got nan"):
        SwapTwoNeurons(step_size=math.nan)


def test_its_still_picture_says_that_both_cost_the_same():
    still = SwapTwoNeurons(symmetry="flip 1")._repr_mimebundle_()[0]["image/svg+xml"]
    assert "θ and its copy by flip 1" in still
    assert "cost the same, 0.03535 and 0.03535" in still
