"""descend: its paths against closed forms, its endings, and what it refuses."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from gdlib import LOSSES, Loss, descend, gradient

PARABOLA, BASIN, VEE = LOSSES["parabola"], LOSSES["lopsided basin"], LOSSES["vee"]
curvatures = st.floats(0.1, 50)


@given(curvatures, st.floats(0.01, 2.5), st.floats(0.1, 5))
def test_on_a_parabola_the_distance_is_a_geometric_sequence(lamda, alpha_lamda, start):
    path = descend(PARABOLA.where(lamda=lamda), start, alpha_lamda / lamda, steps=30, tol=0)
    n = np.arange(len(path.points))
    expected = start * (1 - alpha_lamda) ** n
    np.testing.assert_allclose(path.points[:, 0], expected, rtol=1e-9, atol=1e-9 * start)


@given(curvatures, st.floats(0.01, 3))
def test_a_parabola_converges_below_two_over_its_curvature_and_not_above(lamda, share):
    assume(abs(share - 1) > 0.02)  # on the border neither
    path = descend(PARABOLA.where(lamda=lamda), 1.0, share * 2 / lamda, steps=2000)
    assert path.end == ("converged" if share < 1 else "diverged")


@pytest.mark.parametrize(
    ("alpha", "factor"), [(0.2, 0.2), (0.25, 0.0), (0.4, -0.6), (0.5, -1.0), (0.51, -1.04)]
)
def test_the_five_regimes_have_the_published_factors(alpha, factor):
    path = descend(PARABOLA, 1.0, alpha, steps=1)
    assert path.points[1, 0] == pytest.approx(factor, abs=1e-15)


def test_just_beyond_the_border_the_path_grows_as_computed():
    assert descend(PARABOLA, 1.0, 0.51, steps=20).points[20, 0] == pytest.approx(2.191123, abs=5e-7)


def test_two_over_the_curvature_is_an_exact_cycle():
    path = descend(PARABOLA, 1.0, 0.5, steps=50)
    assert set(path.points[:, 0]) == {1.0, -1.0}
    assert path.end == "out of steps"


@given(st.floats(0.2, 8), st.floats(0.2, 8), st.floats(0.05, 1.5), st.floats(-1, 1))
def test_two_parabolas_converge_exactly_below_the_sum_of_inverse_curvatures(a, b, share, start):
    assume(abs(share - 1) > 0.05 and abs(start) > 1e-3)
    x, left, right = sp.symbols("x left right")
    formula = sp.Piecewise((left * x**2 / 2, x < 0), (right * x**2 / 2, True))
    loss = Loss(formula, (x,), {"left": a, "right": b})
    path = descend(loss, start, share * (1 / a + 1 / b), steps=5000)
    assert path.end == ("converged" if share < 1 else "diverged")


@pytest.mark.parametrize(
    ("start", "alpha", "rises", "end"),
    [
        (-0.1, 0.74, False, 0.0),
        (-0.1, 0.76, True, 0.0),
        (-0.1, 1.0, True, 0.0),
        (-0.1, 1.2, True, 0.0),
        (-0.68, 1.0, True, 4.0),
        (-0.1, 1.5, True, 4.0),
        (-0.1, 1.9, True, 4.0),
    ],
)
def test_the_lopsided_basin_keeps_or_loses_the_path_as_computed(start, alpha, rises, end):
    path = descend(BASIN, start, alpha, steps=400)
    assert path.end == "converged"
    assert path.points[-1, 0] == pytest.approx(end, abs=1e-6)
    assert (np.diff(path.values) > 0).any() == rises


def test_the_lopsided_basin_is_left_at_the_published_steps():
    for alpha, step in ((1.5, 31), (1.9, 3)):
        places = descend(BASIN, -0.1, alpha, steps=400).points[:, 0]
        assert np.flatnonzero(places > 2)[0] == step


def test_between_the_borders_the_path_wanders_for_ever():
    path = descend(BASIN, -0.1, 1.3, steps=20_000)
    assert path.end == "out of steps"
    assert path.points.max() < 2


@given(st.floats(0.01, 10), st.floats(-5, 5))
def test_unequal_slopes_alone_stay_between_five_steps_left_and_one_right(alpha, start):
    steps = int(abs(start) / alpha) + 10
    late = descend(VEE, start, alpha, steps=steps + 50).points[steps:, 0]
    assert (late >= -5 * alpha - 1e-9).all()
    assert (late <= alpha + 1e-9).all()


@given(st.floats(0.001, 0.199), st.floats(-5, 5), st.floats(-5, 5))
def test_below_two_over_the_largest_curvature_no_step_raises_the_cost(alpha, u, v):
    path = descend(LOSSES["valley"], (u, v), alpha, steps=30)
    assert (np.diff(path.values) <= 1e-15 * path.values[:-1]).all()


def test_the_step_is_the_formula_to_the_last_bit():
    loss, alpha = LOSSES["Himmelblau"], 0.0123
    path = descend(loss, (0.3, -1.7), alpha, steps=50)
    expected = path.points[:-1] - alpha * loss.grad(path.points[:-1])
    np.testing.assert_array_equal(path.points[1:], expected)


def test_a_batch_takes_the_same_steps_as_its_members():
    loss = LOSSES["Himmelblau"]
    starts = np.random.default_rng(2).uniform(-6, 6, (7, 5, 2))
    together = descend(loss, starts, 0.02, steps=80)
    for place in np.ndindex(7, 5):
        alone = descend(loss, starts[place], 0.02, steps=80)
        taken = together.steps[place]
        assert taken == alone.steps
        assert together.end[place] == alone.end
        np.testing.assert_array_equal(together.points[: taken + 1, *place], alone.points)
        assert (together.points[taken:, *place] == alone.points[-1]).all()


def test_step_sizes_broadcast_against_starts():
    sizes = np.array([0.2, 0.25, 0.6])
    path = descend(PARABOLA, [[[1.0]], [[2.0]]], sizes, steps=40)
    assert path.points.shape[1:] == (2, 3, 1)
    assert path.steps[:, 1].tolist() == [1, 1]


def test_it_stops_where_the_gradient_is_small():
    path = descend(PARABOLA, 1.0, 0.2, tol=1e-3)
    assert path.gradient_norms[-1] <= 1e-3 < path.gradient_norms[-2]
    assert path.message == f"converged after {path.steps} steps"


def test_a_start_at_the_minimum_takes_no_step():
    path = descend(PARABOLA, 0.0, 0.1)
    assert (path.steps, path.end) == (0, "converged")


def test_divergence_names_its_step_and_keeps_only_numbers(recwarn):
    path = descend(LOSSES["Rosenbrock"], (-1.2, 1), 0.1)
    assert path.end == "diverged"
    assert path.message == f"diverged at step {len(path.points)}"
    assert np.isfinite(path.points).all()
    assert not recwarn.list


def test_an_overflow_in_a_function_is_divergence_too(recwarn):
    x = sp.Symbol("x")
    path = descend(Loss(sp.exp(x**2), (x,)), 3.0, 1.0)
    assert path.message == "diverged at step 2"
    together = descend(Loss(sp.exp(x**2), (x,)), [[3.0], [0.1]], 0.1)
    assert together.end.tolist() == ["diverged", "converged"]
    assert not recwarn.list


def test_an_overflow_in_a_piece_that_does_not_hold_is_none():
    x, c = sp.symbols("x c")
    pieces = sp.Piecewise((sp.exp(x) + sp.exp(2 * x), x < 1), ((x - c) ** 2 / 2, True))
    loss = Loss(pieces, x, {"c": 0})  # math.exp raises at 800
    path = descend(loss, 900.0, 0.5, steps=2)
    np.testing.assert_allclose(path.points[:, 0], [900, 450, 225], rtol=1e-12)
    assert descend(loss.where(c=800), 800.0, 0.5).message == "converged after 0 steps"


def test_leaving_where_the_formula_is_real_is_divergence():
    x = sp.Symbol("x")
    for run in (descend(Loss(x * sp.log(x), (x,)), 1.0, 2.0), descend(Loss(1 / x, (x,)), 0.0, 1.0)):
        assert run.end == "diverged"
        assert np.isfinite(run.points).all()


def test_integer_starts_are_not_truncated():
    assert descend(PARABOLA, [1], 0.1, steps=1).points[1, 0] == pytest.approx(0.6)


def test_a_path_cannot_be_changed_and_changes_nothing_of_the_callers():
    start = np.array([1.0])
    path = descend(PARABOLA, start, 0.1)
    start[0] = 5.0
    assert path.points[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        path.points[0, 0] = 7.0
    with pytest.raises(AttributeError):
        path.end = "converged"


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"loss": "parabola"}, TypeError, "loss: expected a Loss, got 'parabola'"),
        ({"start": (1, 2)}, ValueError, r"start: expected shape \(\.\.\., 1\).*got shape \(2,\)"),
        ({"start": float("nan")}, ValueError, "start: expected finite"),
        ({"step_size": 0}, ValueError, "step_size: expected a positive number, got 0"),
        ({"step_size": -0.1}, ValueError, "step_size: expected a positive number, got -0.1"),
        ({"step_size": float("nan")}, ValueError, "step_size: expected a positive number"),
        ({"step_size": "big"}, TypeError, "step_size: expected a positive number, got 'big'"),
        ({"step_size": True}, TypeError, "step_size: expected a positive number, got True"),
        ({"stepper": "gradient"}, TypeError, r"stepper: expected a Stepper such as gradient\(\)"),
        ({"steps": 2.5}, TypeError, "steps: expected a whole number, got 2.5"),
        ({"steps": -1}, ValueError, "steps: expected 0 or more, got -1"),
        ({"tol": -1}, ValueError, "tol: expected a non-negative number, got -1"),
        ({"far": 0}, ValueError, "far: expected a positive number, got 0"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(change, error, message):
    arguments = {"loss": PARABOLA, "start": 1.0, "step_size": 0.1, "stepper": gradient()} | change
    with pytest.raises(error, match=message):
        descend(**arguments)
