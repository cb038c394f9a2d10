"""The checks of what "One cost, every weight" settles: a function for each part that states
something."""

import itertools
from collections.abc import Callable
from unittest.mock import patch

import numpy as np
import sympy as sp

from extensions.ledger.testing import assert_equal
from gdlib import Network, descend, load_digits, network_loss
from gdlib.losses.whole_net import GRID, TARGETS, THETA, formula

x, t, w_1, c_1, w_2, c_2, v_1, v_2 = sp.symbols("x t w_1 c_1 w_2 c_2 v_1 v_2")
K, m, tau = sp.symbols("K m tau", positive=True)

CORNERS = TARGETS["corners"]


def check_L28_dead(states):
    output = formula("relu")
    for piece in output.atoms(sp.Piecewise):
        (bent, positive), (flat, _) = piece.args
        assert positive == (bent > 0) and flat == 0
        output = output.subs(piece, flat)  # where the sum is negative
    last = THETA[-1]
    assert output == last
    cost = sum((output - sp.Integer(int(goal))) ** 2 / 2 for goal in CORNERS) / len(CORNERS)
    assert_equal(states, sp.minimum(cost, last))
    place = np.array([0.1] * 6 + [-1.0] * 3 + [0.1] * 3 + [0.0])
    moves = np.random.default_rng(0).normal(size=(2000, 13))
    moves *= 0.2 / np.linalg.norm(moves, axis=1, keepdims=True)
    rectifiers = network_loss(Network((2, 3, 1), "relu"), GRID, CORNERS[:, None])
    np.testing.assert_allclose(rectifiers(place), float(states), rtol=1e-12)
    assert (rectifiers(place + moves) >= float(states) - 1e-12).all()
    starts = np.random.default_rng(0).normal(size=(50, 13))
    ends = descend(rectifiers, starts, 0.1, steps=1000, keep="ends").values[-1]
    assert np.nanmin(ends) < float(states) / 4


def check_L28_runs(states):
    network = Network((2, 3, 1))
    loss = network_loss(network, GRID, CORNERS[:, None])
    starts = np.random.default_rng(0).normal(size=(200, 13))
    ends = descend(loss, starts, 0.5, steps=300, keep="ends").points[-1]
    right = np.sign(network(ends, GRID)[..., 0]) == CORNERS
    assert states == right.all(axis=1).sum()


def check_L62_chain(states):
    hidden = sp.tanh(w_1 * x + c_1)
    output = w_2 * hidden + c_2
    slope = states.subs({v_1: hidden, v_2: output})
    assert_equal(slope, ((output - t) ** 2 / 2).diff(w_1))
    letters = (w_1, c_1, w_2, c_2)
    theta, inputs, goals = [0.7, -0.2, 1.3, 0.4], [[0.9]], [[-0.5]]
    backwards = network_loss(Network((1, 1, 1)), inputs, goals).grad(theta)[0]
    at = dict(zip((*letters, x, t), (*theta, 0.9, -0.5), strict=True))
    np.testing.assert_allclose(backwards, float(slope.subs(at)), rtol=1e-12)


def multiplications(run: Callable[[np.ndarray], object], theta: np.ndarray) -> int:
    """How many the matrix products of a run take."""
    with patch.object(np, "matmul", wraps=np.matmul) as made:
        run(theta)
    pairs = [call.args for call in made.mock_calls]
    return sum(left.size * right.shape[-1] for left, right in pairs)


def check_L62_price(states):
    for layers in (1, 2, 3, 10, 51):
        network = Network((8,) * (layers + 1))
        loss = network_loss(network, np.ones((5, 8)), np.zeros((5, 8)))
        once, with_slopes = (multiplications(run, network.random()) for run in (loss, loss.grad))
        assert once == 5 * 64 * layers
        assert states.subs(K, layers) == sp.Rational(with_slopes, once)


def check_L62_factor(states):
    for size in (1, 2, 3):
        vector = sp.symbols(f"d_1:{size + 1}")
        signs = list(itertools.product((-tau, tau), repeat=size**2))
        squares = [
            sum(entry**2 for entry in sp.Matrix(size, size, s).T * sp.Matrix(vector)) for s in signs
        ]
        mean = sp.expand(sum(squares) / len(signs))
        length = sum(entry**2 for entry in vector)
        assert_equal(states.subs(m, size) * length, mean)
    random = np.random.default_rng(62)
    vectors = np.tile(np.eye(6)[0], (20_000, 1))
    for _ in range(3):
        matrices = random.uniform(-1, 1, size=(len(vectors), 6, 6))  # of variance 1/3
        vectors = np.einsum("nij,ni->nj", matrices, vectors)
    found = (vectors**2).sum(axis=1).mean()
    expected = float(states.subs({m: 6, tau: 1 / sp.sqrt(3)})) ** 3
    np.testing.assert_allclose(found, expected, rtol=0.05)


def what_arrives(scale: float) -> float:
    """The slope by the biases of the first of fifty hidden layers, over that of the last."""
    x, t = load_digits()
    network = Network((64, *[32] * 50, 10))
    loss = network_loss(network, x[:100], t[:100], "cross-entropy")
    slopes = network.unflatten(loss.grad(network.random(seed=0, scale=scale)))
    first, last = (np.linalg.norm(slopes[k][1]) for k in (0, 49))
    return float(first / last)


def check_L62_fifty(states):
    assert states == round(np.log10(what_arrives(0.5)))
    assert 0.1 < what_arrives(1) < 10
