"""Training networks: as scikit-learn does it, on the digits, from random and from equal starts."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.datasets import load_digits as sklearn_digits
from sklearn.neural_network import MLPClassifier, MLPRegressor

from gdlib import (
    Network,
    descend,
    load_digits,
    mini_batches,
    momentum,
    network_loss,
    spectrum,
)

ACTIVATIONS = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "sigmoid": expit}
COSTS = ["squared error", "cross-entropy"]
X = np.linspace(-2, 2, 9)[:, None]
SINE = network_loss(Network((1, 2, 1)), X, np.sin(1.5 * X))


def trained_by_scikit_learn(model, x, t, sizes, steps):
    """θ before and after each full-batch step of scikit-learn's."""
    model.set_params(
        hidden_layer_sizes=sizes[1:-1],
        solver="sgd",
        alpha=0,
        batch_size=len(x),
        learning_rate_init=0.3,
        momentum=0,
        shuffle=False,
        random_state=0,
    )
    network, thetas = Network(sizes), []
    classes = {"classes": np.arange(sizes[-1])} if isinstance(model, MLPClassifier) else {}
    for _ in range(steps + 1):
        model.partial_fit(x, t, **classes)
        weights = [w.T for w in model.coefs_]
        thetas.append(network.flatten(list(zip(weights, model.intercepts_, strict=True))))
    return np.array(thetas)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_regression_is_trained_as_scikit_learn_does(name):
    model = MLPRegressor(activation={"sigmoid": "logistic"}.get(name, name))
    expected = trained_by_scikit_learn(model, X, np.sin(X[:, 0]), (1, 6, 5, 1), 30)
    loss = network_loss(Network((1, 6, 5, 1), name), X, np.sin(X))
    path = descend(loss, expected[0], 0.3, steps=30)
    np.testing.assert_allclose(path.points, expected, atol=1e-12)


def test_a_classifier_is_trained_as_scikit_learn_does():
    x, t = (part[:200] for part in load_digits())
    expected = trained_by_scikit_learn(MLPClassifier(activation="tanh"), x, t, (64, 12, 10), 30)
    loss = network_loss(Network((64, 12, 10)), x, t, "cross-entropy")
    path = descend(loss, expected[0], 0.3, steps=30)
    np.testing.assert_allclose(path.points, expected, atol=1e-11)


def test_the_digits_are_scikit_learns():
    x, t = load_digits()
    theirs = sklearn_digits()
    np.testing.assert_array_equal(x, theirs.data / 16)
    np.testing.assert_array_equal(t, theirs.target)


def test_the_digits_are_learned_on_mini_batches():
    x, t = load_digits()
    network = Network((64, 16, 10), "relu")
    loss = network_loss(network, x[:1500], t[:1500], "cross-entropy")
    batches = mini_batches(50, stepper=momentum(0.9))
    path = descend(loss, network.random(seed=2), 0.05, stepper=batches, steps=600, keep="ends")
    unseen = network(path.points[-1], x[1500:]).argmax(axis=1)
    assert (unseen == t[1500:]).mean() > 0.9


def test_with_steps_of_a_fifth_seven_weights_mostly_end_in_one_cycle_of_two():
    # Its cost, 0.011473, is that of no minimum: the step size is beyond 2/λ there.
    starts = np.random.default_rng(0).normal(size=(200, 7))
    ends = descend(SINE, starts, 0.2, steps=8000, keep="ends").points[-1]
    path = descend(SINE, ends, 0.2, steps=2)
    jumps = np.abs(path.points[1:] - path.points[0]).max(axis=-1)
    cycles = (jumps[0] > 0.05) & (jumps[1] < 0.01)
    assert 155 <= cycles.sum() <= 185
    np.testing.assert_allclose(np.median(path.values[:, cycles], axis=1), 0.011473, atol=2e-5)
    assert spectrum(SINE, ends[cycles][0]).threshold < 0.2


def test_units_that_start_equal_stay_equal():
    path = descend(SINE, [0.5, 0.5, 0.1, 0.1, 0.7, 0.7, 0.0], 0.2, steps=500)
    (weights, biases), (after, _) = Network((1, 2, 1)).unflatten(path.points[-1])
    assert [np.ptp(part) for part in (weights, biases, after)] == [0, 0, 0]
    assert path.values[-1] > 0.05


def test_all_weights_zero_are_stuck_on_odd_data():
    path = descend(SINE, np.zeros(7), 0.2)
    assert path.end == "converged" and path.steps == 0
    assert path.values[0] == pytest.approx(0.23166, abs=5e-6)
