"""Networks: outputs and gradients against SymPy and differences, training against scikit-learn."""

import numpy as np
import pytest
import sympy as sp
from scipy.special import expit, log_softmax

from gdlib import (
    Loss,
    Network,
    descend,
    network_loss,
)

ACTIVATIONS = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "sigmoid": expit}
COSTS = ["squared error", "cross-entropy"]
X = np.linspace(-2, 2, 9)[:, None]
SINE = network_loss(Network((1, 2, 1)), X, np.sin(1.5 * X))


def problem(activation="tanh", cost="squared error", sizes=(3, 5, 4, 2), samples=7):
    """A network, its loss on random data, and a random θ."""
    generator = np.random.default_rng(3)
    x = generator.normal(size=(samples, sizes[0]))
    targets = {
        "squared error": generator.normal(size=(samples, sizes[-1])),
        "cross-entropy": generator.integers(sizes[-1], size=samples),
    }
    network = Network(sizes, activation)
    theta = generator.normal(size=network.dimension)
    return network, network_loss(network, x, targets[cost], cost), theta, x, targets[cost]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_outputs_are_those_of_the_textbook_formula(activation):
    network, _, theta, x, _ = problem(activation)
    (a, c), (b, e), (w, k) = network.unflatten(theta)
    f = ACTIVATIONS[activation]
    expected = f(f(x @ a.T + c) @ b.T + e) @ w.T + k
    np.testing.assert_allclose(network(theta, x), expected, rtol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_squared_error_is_half_the_mean_of_the_squares(activation):
    network, loss, theta, x, t = problem(activation)
    expected = ((network(theta, x) - t) ** 2).sum(axis=1).mean() / 2
    assert loss(theta) == pytest.approx(expected, rel=1e-13)


def test_the_cross_entropy_is_scipys():
    network, loss, theta, x, t = problem(cost="cross-entropy")
    expected = -log_softmax(network(theta, x), axis=1)[np.arange(len(x)), t].mean()
    assert loss(theta) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_is_the_central_difference(activation, cost):
    _, loss, theta, *_ = problem(activation, cost)
    moves = 1e-5 * np.eye(len(theta))
    expected = (loss(theta + moves) - loss(theta - moves)) / 2e-5
    np.testing.assert_allclose(loss.grad(theta), expected, rtol=1e-6, atol=1e-9)


def test_the_gradient_of_seven_weights_is_sympys():
    letters = a, b, c, e, u, v, k = sp.symbols("a b c e u v k")
    x, t = sp.symbols("x t")
    formula = (u * sp.tanh(a * x + c) + v * sp.tanh(b * x + e) + k - t) ** 2 / 2
    by_formula = Loss(formula, letters, data={x: X[:, 0], t: np.sin(1.5 * X[:, 0])})
    points = np.random.default_rng(0).normal(size=(20, 7))
    np.testing.assert_allclose(SINE(points), by_formula(points), rtol=1e-12)
    np.testing.assert_allclose(SINE.grad(points), by_formula.grad(points), atol=1e-14)


@pytest.mark.parametrize("cost", COSTS)
def test_the_batches_of_an_epoch_average_to_the_full_gradient(cost):
    _, loss, theta, *_ = problem(cost=cost, samples=12)
    batches = [loss.subset(rows).grad(theta) for rows in np.arange(12).reshape(4, 3)]
    np.testing.assert_allclose(np.mean(batches, axis=0), loss.grad(theta), atol=1e-14)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_many_points_are_each_as_one(activation, cost):
    network, loss, theta, x, _ = problem(activation, cost)
    points = theta + np.random.default_rng(1).normal(size=(3, 2, len(theta)))
    for place in np.ndindex(3, 2):
        np.testing.assert_allclose(loss(points)[place], loss(points[place]), rtol=1e-13)
        np.testing.assert_allclose(loss.grad(points)[place], loss.grad(points[place]), atol=1e-13)
        np.testing.assert_allclose(network(points, x)[place], network(points[place], x), rtol=1e-12)


def test_points_that_do_not_fit_together_are_taken_in_turn(monkeypatch):
    _, _, theta, x, t = problem()
    monkeypatch.setattr("gdlib.networks.training._TOGETHER", 2 * 5 * len(x))
    loss = network_loss(Network((3, 5, 4, 2)), x, t)
    points = theta * np.linspace(0, 1, 5)[:, None]
    np.testing.assert_allclose(loss(points), [loss(p) for p in points], rtol=1e-13)
    np.testing.assert_allclose(loss.grad(points), [loss.grad(p) for p in points], atol=1e-14)


def test_equal_outputs_cost_the_logarithm_of_their_number():
    loss = network_loss(Network((1, 4)), [[1.0], [2.0]], [0, 3], "cross-entropy")
    assert loss(np.zeros(8)) == pytest.approx(np.log(4))


def test_one_huge_output_does_not_spoil_the_other_samples():
    loss = network_loss(Network((1, 2)), [[0.0], [1e4]], [0, 0], "cross-entropy")
    assert loss([1.0, 0.0, 0.0, 0.0]) == pytest.approx(np.log(2) / 2)


def test_huge_outputs_cost_no_overflow(recwarn):
    loss = network_loss(Network((1, 2)), [[1.0]], [0], "cross-entropy")
    assert loss([0.0, 1e6, 0.0, 0.0]) == 1e6
    np.testing.assert_array_equal(loss.grad([0.0, 1e6, 0.0, 0.0]), [-1, 1, -1, 1])
    sigmoid = network_loss(Network((1, 1, 1), "sigmoid"), [[1.0]], [[0.0]])
    assert sigmoid([-1e6, 0.0, 1.0, 0.0]) == 0
    assert not recwarn.list


def test_flatten_undoes_unflatten():
    network = Network((3, 5, 4, 2))
    points = np.random.default_rng(0).normal(size=(6, network.dimension))
    np.testing.assert_array_equal(network.flatten(network.unflatten(points)), points)
    assert [w.shape for w, _ in network.unflatten(points[0])] == [(5, 3), (4, 5), (2, 4)]


def test_alexnet_by_layers_has_the_published_number_of_weights():
    # Krizhevsky 2012: its three fully connected layers; convolutions are not ours.
    assert Network((9216, 4096, 4096, 1000)).dimension == 58_631_144


def test_a_network_without_hidden_layers_is_linear():
    network, x = Network((2, 3)), np.random.default_rng(0).normal(size=(5, 2))
    theta = np.arange(9.0)
    ((weights, biases),) = network.unflatten(theta)
    np.testing.assert_allclose(network(theta, x), x @ weights.T + biases)


def test_random_weights_have_the_published_spread_and_their_seed():
    network = Network((300, 200, 100))
    (weights, biases), _ = network.unflatten(network.random(seed=4, scale=2))
    assert np.abs(weights).max() == pytest.approx(2 * np.sqrt(6 / 500), rel=1e-3)
    assert weights.std() == pytest.approx(2 * np.sqrt(2 / 500), rel=0.01)
    assert not biases.any()
    np.testing.assert_array_equal(network.random(seed=4, scale=2), network.random(seed=4, scale=2))


def test_nothing_of_the_callers_changes():
    network, _, theta, x, t = problem()
    given = [a.copy() for a in (theta, x, t)]
    loss = network_loss(network, x, t)
    first = loss.grad(theta).copy()
    loss(theta), network(theta, x), descend(loss, theta, 0.1, steps=3)
    for array, before in zip((theta, x, t), given, strict=True):
        np.testing.assert_array_equal(array, before)
    x[:], t[:] = 0, 0
    np.testing.assert_array_equal(loss.grad(theta), first)
