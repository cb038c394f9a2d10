"""Taylor models against SymPy's series and the orders of their errors; the steepest direction."""

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, Loss, along, derive_direction, descend, newton, taylor

pytestmark = pytest.mark.core

x, y, t = sp.symbols("x y t")
ROSENBROCK = LOSSES["Rosenbrock"]
DOWN = derive_direction(ROSENBROCK, (-1.2, 1)).lines[-2].equation.rhs


def test_along_the_steepest_direction_the_coefficients_are_the_published_ones():
    alpha = sp.Symbol("alpha")
    coefficients = sp.Poly(along(ROSENBROCK, (-1.2, 1), DOWN).expression, alpha).all_coeffs()[::-1]
    expected = [24.2, -232.867688, 752.254552, -445.729036, 73.478131]
    np.testing.assert_allclose([float(c) for c in coefficients], expected, rtol=1e-8)


@pytest.mark.parametrize(("order", "slope"), [(1, 2), (2, 3), (3, 4)])
@pytest.mark.parametrize("name", ["Rosenbrock", "McCormick", "Goldstein–Price"])
def test_the_error_of_a_model_falls_one_order_faster_than_its_last_term(name, order, slope):
    loss, at = LOSSES[name], np.array([-0.7, 0.4])
    model = taylor(loss, at, order)
    alphas = np.geomspace(0.01, 0.03, 5)
    points = at + alphas[:, None] * np.array([0.8, 0.6])
    errors = np.abs(loss(points) - model(points))
    fitted = np.polyfit(np.log(alphas), np.log(errors), 1)[0]
    assert fitted == pytest.approx(slope, abs=0.15)


def test_on_a_line_the_model_is_sympys_series():
    model = taylor(LOSSES["softplus"], 0.5, 4)
    letter = LOSSES["softplus"].variables[0]
    series = LOSSES["softplus"].expression.series(letter, sp.Rational(1, 2), 5).removeO()
    places = np.linspace(-1, 2, 7)
    np.testing.assert_allclose(
        model(places[:, None]), [float(series.subs(letter, p)) for p in places], rtol=1e-13
    )


@pytest.mark.parametrize("name", ["Booth", "Nesterov's worst, 10 variables"])
def test_the_second_model_of_a_quadratic_is_the_quadratic(name):
    loss = LOSSES[name]
    model = taylor(loss, [0.3] * loss.dimension, 2)
    assert sp.expand(model.expression - loss.expression) == 0
    assert dict(model.parameters) == dict(loss.parameters)


def test_a_model_of_order_zero_is_the_value():
    assert taylor(ROSENBROCK, (-1.2, 1), 0).expression == sp.Rational(121, 5)


def test_the_model_agrees_with_value_gradient_and_hessian_at_the_point():
    loss, at = LOSSES["helical valley"], (-0.6, 0.7, 0.2)
    model = taylor(loss, at, 2)
    np.testing.assert_allclose(model(at), loss(at), rtol=1e-12)
    np.testing.assert_allclose(model.grad(at), loss.grad(at), rtol=1e-12)
    np.testing.assert_allclose(model.hess(at), loss.hess(at), rtol=1e-12)


def test_newton_jumps_to_the_bottom_of_the_model():
    at = (1.1, 1.0)
    jumps = [
        descend(f, at, 1, stepper=newton(), steps=1).points[-1]
        for f in (ROSENBROCK, taylor(ROSENBROCK, at, 2))
    ]
    np.testing.assert_allclose(*jumps, rtol=1e-12)
    np.testing.assert_allclose(taylor(ROSENBROCK, at, 2).grad(jumps[0]), 0, atol=1e-9)


def test_a_line_may_bear_the_letter_of_a_variable():
    booth = LOSSES["Booth"]
    phi = along(booth, (1, 2), (3, -1), "x")
    sizes = np.linspace(-1, 1, 5)[:, None]
    np.testing.assert_allclose(phi(sizes), booth([1, 2] + sizes * [3, -1]), rtol=1e-13)
    assert phi.name == "Booth along a line"


def test_a_models_javascript_is_printed_as_any_losss():
    assert "export function step(" in taylor(ROSENBROCK, (-1.2, 1), 2).to_js()


@pytest.mark.parametrize("angle", np.linspace(0, 2 * np.pi, 12, endpoint=False))
def test_no_direction_on_the_circle_is_steeper(angle):
    steepest = derive_direction(ROSENBROCK, (-1.2, 1))
    rate = ROSENBROCK.grad((-1.2, 1)) @ [np.cos(angle), np.sin(angle)]
    assert rate >= steepest.rate
    assert steepest.rate == pytest.approx(-232.867688, abs=5e-7)


# A step has no slope anywhere, so no steepest direction.
SLOPING = [name for name in LOSSES if name != "step" and not LOSSES[name].data]


def test_where_the_slope_is_0_there_is_no_steepest_direction():
    with pytest.raises(ValueError, match="gradient"):
        derive_direction(LOSSES["step"], 0.3)


@pytest.mark.parametrize("name", SLOPING)
def test_every_line_of_the_derivation_holds_for_every_named_loss(name):
    loss = LOSSES[name]
    at = np.linspace(0.3, 0.7, loss.dimension)
    steepest = derive_direction(loss, at)
    assert all(line.holds for line in steepest.lines)
    slopes = loss.grad(at)
    np.testing.assert_allclose(steepest.direction, -slopes / np.linalg.norm(slopes), atol=1e-12)


def test_a_false_line_does_not_hold(monkeypatch):
    monkeypatch.setattr(Loss, "grad", lambda self, at: np.array([1.0, 1.0]))
    lines = derive_direction(ROSENBROCK, (-1.2, 1)).lines
    assert [line.words for line in lines if not line.holds] == ["At this point the gradient is"]


def test_a_derivation_shows_itself_as_mathematics_and_as_text():
    steepest = derive_direction(LOSSES["valley"], (3, 0.4))
    assert steepest._repr_latex_().count(r"\text") == len(steepest.lines)
    assert repr(steepest).endswith("so that down is: U = [-3/5, -4/5]\nat the rate: U.T*∇L = -5")
    assert r"\lVert \nabla L \rVert" in steepest.lines[5]._repr_latex_()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: taylor("bowl", 0, 1), TypeError, "loss: expected a Loss, got 'bowl'"),
        (lambda: taylor(ROSENBROCK, (1, 2), -1), ValueError, "order: expected 0 or more, got -1"),
        (lambda: taylor(ROSENBROCK, (1, 2), 1.5), TypeError, "order: expected a whole number"),
        (lambda: taylor(ROSENBROCK, (1,), 1), ValueError, r"at: expected shape \(\.\.\., 2\)"),
        (lambda: taylor(ROSENBROCK, (1, np.nan), 1), ValueError, "at: expected finite"),
        (lambda: taylor(ROSENBROCK, ("1", 2), 1), TypeError, "at: expected real numbers"),
        (lambda: taylor(ROSENBROCK, (sp.I, 2), 1), TypeError, "at: expected real numbers"),
        (lambda: taylor(ROSENBROCK, [(1, 2)], 1), ValueError, "at: expected one point"),
        (lambda: taylor(LOSSES["Gaussian"], (0, 0, 0)), ValueError, "loss: expected one formula"),
        (lambda: taylor(Loss(sp.log(x), x), 0), ValueError, "at: a derivative of order 0 is not"),
        (lambda: along(ROSENBROCK, (1, 2), (1,)), ValueError, "direction: expected shape"),
        (lambda: along(ROSENBROCK, (1, 2), (1, 2), "a b"), ValueError, "letter: 'a b' cannot"),
        (lambda: along(ROSENBROCK, (1, 2), (1, 2), x), TypeError, "letter: expected a name"),
        (lambda: along(LOSSES["Box"], (1, 2, 3), (1, 2, 3)), ValueError, "loss: expected one form"),
        (lambda: derive_direction(ROSENBROCK, (1, 1)), ValueError, "at: expected a point with a"),
        (lambda: derive_direction(Loss(sp.log(x), x), 0), ValueError, "at: expected a point with"),
        (lambda: derive_direction(LOSSES["Box"], (1, 2, 3)), ValueError, "loss: expected one form"),
        (lambda: derive_direction(3, (1, 1)), TypeError, "loss: expected a Loss, got 3"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
