"""The checks of what stands in print elsewhere: a function for each part that states something."""

import itertools

import numpy as np
import sympy as sp

from extensions.ledger.testing import (
    assert_agrees,
    assert_equal,
    assert_says_negative,
    settles,
)
from gdlib import LOSSES, Loss, descend

alpha, beta, lamda, mu, M, n, i = sp.symbols("alpha beta lamda mu M n i", positive=True)
sigma, sigma_1, sigma_2, x, y = sp.symbols("sigma sigma_1 sigma_2 x y", positive=True)

PLACES = np.random.default_rng(7).uniform(-3, 3, size=(50, 2))
NEAR = np.arange(-4, 5) / 64  # either side of a threshold, and on it


def check_P1_saddle(states):
    ridge = LOSSES["ridge"]
    path = descend(ridge, (1, 0), 0.1, steps=1000)
    assert path.end == "converged"
    smallest = np.linalg.eigvalsh(ridge.hess(path.points[-1]))[0]
    assert np.isclose(float(states), smallest, rtol=1e-12)


def check_P1_slope(states):
    softplus = LOSSES["softplus"]
    assert_equal(states, softplus.gradient[0].subs(softplus.variables[0], x))
    assert (descend(softplus, 0, 1, steps=500).points[1:] < 0).all()


def one_step_of_momentum() -> sp.Matrix:
    """What a step makes of (z, θ) on a parabola: z is the sum of gradients that momentum keeps."""
    z, theta = sp.symbols("z theta")
    kept = beta * z + lamda * theta
    return sp.Matrix([kept, theta - alpha * kept]).jacobian([z, theta])


def check_P2_modulus(states):
    matrix = one_step_of_momentum()
    assert_equal(states**2, matrix.det())
    for decay, size in itertools.product((0.3, 0.5, 0.9), (0.8, 1.0, 1.3)):
        numbers = matrix.subs({beta: decay, alpha: size, lamda: 1})
        rates = np.linalg.eigvals(np.array(numbers, dtype=float))
        assert np.iscomplex(rates).all()
        np.testing.assert_allclose(abs(rates), float(states.subs(beta, decay)), rtol=1e-12)


def assert_acts_as(states: sp.Expr, on_first: int, on_second: int) -> None:
    assert sp.simplify(states.subs(sigma, sigma_1) - on_first) == 0
    assert sp.simplify(states.subs(sigma, sigma_2) - on_second) == 0


def check_P3_first(states):
    assert_acts_as(states, 1, 0)


def check_P3_second(states):
    assert_acts_as(states, 0, -1)


def check_P4_weight(states):
    gradients = sp.symbols("g0:6")
    theta = kept = sp.Integer(0)
    for count, gradient in enumerate(gradients, 1):
        kept = beta * kept + gradient
        theta = sp.expand(theta - alpha * kept)
        for place, met in enumerate(gradients[:count]):
            assert_equal(states.subs({n: count, i: place}), theta.coeff(met))


def check_P5_converges(states):
    quadratic = LOSSES["valley"]
    theta = sp.Symbol("theta", positive=True)
    factor = sp.simplify((theta - alpha * M * theta) / theta)
    assert_says_negative(states, -1 - factor)
    numbers = quadratic.where(mu=0.1, M=3)
    assert_agrees(
        states, alpha, 2 / 3 + NEAR[NEAR != 0], lambda size: settles(numbers, (5, 1), size), {M: 3}
    )


def power_of_the_error(step: sp.Expr) -> sp.Expr:
    """The lowest power of the error x in what a step leaves of it."""
    return sp.series(step, x, 0, 4).removeO().as_leading_term(x).as_coeff_exponent(x)[1]


EXPONENTIAL = Loss(sp.exp(x) - x, (x,))
(SLOPE,) = EXPONENTIAL.gradient


def check_P6_newton(states):
    assert states == power_of_the_error(x - SLOPE / EXPONENTIAL.hessian[0])


def check_P6_descent(states):
    assert states == power_of_the_error(x - SLOPE / 2)


def assert_is_the_slope(states: sp.Expr, loss: Loss) -> None:
    """``states`` is the derivative by the first variable: for SymPy, and for differences."""
    assert_equal(states, sp.diff(loss.expression, loss.variables[0]).subs(letters(loss)))
    step = np.array([1e-6, 0])
    differences = (loss(PLACES + step) - loss(PLACES - step)) / 2e-6
    stated = sp.lambdify((x, y), states)(*PLACES.T)
    np.testing.assert_allclose(stated, differences, atol=1e-6)


def letters(loss: Loss) -> dict:
    return dict(zip(loss.variables, (x, y), strict=True))


def check_P7_mccormick(states):
    assert_is_the_slope(states, LOSSES["McCormick"])


def check_P7_price(states):
    assert_is_the_slope(states, Loss((x - 1) ** 2 + 2 * (2 * y - x) ** 2, (x, y)))
