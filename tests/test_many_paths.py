"""Many paths at once: which ones leave the work early, and that none ends elsewhere for it."""

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, Loss, block, descend, diminishing, gradient, many_paths, momentum

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
@pytest.mark.parametrize("stepper", [gradient(), momentum(0)], ids=lambda stepper: stepper.name)
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


@pytest.mark.parametrize("steps", [5, 60])
def test_paths_with_step_sizes_of_their_own_end_where_they_would_alone(steps, monkeypatch):
    monkeypatch.setattr(many_paths, "BLOCK", 7)
    monkeypatch.setattr(many_paths, "_TOGETHER", 3)
    alphas = np.linspace(0.05, 0.6, 31)
    many = descend(PARABOLA, STARTS, alphas, steps=steps, tol=1e-6, keep="ends")
    for i, start in enumerate(STARTS):
        alone = descend(PARABOLA, start, alphas[i], steps=steps, tol=1e-6)
        np.testing.assert_array_equal(many.points[-1][i], alone.points[-1])
        assert (many.steps[i], many.end[i]) == (alone.steps, alone.end)


def test_blocks_that_get_short_are_packed_into_fewer(monkeypatch):
    monkeypatch.setattr(many_paths, "BLOCK", 5)
    monkeypatch.setattr(many_paths, "_TOGETHER", 4)
    packings = []
    monkeypatch.setattr(
        many_paths,
        "packed",
        lambda blocks, size: packings.append(made := block.packed(blocks, size)) or made,
    )
    # Every third path starts at the minimum, the others are on their way.
    starts = np.where(np.arange(40) % 3, 1.0, 0.0)[:, None]
    assert_as_alone(PARABOLA, starts, 0.01, steps=45, tol=1e-6, keep="ends")
    counts = [len(blocks) for blocks in packings]
    assert counts[0] == 3
    assert all(len(part) <= 5 for blocks in packings for part in blocks)


def test_a_schedule_is_followed_from_block_to_block(monkeypatch):
    monkeypatch.setattr(many_paths, "BLOCK", 4)
    assert_as_alone(HIMMELBLAU, STARTS[:12] + np.array([0, 1]), diminishing(0.01), steps=47, tol=0)


def test_a_path_at_the_limit_stays_and_one_beyond_it_is_not_followed():
    loss = Loss(-sp.Symbol("x"), sp.Symbol("x"))
    path = descend(loss, [[0.0], [1.0]], 1.0, steps=9, far=5.0, keep="ends")
    assert path.points[-1].tolist() == [[5.0], [5.0]]
    assert path.steps.tolist() == [5, 4]
    assert path.end.tolist() == ["diverged"] * 2
