"""The named losses: what is said to be known of them is so."""

import numpy as np
import pytest

from gdlib import LOSSES, spectrum
from gdlib.losses.curves import CURVES
from gdlib.losses.spaces import ackley, nesterov_worst, rastrigin, rosenbrock, styblinski_tang

pytestmark = pytest.mark.core


@pytest.mark.parametrize("name", CURVES)
def test_the_slope_changes_sign_just_where_a_curve_s_known_minima_and_maxima_are(name):
    loss = LOSSES[name]
    (low, high) = loss.domain[0]
    cells = np.linspace(low, high, 40_001)  # an even number: 0 is a border
    downhill = loss.grad((cells[:-1, None] + cells[1:, None]) / 2)[:, 0] < 0
    for known, sign in ((loss.minima, 1), (loss.maxima, -1)):
        turns = cells[1:-1][np.diff(downhill.astype(int)) == -sign]
        inside = np.sort(known[(known > low) & (known < high)])
        assert len(turns) == len(inside)
        np.testing.assert_allclose(turns, inside, atol=(high - low) / 40_000)


SMOOTH_KINDS = [
    (name, kind)
    for name in LOSSES
    if name not in ("vee", "absolute value", "ReLU neuron", "two kinks", "Ackley", "Wolfe")
    for kind in ("minima", "saddles", "maxima")
    if len(getattr(LOSSES[name], kind))
]
DEGENERATE = {"cubic", "ledge", "monkey saddle", "Powell singular", "flat or sharp", "Box"}
UNDECIDED = DEGENERATE | {"terraces", "Powell badly scaled"}  # by curvatures in floats


def test_there_are_enough_losses_and_each_says_where_it_is_from():
    assert len(LOSSES) >= 24
    assert {1, 2, 3, 4, 10} <= {loss.dimension for loss in LOSSES.values()}
    for name, loss in LOSSES.items():
        assert loss.name == name
        assert len(loss.source) > 20
        assert len(loss.domain) == loss.dimension
        assert all(low < high for low, high in loss.domain)
        assert np.isfinite(loss(np.array(loss.domain).mean(axis=1) + 0.01))


@pytest.mark.parametrize(("name", "kind"), SMOOTH_KINDS)
def test_at_a_known_stationary_point_newtons_step_is_below_a_hundred_millionth(name, kind):
    loss = LOSSES[name]
    for point in getattr(loss, kind):
        slopes, hessian = loss.grad(point), loss.hess(point)
        if name in DEGENERATE:
            np.testing.assert_allclose(slopes, 0, atol=1e-12)
        else:
            assert np.abs(np.linalg.solve(hessian, slopes)).max() <= 1e-8


@pytest.mark.parametrize(("name", "kind"), SMOOTH_KINDS)
def test_the_curvatures_at_a_known_stationary_point_are_those_of_its_kind(name, kind):
    loss = LOSSES[name]
    for point in getattr(loss, kind):
        found = spectrum(loss, point).kind
        assert found == {"minima": "minimum", "saddles": "saddle", "maxima": "maximum"}[kind] or (
            name in UNDECIDED and found != "saddle"
        )


@pytest.mark.parametrize("name", [name for name in LOSSES if len(LOSSES[name].minima)])
def test_around_a_known_minimum_nothing_is_lower_and_the_first_is_the_lowest(name):
    loss = LOSSES[name]
    size = 1e-6 * np.abs(np.diff(loss.domain)).min()
    around = np.random.default_rng(0).normal(size=(100, loss.dimension)) * size
    for point in loss.minima:
        low = loss(point)
        assert (loss(point + around) >= low - 1e-13 * max(1, abs(low))).all()
    values = loss(loss.minima)
    assert values[0] <= values.min() + 1e-12


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Goldstein–Price", [3, 30, 84, 840]),
        ("six-hump camel", [-1.03162845349] * 2 + [-0.215463824] * 2 + [2.104250310] * 2),
        ("three-hump camel", [0, 0.298638442, 0.298638442]),
        ("Freudenstein–Roth", [0, 48.9842536792]),
        ("Styblinski–Tang", [-78.33233140754, -64.19561235745, -64.19561235745, -50.0588933106]),
        ("McCormick", [-1.913222954981]),
        ("Gaussian", [1.12793277e-8]),
        ("ridge", [-0.25, -0.25]),
        ("trap", [-1.3111, -1.0]),
    ],
)
def test_the_values_at_known_minima_are_the_published_ones(name, expected):
    values = LOSSES[name](LOSSES[name].minima)[: len(expected)]
    np.testing.assert_allclose(values, expected, rtol=1e-8 if name != "trap" else 1e-4, atol=1e-15)


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [  # Moré, Garbow and Hillstrom 1981
        ("Rosenbrock", (-1.2, 1), 24.2),
        ("Beale", (1, 1), 14.203125),
        ("Powell badly scaled", (0, 1), 1.1352617),
        ("Brown badly scaled", (1, 1), 9.99998e11),
        ("helical valley", (-1, 0, 0), 2500),
        ("Gaussian", (0.4, 1, 0), 3.888107e-6),
        ("Box", (0, 10, 20), 1031.1538),
        ("Powell singular", (3, -1, 0, 1), 215),
    ],
)
def test_the_values_at_published_starts_are_the_published_ones(name, start, expected):
    assert LOSSES[name](start) == pytest.approx(expected, rel=3e-7)


def test_rastrigin_has_eleven_minima_on_a_line():
    line = rastrigin(1)
    cells = np.linspace(-5.12, 5.12, 20_000)
    slopes = line.grad(cells[:, None])[:, 0]
    assert ((slopes[:-1] < 0) & (slopes[1:] >= 0)).sum() == 11
    assert line.minima[1, 0] == pytest.approx(0.9949586, abs=5e-8)
    assert line.maxima[0, 0] == pytest.approx(0.5025460, abs=5e-8)


@pytest.mark.parametrize("dimension", [2, 5, 10])
def test_nesterovs_quadratic_has_the_published_least_value_and_curvature(dimension):
    loss = nesterov_worst(dimension, curvature=3.0)
    expected = 3 / 8 * (1 / (dimension + 1) - 1)
    assert loss(loss.minima[0]) == pytest.approx(expected, rel=1e-13)
    assert spectrum(loss, loss.minima[0]).M <= 3


def test_the_polyak_lojasiewicz_inequality_holds_with_the_published_constant_and_no_better():
    loss = LOSSES["Polyak–Łojasiewicz"]
    places = np.linspace(-8, 8, 100_001)[:, None]
    with np.errstate(invalid="ignore"):
        ratio = (loss.grad(places)[:, 0] ** 2 / (2 * loss(places)))[np.abs(places[:, 0]) > 1e-6]
    assert ratio.min() == pytest.approx(0.175531, abs=1e-6)
    assert ratio.min() > 1 / 32


def test_ackley_is_a_cone_at_its_minimum():
    loss = LOSSES["Ackley"]
    ring = np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0, 6, 7)])
    slopes = (loss(1e-7 * ring) - loss([0.0, 0.0])) / 1e-7
    np.testing.assert_allclose(slopes, 20 / 5 / np.sqrt(2), rtol=1e-4)


@pytest.mark.parametrize(
    ("make", "dimension", "error", "message"),
    [
        (rosenbrock, 1, ValueError, "dimension: expected 2 or more, got 1"),
        (rastrigin, 0, ValueError, "dimension: expected 1 or more, got 0"),
        (ackley, 2.0, TypeError, "dimension: expected a whole number, got 2.0"),
        (styblinski_tang, "two", TypeError, "dimension: expected a whole number, got 'two'"),
        (nesterov_worst, True, TypeError, "dimension: expected a whole number, got True"),
    ],
)
def test_a_wrong_dimension_is_refused_by_name(make, dimension, error, message):
    with pytest.raises(error, match=message):
        make(dimension)
