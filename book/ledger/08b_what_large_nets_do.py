"""The checks of what "What large nets do" settles: a function for each part that is stated."""

from functools import cache

import numpy as np
import sympy as sp
from scipy.integrate import solve_ivp

from extensions.ledger.testing import assert_agrees, assert_equal, assert_says_negative
from gdlib import LOSSES, Network, descend, load_digits, network_loss

alpha, lamda, theta_1 = sp.symbols("alpha lamda theta_1", positive=True)

VALLEY = LOSSES["flat or sharp"]
NEAR = np.array([-1, 1]) / 64  # either side of a threshold
START = (4, 0.05)


def check_L31_sharpness(states):
    first, second = VALLEY.variables
    hessian = VALLEY.hessian.subs({first: theta_1, second: 1 / theta_1})
    assert sp.simplify(hessian.det()) == 0
    assert_equal(states, hessian.trace())


def is_held(u: float, size: float) -> bool:
    """Whether a descent that starts a millionth beside a minimum comes to rest there."""
    path = descend(VALLEY, (u * (1 + 1e-6), 1 / u), size, steps=3000)
    return path.end == "converged" and bool(abs(path.points[-1, 0] - u) < 1e-4)


def check_L31_held(states):
    theta = sp.Symbol("theta", positive=True)
    factor = sp.simplify((theta - alpha * lamda * theta) / theta)
    assert_says_negative(states, -1 - factor)
    for u in (1, 1.5, 2, 3, 4):
        sharpness = u**2 + u**-2
        sizes = 2 / sharpness * (1 + NEAR)
        at = {lamda: sharpness}
        assert_agrees(states, alpha, sizes, lambda size, u=u: is_held(u, size), at)


@cache
def end_of_the_flow() -> float:
    flow = solve_ivp(lambda t, at: -VALLEY.grad(at), (0, 300), START, rtol=1e-10, atol=1e-12)
    return float((flow.y[:, -1] ** 2).sum())


def check_L31_flow(states):
    assert np.isclose(float(states), end_of_the_flow(), rtol=1e-6)


def check_L31_thrown(states):
    end = descend(VALLEY, START, 0.2, steps=400).points[-1]
    assert np.isclose(float(states), end @ end, atol=5e-5)


@cache
def share_read() -> float:
    """What a small network reads of digits that it was not shown."""
    images, digits = load_digits()
    network = Network((64, 32, 10))
    loss = network_loss(network, images[:600], digits[:600], "cross-entropy")
    path = descend(loss, network.random(seed=0), 0.5, steps=150, keep="last")
    return float((network(path.points[-1], images[1200:]).argmax(-1) == digits[1200:]).mean())


def check_L40_read(states):
    assert abs(float(states) - share_read()) < 0.02
