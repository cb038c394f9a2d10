"""Losses given by arrays and by data, long paths in place, and what a path tells."""

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
    ArrayLoss,
    Loss,
    descend,
    diminishing,
    gradient,
    line_search,
    mini_batches,
    momentum,
    newton,
    quadratic,
    separable,
)

x, y, t, u = sp.symbols("x y t u")
WELLS = LOSSES["double well"]
BALL = ArrayLoss(lambda p: (p**2).sum(axis=-1), lambda p: 2 * p, 3)
MEAN = Loss((x - t) ** 2, x, data={t: [1.0, 2.0, 6.0]})


def both_ways(loss, start, *arguments, **rules):
    """The path that steps in place, and the one that does not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gdlib.descent._LONG", 1)
        long = descend(loss, start, *arguments, **rules)
        patch.setattr("gdlib.descent._LONG", 10**9)
        return long, descend(loss, start, *arguments, **rules)


@pytest.mark.parametrize("rule", [gradient(), momentum(0.5), momentum(0.9, nesterov=True)])
@pytest.mark.parametrize("keep", ["all", "ends", 3])
@pytest.mark.parametrize(("step_size", "steps"), [(0.2, 7), (0.2, 400), (5.0, 100)])
@pytest.mark.parametrize("whole", [True, False])
def test_a_long_path_in_place_is_the_path(rule, keep, step_size, steps, whole):
    loss = separable(WELLS, 6)
    if whole:
        loss = ArrayLoss(loss.value, loss.gradient, 6)
    start = np.linspace(-1.3, 1.2, 6)
    long, usual = both_ways(loss, start, step_size, stepper=rule, keep=keep, steps=steps)
    assert (long.steps, long.end) == (usual.steps, usual.end)
    np.testing.assert_array_equal(long.kept, usual.kept)
    np.testing.assert_allclose(long.points, usual.points, rtol=1e-9)


def test_a_long_path_that_starts_at_the_bottom_stays_there():
    long, _ = both_ways(BALL, np.zeros(3), 0.1)
    assert (long.steps, long.end) == (0, "converged")


@pytest.mark.parametrize("tol", [0.0, 1e-3])
def test_a_long_path_that_lands_on_the_bottom_has_converged(tol):
    long, usual = both_ways(BALL, [1.0, 2.0, 3.0], 0.5, steps=1, tol=tol)
    assert long.end == usual.end == "converged"
    np.testing.assert_array_equal(long.points[-1], 0)


def test_a_separable_loss_is_the_sum_and_its_slopes_are_each_their_own():
    points = np.random.default_rng(0).normal(size=(4, 5))
    loss = separable(WELLS, 5)
    np.testing.assert_allclose(loss(points), WELLS(points[..., None]).sum(axis=-1))
    np.testing.assert_allclose(loss.grad(points), WELLS.grad(points[..., None])[..., 0])


def test_a_separable_loss_keeps_its_parameters_and_the_shape_of_a_batch():
    steep = LOSSES["parabola"].where(lamda=10)
    points = np.random.default_rng(0).normal(size=(2, 3, 4))
    loss = separable(steep, 4)
    np.testing.assert_allclose(loss(points), 5 * (points**2).sum(axis=-1))
    np.testing.assert_allclose(loss.grad(points), 10 * points)


def test_blocks_of_a_separable_loss_add_up_with_no_warning(monkeypatch, recwarn):
    points = np.append(np.linspace(-2, 2, 10), 1e200)
    whole = separable(WELLS, 11)
    expected = whole.grad(points), whole(points[:10].repeat(2)[:11])
    monkeypatch.setattr("gdlib.array_loss.BLOCK", 3)
    np.testing.assert_array_equal(whole.grad(points), expected[0])
    assert whole(points[:10].repeat(2)[:11]) == pytest.approx(float(expected[1]))
    assert whole(points) == np.inf
    assert not recwarn.list


def test_a_quadratic_has_its_matrix_as_hessian_and_newton_solves_it():
    matrix, vector = np.array([[4.0, 1], [1, 3]]), np.array([1.0, 2])
    loss = quadratic(matrix, vector)
    np.testing.assert_array_equal(loss.hess(np.zeros((3, 2))), [matrix] * 3)
    path = descend(loss, [[5, 5], [-3, 1]], 1, stepper=newton())
    np.testing.assert_allclose(path.points[-1], [np.linalg.solve(matrix, vector)] * 2)


def test_a_quadratic_has_the_values_and_slopes_of_its_formula():
    generator = np.random.default_rng(0)
    root, vector = generator.normal(size=(3, 3)), generator.normal(size=3)
    matrix, points = root + root.T, generator.normal(size=(2, 4, 3))
    loss = quadratic(matrix, vector)
    assert loss.name == "quadratic"
    for place in np.ndindex(2, 4):
        p = points[place]
        assert loss(points)[place] == pytest.approx(p @ matrix @ p / 2 - vector @ p)
        np.testing.assert_allclose(loss.grad(points)[place], matrix @ p - vector)


def test_newton_with_a_singular_hessian_ends_as_diverged_and_leaves_the_others_alone():
    flat = Loss(x**4 + y**2, (x, y))
    path = descend(flat, [[0.0, 1.0], [1.0, 1.0]], 1, stepper=newton(), steps=60)
    assert path.end.tolist() == ["diverged", "converged"]


def test_exact_line_search_on_a_loss_without_a_minimum_runs_far():
    assert descend(Loss(-x, x), 0.0, 1.0, stepper=line_search("exact")).end == "diverged"


def test_exact_line_search_stops_at_wolfes_point_that_is_no_minimum():
    # Wolfe 1975; Boyd, EE364b: from (c, 1) to (0, 0), though f(−1, 0) = −1/2
    wolfe = LOSSES["Wolfe"]
    path = descend(wolfe, (3, 1), 0.1, stepper=line_search("exact"), steps=60)
    np.testing.assert_allclose(path.points[-1], 0, atol=1e-6)
    assert wolfe([-1, 0]) == -0.5


def test_a_path_tells_its_best_point_its_gradients_and_how_many_ended_how():
    path = descend(LOSSES["lopsided basin"], -0.1, 1.3, steps=50)
    assert path.values.min() == LOSSES["lopsided basin"](path.best)
    np.testing.assert_allclose(path.gradient_norms, np.abs(path.loss.grad(path.points)[:, 0]))
    many = descend(LOSSES["parabola"], [[1.0], [2.0]], [0.2, 0.7], steps=300)
    assert many.message == "1 converged, 1 diverged"
    assert many.best.shape == (2, 1)
    assert repr(many).endswith("points, 1 converged, 1 diverged)")


def test_an_epoch_of_batches_sees_every_sample_once_in_an_order_of_its_seed():
    rows = mini_batches(4, seed=5).rows(10)
    first, second = ([next(rows) for _ in range(3)] for _ in range(2))
    for epoch in (first, second):
        assert [len(batch) for batch in epoch] == [4, 4, 2]
        assert sorted(np.concatenate(epoch)) == list(range(10))
    assert not np.array_equal(np.concatenate(first), np.concatenate(second))
    again = mini_batches(4, seed=5).rows(10)
    np.testing.assert_array_equal(next(again), first[0])
    assert mini_batches(4).seed == 0


def test_a_subset_of_the_samples_has_the_mean_over_them():
    assert MEAN.subset([0, 2])(0.0) == (1 + 36) / 2
    assert MEAN.samples == 3
    assert repr(diminishing(0.5)) == "0.5/(n+1)^1"
