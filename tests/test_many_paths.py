"""Many paths at once: which ones leave the work early, and that none ends elsewhere for it."""

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, Loss, descend, gradient, many_paths, momentum

pytestmark = pytest.mark.core

PARABOLA, HIMMELBLAU = LOSSES["parabola"], LOSSES["Himmelblau"]
STARTS = np.linspace(-2, 2, 31)[:, None]


def assert_as_alone(loss, starts, alpha, **how):
    many = descend(loss, starts, alpha, **how)
    for i, start in enumerate(starts):
        alone = descend(loss, start, alpha, **how)
        np.testing.assert_array_equal(many.points[-1][i], alone.points[-1])
        assert (many.steps[i], many.end[i]) == (alone.steps, alone.end)


@pytest.fixture
def steps_done(monkeypatch):
    """How many steps the block takes, one number a step."""
    done, gone = [], many_paths._gone
    monkeypatch.setattr(
        many_paths, "_gone", lambda rows, far: done.append(len(rows[0])) or gone(rows, far)
    )
    return done


@pytest.mark.parametrize("steps", [0, 1, 2, 20, 21, 22, 41, 1000, 1001])
@pytest.mark.parametrize("stepper", [gradient(), momentum(0)], ids=str)
def test_a_path_that_jumps_to_and_fro_ends_on_the_side_where_it_would_end_alone(steps, stepper):
    how = {"steps": steps, "tol": 0, "stepper": stepper, "keep": "ends"}
    assert_as_alone(PARABOLA, STARTS, 0.5, **how)


def test_paths_that_jump_to_and_fro_are_not_stepped_to_the_last_step(steps_done):
    path = descend(PARABOLA, STARTS[STARTS != 0][:, None], 0.5, steps=10_001, tol=0, keep="ends")
    assert path.message == "30 out of steps"
    np.testing.assert_array_equal(path.points[-1], -path.points[0])
    assert len(steps_done) <= 2 * many_paths._LOOK


def test_every_point_of_a_path_that_jumps_to_and_fro_is_kept():
    path = descend(PARABOLA, STARTS, 0.5, steps=60, tol=0, keep=7)
    signs = (-1.0) ** path.kept
    np.testing.assert_array_equal(path.points[..., 0], np.outer(signs, STARTS[:, 0]))


@pytest.mark.parametrize("alpha", [0.01, 0.02, 0.0201])
@pytest.mark.parametrize("steps", [150, 151, 400])
def test_paths_that_have_come_to_rest_or_to_a_cycle_end_where_they_would_alone(alpha, steps):
    starts = np.random.default_rng(0).uniform(-6, 6, (60, 2))
    assert_as_alone(HIMMELBLAU, starts, alpha, steps=steps, tol=0, keep="ends")


def test_work_shrinks_as_paths_come_to_rest(steps_done):
    starts = np.random.default_rng(0).uniform(-5, 5, (500, 2))
    descend(LOSSES["Styblinski–Tang"], starts, 0.02, steps=400, tol=0, keep="ends")
    assert steps_done[0] == 500
    assert len(steps_done) < 150


def test_two_zeros_of_opposite_sign_are_not_taken_for_rest():
    x, y = sp.symbols("x y")
    # The step from −0 leads to 0, whence the next one leads on; the slope 1e-30 moves nothing.
    side = sp.Piecewise((x**2 / 2, 1 / x < 0), (x, True), evaluate=False)
    loss = Loss(side + sp.Float("1e-30") * y, (x, y))
    assert loss.grad([[-0.0, 1], [0.0, 1]])[:, 0].tolist() == [0, 1]
    assert_as_alone(loss, [[-0.0, 1.0]] * 12, 0.5, steps=50, tol=0, keep="ends")


def test_a_step_that_overflows_in_its_first_slope_only_is_seen_in_both():
    x, y = sp.symbols("x y")
    loss = Loss(sp.exp(x) + sp.exp(-y), (x, y))
    starts = [[800.0, 1.0], [1.0, -800.0], [1.0, 1.0]]
    path = descend(loss, starts, 0.1, steps=30, keep="ends")
    assert path.end.tolist() == ["diverged", "diverged", "out of steps"]
    np.testing.assert_array_equal(path.points[-1][:2], starts[:2])


def test_a_path_whose_first_slope_alone_is_small_goes_on():
    starts = [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]
    assert_as_alone(LOSSES["valley"], starts, 0.05, steps=400, tol=1e-3)
    assert (
        descend(LOSSES["valley"], starts, 0.05, steps=400, tol=1e-3).end.tolist()
        == ["converged"] * 3
    )
