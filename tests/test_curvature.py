"""Curvatures, stationary points and gradient checks against published numbers and closed forms."""

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
    ArrayLoss,
    Loss,
    Network,
    check_gradient,
    descend,
    network_loss,
    quadratic,
    spectrum,
    stationary_points,
)

pytestmark = pytest.mark.core

x, y = sp.symbols("x y")
X = np.linspace(-2, 2, 9)[:, None]
NET = network_loss(Network((1, 2, 1)), X, np.sin(1.5 * X))


@pytest.mark.parametrize(
    ("name", "place", "mu", "threshold"),
    [
        ("Rosenbrock", 0, 0.39936, 0.0019968),
        ("Beale", 0, 0.30146, 0.040833),
        ("Himmelblau", 0, None, 0.024306),
        ("Himmelblau", 1, None, 0.024829),
        ("Himmelblau", 2, None, 0.014949),
        ("Himmelblau", 3, None, 0.018972),
        ("Goldstein–Price", 0, 402.83, 0.0020722),
        ("six-hump camel", 0, 7.682, 0.121262),
        ("three-hump camel", 0, 1.586, 2 / 4.414),
        ("Styblinski–Tang", 0, 34.583, 0.057832),
        ("Booth", 0, 2, 1 / 9),
        ("Matyas", 0, 0.04, 2),
        ("Rastrigin", 0, 396.784, 0.0050405),
        ("Freudenstein–Roth", 0, None, 2 / 3729),
        ("Freudenstein–Roth", 1, None, 2 / 905),
    ],
)
def test_the_curvatures_at_known_minima_are_the_published_ones(name, place, mu, threshold):
    found = spectrum(LOSSES[name], LOSSES[name].minima[place])
    assert found.threshold == pytest.approx(threshold, rel=6e-4)
    if mu is not None:
        assert found.mu == pytest.approx(mu, rel=2e-4)


def test_rosenbrocks_condition_number_is_the_published_one():
    found = spectrum(LOSSES["Rosenbrock"], (1, 1))
    assert found.kappa == pytest.approx(2508.01, abs=0.005)
    assert found.mu * found.M == pytest.approx(400)  # det H


def test_curvatures_and_directions_make_up_the_hessian():
    at = (-1.2, 1)
    found = spectrum(LOSSES["Rosenbrock"], at)
    v = found.eigenvectors
    np.testing.assert_allclose(v @ np.diag(found.eigenvalues) @ v.T, [[1330, 480], [480, 200]])
    np.testing.assert_allclose(v.T @ v, np.eye(2), atol=1e-15)


def test_without_a_hessian_the_curvatures_come_from_differences_of_the_gradient():
    formula = LOSSES["helical valley"]
    arrays = ArrayLoss(formula, formula.grad, 3)
    at = (-0.6, 0.7, 0.2)
    np.testing.assert_allclose(
        spectrum(arrays, at).eigenvalues, spectrum(formula, at).eigenvalues, rtol=1e-7
    )


def test_a_network_that_has_settled_has_a_curvature_that_its_step_size_can_hold():
    start = np.random.default_rng(0).normal(size=7)
    end = descend(NET, start, 0.05, steps=20_000, keep="ends").points[-1]
    found = spectrum(NET, end)
    assert found.kind == "minimum"
    assert found.threshold > 0.05


def test_a_loss_that_only_bends_down_has_no_threshold():
    top = spectrum(quadratic([[-1.0, 0], [0, -3.0]]), (0, 0))
    assert (top.kind, top.threshold, top.kappa, top.M) == ("maximum", np.inf, np.inf, 3)
    assert repr(top) == "Spectrum(mu=-3, M=3, kappa=inf, threshold=inf)"


@pytest.mark.parametrize(
    ("diagonal", "kind"),
    [
        ([1, 2, 3], "minimum"),
        ([-1, -2, -3], "maximum"),
        ([-1, 0, 2], "saddle"),
        ([0, 1, 2], "degenerate"),
        ([0, -1, -2], "degenerate"),
        ([0, 0, 0], "degenerate"),
        ([1, 1e14, 1e-1], "degenerate"),
        ([1, 1e11, 1], "minimum"),
    ],
)
def test_the_signs_of_the_curvatures_tell_the_kind(diagonal, kind):
    assert spectrum(quadratic(np.diag(np.array(diagonal, float))), [0, 0, 0]).kind == kind


@pytest.mark.parametrize("name", [n for n in LOSSES if n not in ("Wolfe", "Ackley")])
def test_the_gradient_of_a_named_loss_passes_its_check(name):
    loss = LOSSES[name]
    low, high = np.array(loss.domain).T
    at = low + (high - low) * (0.37 + 0.1 * np.arange(loss.dimension) / loss.dimension)
    assert check_gradient(loss, at) < 1e-7


def test_the_gradient_of_seven_weights_passes_as_published():
    assert check_gradient(NET, np.random.default_rng(0).normal(size=7)) < 1e-9


def test_central_differences_of_the_exponential_have_the_published_error():
    assert check_gradient(Loss(sp.exp(x), x), 1.0) < 5.9e-11


@pytest.mark.parametrize("wrong", [1.1, -1, 0])
def test_a_wrong_gradient_fails_its_check(wrong):
    at = (-1.2, 1)
    assert check_gradient(LOSSES["Rosenbrock"], at, wrong * LOSSES["Rosenbrock"].grad(at)) > 0.04


def test_within_a_step_of_a_kink_the_check_fails_by_more_than_a_tenth():
    relu = Loss(sp.Max(0, x), x)
    assert check_gradient(relu, 1e-6) > 0.1
    assert check_gradient(relu, 0.1) < 1e-10
    unit = network_loss(Network((1, 1, 1), "relu"), [[1.0]], [[2.0]])
    assert check_gradient(unit, [0.5, -0.5, 1.0, 0.0]) > 0.1


def test_where_all_is_flat_the_check_passes():
    assert check_gradient(Loss(x**2, x), 0.0) == 0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: spectrum("bowl", 0), TypeError, "loss: expected a Loss, got 'bowl'"),
        (lambda: spectrum(LOSSES["Booth"], (1,)), ValueError, r"at: expected shape \(..., 2\)"),
        (lambda: spectrum(LOSSES["Booth"], [(1, 2)]), ValueError, "at: expected one point"),
        (lambda: spectrum(LOSSES["Booth"], (1, np.inf)), ValueError, "at: expected finite"),
        (lambda: spectrum(LOSSES["Booth"], "ab"), TypeError, "at: expected real numbers"),
        (lambda: spectrum(Loss(sp.log(x), x), 0), ValueError, "at: the loss has no finite Hessian"),
        (lambda: stationary_points(7), TypeError, "loss: expected a Loss, got 7"),
        (lambda: stationary_points(LOSSES["McCormick"]), ValueError, "loss: expected a polynomial"),
        (lambda: stationary_points(LOSSES["vee"]), ValueError, "loss: expected a polynomial"),
        (lambda: stationary_points(LOSSES["Box"]), ValueError, "loss: expected one formula"),
        (lambda: stationary_points(LOSSES["flat or sharp"]), ValueError, "loss: expected isolated"),
        (lambda: check_gradient(7, 0), TypeError, "loss: expected a Loss, got 7"),
        (lambda: check_gradient(LOSSES["cubic"], (1, 2)), ValueError, "at: expected shape"),
        (
            lambda: check_gradient(LOSSES["cubic"], 1, (1, 2)),
            ValueError,
            "gradient: expected shape",
        ),
        (lambda: check_gradient(LOSSES["cubic"], 1, np.nan), ValueError, "gradient: expected fin"),
        (lambda: check_gradient(LOSSES["cubic"], 1, "3"), TypeError, "gradient: expected real"),
        (lambda: check_gradient(Loss(sp.log(x), x), 0), ValueError, "at: the loss or its gradient"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
