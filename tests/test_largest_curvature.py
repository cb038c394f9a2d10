"""The largest curvature without a Hessian: that of the whole spectrum, at two gradients a round."""

import numpy as np
import pytest

from gdlib import LOSSES, Network, largest_curvature, network_loss, quadratic, spectrum

DATA = np.linspace(-2, 2, 9)[:, None]
NET = Network((1, 4, 1))


def net_loss():
    return network_loss(NET, DATA, np.sin(2 * DATA))


def test_it_is_the_end_of_the_whole_spectrum_and_its_direction():
    loss, theta = net_loss(), NET.random(seed=3)
    whole = spectrum(loss, theta)
    value, v = largest_curvature(loss, theta, rounds=2000, tol=1e-10)
    assert value == pytest.approx(whole.M, rel=1e-6)
    assert abs(v @ whole.eigenvectors[:, -1]) == pytest.approx(1, abs=1e-4)


def test_a_curvature_that_bends_down_most_comes_with_its_sign():
    loss = quadratic(np.diag([1.0, -5.0, 2.0]))
    value, v = largest_curvature(loss, (0.3, 0.2, -1))
    assert value == pytest.approx(-5, rel=1e-5)
    assert abs(v[1]) == pytest.approx(1, abs=1e-3)


def test_a_start_in_the_right_direction_needs_two_rounds():
    loss = quadratic(np.diag(np.arange(1.0, 41)))
    value, v = largest_curvature(loss, np.zeros(40), np.eye(40)[-1], rounds=2)
    assert value == pytest.approx(40, rel=1e-9)
    assert v[-1] == pytest.approx(1)
    assert largest_curvature(loss, np.zeros(40), rounds=2)[0] < 30  # at random it needs more


def test_on_flat_ground_it_is_0():
    assert largest_curvature(quadratic(np.zeros((2, 2))), (1, 1))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"at": (1, 2, 3)}, "at"),
        ({"at": (1, np.nan)}, "at"),
        ({"direction": (0, 0)}, "direction: expected 2 numbers that are not all 0"),
        ({"direction": (1, 0, 0)}, "direction: expected 2 numbers"),
        ({"direction": (np.inf, 0)}, "direction"),
        ({"rounds": 0}, "rounds"),
        ({"rounds": 1.5}, "rounds"),
        ({"tol": -1}, "tol"),
        ({"loss": "Himmelblau"}, "loss"),
    ],
)
def test_bad_input_is_refused_by_name(arguments, message):
    given = {"loss": LOSSES["Himmelblau"], "at": (3, 2)} | arguments
    with pytest.raises((TypeError, ValueError), match=message):
        largest_curvature(**given)
