"""Graduated descent and its smoothing against quadrature, closed forms and published numbers."""

import math

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad

from gdlib import (
    LOSSES,
    ArrayLoss,
    Loss,
    descend,
    graduate,
    random_search,
    sampled,
    smoothed,
    spectrum,
)
from gdlib.losses.spaces import rastrigin

RASTRIGIN = LOSSES["Rastrigin"]
EDGE = 0.5025460  # of the middle basin, in each coordinate
x, y = sp.symbols("x y")


def starts(number, dimension=2):
    return np.random.default_rng(0).uniform(-5.12, 5.12, (number, dimension))


def found(points):
    """The share of points in the basin of the global minimum."""
    return (np.abs(points) < EDGE).all(axis=-1).mean()


def test_rastrigin_smoothed_is_the_closed_form_and_convex_from_the_published_width_on():
    smooth = smoothed(rastrigin(1))
    (v,) = smooth.variables
    sigma = next(s for s in smooth.expression.free_symbols if s.name == "sigma")
    wave = sp.exp(-2 * sp.pi**2 * sigma**2) * sp.cos(2 * sp.pi * v)
    assert sp.simplify(smooth.expression - (v**2 + sigma**2 + 10 - 10 * wave)) == 0
    border = math.sqrt(math.log(20 * math.pi**2) / (2 * math.pi**2))
    assert border == pytest.approx(0.5174466, abs=5e-8)
    assert spectrum(smooth.where(sigma=border * 1.001), 0.5).mu > 0
    assert spectrum(smooth.where(sigma=border * 0.999), 0.5).mu < 0


@pytest.mark.parametrize(
    ("loss", "at"),
    [
        (LOSSES["trap"], 0.4),
        (LOSSES["trap"], 1.5),
        (LOSSES["Polyak–Łojasiewicz"], 0.7),
        (LOSSES["ripples on a bowl"], -1.3),
        (LOSSES["tilted quartic"], 2.0),
        (Loss(x**3 * 2 + sp.cos(x / 3 + 1) ** 3 + sp.exp(x / 2), x), 0.3),
    ],
)
@pytest.mark.parametrize("width", [0.2, 1.0])
def test_smoothing_is_the_average_over_a_normal_distribution(loss, at, width):
    def integrand(z):
        return float(loss(at + width * z)) * math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)

    expected, _ = quad(integrand, -12, 12, points=[(1.5 - at) / width], limit=500, epsabs=1e-12)
    assert float(smoothed(loss).where(sigma=width)(at)) == pytest.approx(expected, rel=1e-9)


def test_in_two_variables_smoothing_goes_through_one_after_the_other():
    product = Loss(sp.cos(x) * sp.exp(-(y**2)) + x**2 * y**4 + sp.exp(-((x - y) ** 2)), (x, y))
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    grid = np.stack(np.meshgrid(nodes, nodes), axis=-1)
    shares = np.outer(weights, weights) / weights.sum() ** 2
    at = np.array([0.3, -0.6])
    expected = (product(at + 0.5 * grid) * shares).sum()
    assert float(smoothed(product).where(sigma=0.5)(at)) == pytest.approx(expected, rel=1e-10)


def test_smoothed_with_no_width_the_loss_is_itself():
    points = np.random.default_rng(0).uniform(-2, 2, (20, 2))
    for name in ("Himmelblau", "McCormick", "Rastrigin"):
        smooth = smoothed(LOSSES[name]).where(sigma=0)
        np.testing.assert_allclose(smooth(points), LOSSES[name](points), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("dimension", [2, 10])
def test_graduated_descent_on_rastrigin_always_arrives(dimension):
    widths = [0.6, 0.5, 0.4, 0.3, 0.2]
    loss = rastrigin(dimension)
    search = graduate(loss, starts(200, dimension), widths, 0.004, steps=800)
    assert found(search.points[-1]) == 1
    assert search.values.shape == (7, 200)
    assert (search.gradients > 0).all()


def test_the_trap_leads_graduated_descent_astray():
    search = graduate(LOSSES["trap"], 0.0, [1.0, 0.5, 0.2, 0.1], 0.02, steps=2000)
    assert search.points[-1, 0] == pytest.approx(-1.5, abs=1e-4)
    assert search.value == pytest.approx(-1.0, abs=1e-6)
    best = random_search(LOSSES["trap"], 2000)
    assert best.value == pytest.approx(-1.3111, abs=2e-3)
    end = descend(LOSSES["trap"], 1.4, 0.005, steps=2000).points[-1, 0]
    assert end == pytest.approx(1.4997, abs=5e-5)


def test_graduated_descent_counts_its_gradients():
    search = graduate(rastrigin(1), 3.0, [0.6], 0.004, steps=50, tol=0)
    assert (search.evaluations, int(search.gradients)) == (3, 2 * 51)


def test_each_descent_may_have_a_step_size_of_its_own():
    smooth = smoothed(rastrigin(1)).where(sigma=0.6)
    first = descend(smooth, 3.0, 0.4, steps=20, keep="ends").points[-1]
    second = descend(rastrigin(1), first, 0.002, steps=20, keep="ends").points[-1]
    search = graduate(rastrigin(1), 3.0, [0.6], [0.4, 0.002], steps=20, tol=1e-8)
    np.testing.assert_array_equal(search.points[1:], [first, second])


def test_slopes_from_samples_are_right_on_average():
    at, width, draws = np.array([0.3, -1.7]), 0.4, 200_000
    slopes = sampled(RASTRIGIN, width).grad(np.tile(at, (draws, 1)))
    error = slopes.std(axis=0) / math.sqrt(draws)
    exact = smoothed(RASTRIGIN).where(sigma=width).grad(at)
    assert (np.abs(slopes.mean(axis=0) - exact) < 4 * error).all()
    np.testing.assert_array_equal(sampled(RASTRIGIN, width)(at), RASTRIGIN(at))


def test_slopes_from_samples_cost_two_values_each():
    asked = []
    counted = ArrayLoss(lambda p: asked.append(p[..., 0].size) or RASTRIGIN(p), RASTRIGIN.grad, 2)
    sampled(counted, 0.5, seed=3).grad(np.zeros((7, 2)))
    assert asked == [7, 7]


LINE = Loss(x**2, x)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: smoothed(3), TypeError, "loss: expected a Loss, got 3"),
        (lambda: smoothed(LOSSES["log cosh"]), ValueError, "loss: no closed form is known of the"),
        (lambda: smoothed(LOSSES["Box"]), ValueError, "loss: expected one formula, got a mean"),
        (lambda: smoothed(smoothed(LINE)), ValueError, "loss: expected one without a letter sigma"),
        (lambda: graduate(LINE, 0, [1, 2], 0.1), ValueError, "widths: expected positive, falling"),
        (lambda: graduate(LINE, 0, [1, 0], 0.1), ValueError, "widths: expected positive, falling"),
        (lambda: graduate(LINE, 0, 1.0, 0.1), ValueError, "widths: expected positive, falling"),
        (lambda: graduate(LINE, 0, [np.nan], 0.1), ValueError, "widths: expected positive"),
        (lambda: graduate(LINE, 0, "a", 0.1), TypeError, "widths: expected real numbers"),
        (lambda: graduate(LINE, (1, 2), [1], 0.1), ValueError, "start: expected shape"),
        (lambda: graduate(LINE, 0, [1], [1, 2, 3]), ValueError, "step_size: expected 1 or 2 num"),
        (lambda: sampled(3, 1), TypeError, "loss: expected a Loss, got 3"),
        (lambda: sampled(LINE, 0), ValueError, "width: expected a positive number, got 0"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
