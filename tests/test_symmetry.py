"""The symmetries of a network change nothing that it computes, and commute with descent."""

import numpy as np
import pytest

from gdlib import Network, copies, descend, flip, network_loss, permute, rescale

pytestmark = pytest.mark.core

X = np.linspace(-2, 2, 9)[:, None]
TANH, RELU = Network((1, 3, 2, 1)), Network((1, 3, 2, 1), "relu")
CHANGES = {
    "permute first": (TANH, lambda theta: permute(TANH, theta, 1, [2, 0, 1])),
    "permute second": (RELU, lambda theta: permute(RELU, theta, 2, [1, 0])),
    "flip first": (TANH, lambda theta: flip(TANH, theta, 1, 2)),
    "flip second": (TANH, lambda theta: flip(TANH, theta, 2, 0)),
    "rescale": (RELU, lambda theta: rescale(RELU, theta, 1, 1, 4)),
}
ORTHOGONAL = [name for name in CHANGES if name != "rescale"]


def points_of(network):
    return np.random.default_rng(5).normal(size=(4, network.dimension))


@pytest.mark.parametrize("name", CHANGES)
def test_the_network_computes_the_same(name):
    network, change = CHANGES[name]
    points = points_of(network)
    assert not np.allclose(change(points), points)
    np.testing.assert_allclose(network(change(points), X), network(points, X), atol=1e-14)


@pytest.mark.parametrize("name", ORTHOGONAL)
def test_the_gradient_changes_as_the_point_does(name):
    network, change = CHANGES[name]
    loss, points = network_loss(network, X, np.sin(X)), points_of(network)
    np.testing.assert_allclose(loss.grad(change(points)), change(loss.grad(points)), atol=1e-14)


@pytest.mark.parametrize("name", ORTHOGONAL)
def test_descent_from_the_changed_start_is_the_changed_path(name):
    network, change = CHANGES[name]
    loss, start = network_loss(network, X, np.sin(X)), points_of(network)[0]
    changed, path = (descend(loss, s, 0.05, steps=60) for s in (change(start), start))
    np.testing.assert_allclose(changed.points, change(path.points), atol=1e-12)


@pytest.mark.parametrize("name", [*ORTHOGONAL[1:], "permute first"])
def test_a_change_done_again_and_again_leads_back(name):
    network, change = CHANGES[name]
    points = points_of(network)
    again = change(change(change(change(change(change(points))))))
    np.testing.assert_array_equal(again, points)


@pytest.mark.parametrize(
    ("sizes", "number"), [((1, 2, 1), 8), ((2, 3, 1), 48), ((1, 2, 2, 1), 64), ((1, 4, 1), 384)]
)
def test_the_copies_are_as_many_as_published_and_equally_good(sizes, number):
    # Sussmann 1992: 2ᵐ m! for each hidden layer of m units
    network = Network(sizes)
    x = np.random.default_rng(0).normal(size=(9, sizes[0]))
    loss = network_loss(network, x, np.sin(x[:, :1]))
    theta = points_of(network)[0]
    found = copies(network, theta)
    assert found.shape == (number, network.dimension)
    assert len(np.unique(found, axis=0)) == number
    np.testing.assert_array_equal(found[0], theta)
    assert np.ptp(loss(found)) <= 1e-14


def test_ten_units_have_the_published_number_of_copies():
    network = Network((1, 10, 1))
    with pytest.raises(ValueError, match="at most 100000 copies, got 3715891200"):
        copies(network, np.zeros(31))


def test_between_two_copies_of_a_minimum_there_is_a_hill():
    network = Network((1, 2, 1))
    loss = network_loss(network, X, np.sin(1.5 * X))
    start = np.random.default_rng(2).normal(size=7)
    theta = descend(loss, start, 0.2, steps=20_000, keep="ends").points[-1]
    for other in copies(network, theta)[1:]:
        assert loss((theta + other) / 2) > 10 * loss(theta)
    swapped, flipped = permute(network, theta, 1, [1, 0]), flip(network, theta, 1, 0)
    values = loss([theta, (theta + swapped) / 2, (theta + flipped) / 2])
    np.testing.assert_allclose(values, [0.0238, 0.4575, 0.3176], atol=6e-5)


def test_along_a_rescaling_the_loss_is_flat():
    loss = network_loss(RELU, X, np.sin(X))
    theta = points_of(RELU)[0]
    line = [rescale(RELU, theta, 2, 1, s) for s in np.geomspace(0.1, 10, 9)]
    np.testing.assert_allclose(loss(line), loss(theta), rtol=1e-12)


THETA = np.zeros(TANH.dimension)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: permute("net", THETA, 1, [0]), TypeError, "network: expected a Network"),
        (lambda: permute(TANH, THETA[1:], 1, [0, 1, 2]), ValueError, "theta: expected shape"),
        (lambda: permute(TANH, THETA, 3, [0]), ValueError, "layer: expected a hidden one below 3"),
        (lambda: permute(TANH, THETA, 0, [0]), ValueError, "layer: expected 1 or more, got 0"),
        (lambda: permute(TANH, THETA, 1.0, [0]), TypeError, "layer: expected a whole number"),
        (
            lambda: permute(TANH, THETA, 1, [0, 1, 1]),
            ValueError,
            "order: expected an order of 0 to",
        ),
        (lambda: permute(TANH, THETA, 1, [0, 1]), ValueError, "order: expected an order of 0 to 2"),
        (lambda: permute(TANH, THETA, 1, "abc"), ValueError, "order: expected an order of 0 to 2"),
        (lambda: permute(TANH, THETA, 1, [[0, 1, 2]]), ValueError, "order: expected an order"),
        (lambda: permute(TANH, THETA, 1, [0.0, 1, 2]), ValueError, "order: expected an order"),
        (lambda: flip(TANH, THETA, 1, 3), ValueError, "unit: expected 0 to 2, got 3"),
        (lambda: flip(TANH, THETA, 1, -1), ValueError, "unit: expected 0 or more, got -1"),
        (lambda: flip(RELU, THETA, 1, 0), ValueError, "network: expected tanh, which is odd"),
        (lambda: rescale(TANH, THETA, 1, 0, 2), ValueError, "network: expected relu, which is"),
        (lambda: rescale(RELU, THETA, 1, 0, -2), ValueError, "factor: expected a positive number"),
        (lambda: copies(RELU, THETA), ValueError, "network: expected tanh, which is odd"),
        (lambda: copies(TANH, [THETA]), ValueError, "theta: expected one point"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
