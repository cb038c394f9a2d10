"""Loss: its derivatives against scipy, published numbers and differences; what it refuses."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import rosen, rosen_der, rosen_hess

from gdlib import LOSSES, Loss

x, y = sp.symbols("x y")
everywhere = st.floats(-3, 3)


@given(everywhere, everywhere)
def test_rosenbrock_agrees_with_scipys(u, v):
    loss, point = LOSSES["Rosenbrock"], np.array([u, v])
    np.testing.assert_allclose(loss(point), rosen(point), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(loss.grad(point), rosen_der(point), rtol=1e-12, atol=1e-10)
    np.testing.assert_allclose(loss.hess(point), rosen_hess(point), rtol=1e-12, atol=1e-10)


def test_rosenbrock_at_its_published_start():
    # Moré, Garbow and Hillstrom 1981, problem 1
    loss, start = LOSSES["Rosenbrock"], [-1.2, 1]
    assert loss(start) == pytest.approx(24.2)
    np.testing.assert_allclose(loss.grad(start), [-215.6, -88.0])
    np.testing.assert_allclose(loss.hess(start), [[1330, 480], [480, 200]])


def test_himmelblau_vanishes_at_its_four_published_minima():
    minima = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
    values = LOSSES["Himmelblau"](minima)
    np.testing.assert_allclose(values, 0, atol=1e-8)
    np.testing.assert_allclose(LOSSES["Himmelblau"].grad(minima), 0, atol=1e-3)


def points_in_the_domain_of(loss, count, seed):
    low, high = np.array(loss.domain).T
    return np.random.default_rng(seed).uniform(low, high, (count, loss.dimension))


def central_differences(function, loss, points):
    """∂/∂θᵢ of ``function`` for every i, on the last axis, with a step fit for the domain."""
    steps = 1e-5 * np.diff(loss.domain).min(axis=-1) / 2
    axes = np.diag(steps)
    columns = [
        (function(points + axis) - function(points - axis)) / (2 * step)
        for axis, step in zip(axes, steps, strict=True)
    ]
    return np.stack(columns, axis=-1)


@pytest.mark.parametrize("name", LOSSES)
def test_the_gradient_of_every_named_loss_is_its_central_difference(name):
    loss = LOSSES[name]
    points = points_in_the_domain_of(loss, 50, seed=0)
    expected = central_differences(loss, loss, points)
    size = np.abs(expected).max()
    np.testing.assert_allclose(loss.grad(points), expected, rtol=1e-5, atol=1e-6 * size)


@pytest.mark.parametrize("name", LOSSES)
def test_the_hessian_of_every_named_loss_is_the_difference_of_its_gradient(name):
    loss = LOSSES[name]
    points = points_in_the_domain_of(loss, 50, seed=1)
    expected = central_differences(loss.grad, loss, points)
    size = np.abs(expected).max()
    np.testing.assert_allclose(loss.hess(points), expected, rtol=1e-4, atol=1e-5 * size)


def test_the_lopsided_basin_is_continuous_with_a_continuous_slope():
    loss = LOSSES["lopsided basin"].where(a=5, b=2, R=0.7)
    for joint in (0.0, 0.7, 2.1):
        left, right = np.nextafter(joint, -9), np.nextafter(joint, 9)
        assert loss(left) == pytest.approx(float(loss(right)), abs=1e-12)
        assert loss.grad(left) == pytest.approx(loss.grad(right), abs=1e-12)


def test_parameters_move_without_compiling_again():
    parabola = LOSSES["parabola"]
    steep = parabola.where(lamda=10)
    assert steep(2.0) == 20
    assert parabola(2.0) == 8
    assert steep.program is parabola.program


def test_at_a_kink_the_gradient_of_the_absolute_value_is_zero():
    loss = Loss(sp.Abs(x), (x,))
    np.testing.assert_array_equal(loss.grad([[-2.0], [0.0], [3.0]]), [[-1], [0], [1]])


def test_the_maximum_has_the_gradient_of_the_larger_branch():
    loss = Loss(sp.Max(x, 2 * y), (x, y))
    np.testing.assert_array_equal(loss.grad([[3.0, 1.0], [1.0, 3.0]]), [[1, 0], [0, 2]])


def test_a_constant_gradient_has_the_shape_of_the_points():
    loss = Loss(3 * x - y, (x, y))
    assert loss.grad(np.zeros((4, 5, 2))).shape == (4, 5, 2)
    assert loss.hess(np.zeros((4, 5, 2))).shape == (4, 5, 2, 2)


def test_a_whole_exponent_may_be_a_float():
    assert Loss(sp.Abs(x**2.0 + 1), (x,)).grad(3.0) == 6


def test_variables_need_not_be_declared_real():
    plain, real = sp.Symbol("x"), sp.Symbol("x", real=True)
    for symbol in (plain, real):
        assert Loss(sp.Abs(symbol) ** 3, (symbol,)).grad(-2.0) == -12


def test_an_overflow_is_infinity_and_no_warning(recwarn):
    assert LOSSES["Rosenbrock"]([1e200, 0.0]) == np.inf
    assert not recwarn.list


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((x + y, (x,)), ValueError, r"expression: y in x \+ y is neither a variable \(x\)"),
        ((x, ("x",)), TypeError, "variables: expected SymPy symbols, got 'x'"),
        ((x, ()), ValueError, "variables: expected one or more"),
        ((x, (x, x)), ValueError, "variables: expected one or more different"),
        ((sp.floor(x), (x,)), ValueError, r"floor\(x\) has no gradient"),
        ((sp.Function("f")(x), (x,)), ValueError, r"f\(x\) has no gradient"),
        ((sp.I * x, (x,)), ValueError, "real-valued"),
        ((x > 1, (x,)), TypeError, "real-valued"),
        ((x * y, (x,), {"y": "big"}), TypeError, "y: expected a real number, got 'big'"),
        ((x * y, (x,), {"y": np.inf}), ValueError, "y: expected a finite number"),
        ((x * y, (x,), {3: 1}), TypeError, "parameters: expected a symbol or its name"),
        ((x, (x,), 3), TypeError, "parameters: expected a mapping"),
        ((x, (x,), {"lambda": 3}), ValueError, "'lambda' cannot be the name"),
        ((x, (x,), {"step_size": 3}), ValueError, "'step_size' cannot be the name"),
    ],
)
def test_a_wrong_formula_is_refused_by_name(arguments, error, message):
    with pytest.raises(error, match=message):
        Loss(*arguments)


def test_wrong_points_and_parameters_are_refused_by_name():
    loss = LOSSES["Rosenbrock"]
    with pytest.raises(ValueError, match=r"points: expected shape \(\.\.\., 2\).*got shape \(3,\)"):
        loss([1, 2, 3])
    with pytest.raises(TypeError, match="points: expected real numbers, got 'here'"):
        loss("here")
    with pytest.raises(ValueError, match="'b' is not one of this loss's \\(lamda\\)"):
        LOSSES["parabola"].where(b=2)
    with pytest.raises(KeyError):
        LOSSES["no such loss"]


def test_a_loss_and_the_catalogue_say_what_they_are():
    text = "Loss(expression=x**2, variables=(x,), parameters={}, name='bowl')"
    assert repr(Loss(x**2, x, name="bowl")) == text
    assert repr(LOSSES).startswith("LOSSES(parabola, ")


def test_a_function_without_a_derivative_that_sympy_knows_is_refused():
    with pytest.raises(ValueError, match="has no gradient that SymPy knows"):
        _ = Loss(sp.zeta(x, 2 + x), x).gradient


@pytest.mark.parametrize("name", ["two neurons", "Rosenbrock"])
def test_a_loss_printed_without_its_hessian_is_the_same_but_for_it(name):
    whole, short = (LOSSES[name].to_js(hessian=wanted) for wanted in (True, False))
    assert "hessian" in whole and "hessian" not in short
    assert set(short.splitlines()) <= set(whole.splitlines())
