"""The rules of a step beyond the plain one, against closed forms and published numbers."""

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
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

pytestmark = pytest.mark.core

x, y, t = sp.symbols("x y t")
VALLEY = LOSSES["valley"]


def test_newton_minimises_a_quadratic_in_one_step():
    path = descend(VALLEY, (10, 1), 1, stepper=newton())
    assert path.steps == 1
    np.testing.assert_allclose(path.points[1], 0, atol=1e-15)


def test_newton_on_log_cosh_takes_the_published_path():
    # Boyd and Vandenberghe, Convex Optimization (2004), exercise 9.10
    loss = Loss(sp.log(sp.exp(x) + sp.exp(-x)), (x,))
    path = descend(loss, 1.0, 1, stepper=newton(), steps=4)
    expected = [1, -0.81343, 0.40940, -0.047305, 7.06e-5]
    np.testing.assert_allclose(path.points[:, 0], expected, rtol=1e-3)
    assert descend(loss, 1.1, 1, stepper=newton()).end == "diverged"


def test_exact_line_search_from_kappa_and_one_meets_kantorovichs_bound():
    # Boyd and Vandenberghe, equation 9.18: x = κrᵏ, y = (−r)ᵏ with r = (κ − 1)/(κ + 1)
    path = descend(VALLEY, (10, 1), 1, stepper=line_search("exact"), steps=10)
    r = 9 / 11
    k = np.arange(11)
    np.testing.assert_allclose(path.points[:, 0], 10 * r**k, rtol=1e-9)
    np.testing.assert_allclose(path.points[:, 1], (-r) ** k, rtol=1e-9)


@pytest.mark.parametrize(("decrease", "shrink"), [(1e-4, 0.5), (0.3, 0.7), (0.9, 0.25)])
def test_armijos_step_is_the_first_that_falls_as_far_as_promised(decrease, shrink):
    loss, points = LOSSES["Himmelblau"], np.random.default_rng(0).uniform(-5, 5, (40, 2))
    rule = line_search(decrease=decrease, shrink=shrink)
    moved = descend(loss, points, 1.0, stepper=rule, steps=1, tol=0).points[1]
    tried = []
    for start, end in zip(points, moved, strict=True):
        slope, size, tries = loss.grad(start), 1.0, 0
        while loss(start - size * slope) > loss(start) - decrease * size * slope @ slope:
            size, tries = size * shrink, tries + 1
        np.testing.assert_allclose(end, start - size * slope, rtol=1e-12)
        tried.append(tries)
    assert len(set(tried)) > 2


def test_newton_takes_each_point_of_a_batch_by_itself():
    loss = Loss(x**4 / 4 + x * y + y**2 + sp.sqrt(x + 9), (x, y))
    points = np.random.default_rng(1).uniform(-2, 2, (3, 4, 2))
    points[0, 0] = -10, 0  # no number there, nor its Hessian
    together = descend(loss, points, 0.7, stepper=newton(), steps=3)
    assert together.end[0, 0] == "diverged"
    for place in list(np.ndindex(3, 4))[1:]:
        step = points[place]
        for _ in range(3):
            step = step - 0.7 * np.linalg.solve(loss.hess(step), loss.grad(step))
        np.testing.assert_allclose(together.points[-1][place], step, rtol=1e-10)


def test_newton_leaves_out_only_the_points_whose_hessian_is_singular():
    loss = Loss(x**4 + y**4, (x, y))
    points = np.array([[[0.0, 1.0], [1.0, 2.0]], [[3.0, 0.0], [2.0, -1.0]]])
    path = descend(loss, points, 1.0, stepper=newton(), steps=1)
    assert path.end.tolist() == [["diverged", "out of steps"]] * 2
    np.testing.assert_allclose(path.points[-1][:, 1], points[:, 1] * 2 / 3)


def test_exact_line_search_takes_each_point_of_a_batch_to_the_bottom_of_its_own_ray():
    points = np.random.default_rng(3).uniform(-3, 3, (3, 4, 2))
    rule = line_search("exact")
    moved = descend(VALLEY, points, 0.03, stepper=rule, steps=1, tol=0).points[1]
    slopes = VALLEY.grad(points)
    curved = (slopes[..., None, :] @ VALLEY.hess(points) @ slopes[..., None])[..., 0]
    best = (slopes**2).sum(axis=-1, keepdims=True) / curved
    np.testing.assert_allclose(moved, points - best * slopes, rtol=1e-7, atol=1e-9)


def test_armijos_rule_never_raises_the_cost():
    path = descend(LOSSES["Rosenbrock"], (-1.2, 1), 1, stepper=line_search("armijo"), steps=200)
    assert (np.diff(path.values) < 0).all()


@pytest.mark.parametrize(("decay", "border"), [(0.0, 2), (0.5, 3), (0.9, 3.8)])
def test_heavy_ball_on_a_parabola_is_stable_below_two_plus_twice_its_decay(decay, border):
    parabola = LOSSES["parabola"].where(lamda=1)
    for factor, end in ((0.98, "converged"), (1.02, "diverged")):
        path = descend(parabola, 1.0, factor * border, stepper=momentum(decay), steps=9000)
        assert path.end == end


def test_heavy_ball_cycles_on_the_published_convex_function():
    # Lessard, Recht and Packard 2016: slope 25x, then x + 24, then 25x − 24
    pieces = (
        (25 * x**2 / 2, x < 1),
        (x**2 / 2 + 24 * x - 12, x < 2),
        (25 * x**2 / 2 - 24 * x + 36, True),
    )
    path = descend(
        Loss(sp.Piecewise(*pieces), (x,)), 3.3, 1 / 9, stepper=momentum(4 / 9), steps=600
    )
    cycle = np.sort(path.points[-3:, 0])
    np.testing.assert_allclose(cycle, np.array([-2208, 792, 2592]) / 1225, atol=1e-12)


def test_fixed_steps_cycle_at_a_kink_and_diminishing_ones_settle():
    loss = Loss(sp.Abs(x), (x,))
    fixed = descend(loss, 1.0, 0.3, steps=100).points[-2:, 0]
    np.testing.assert_allclose(np.sort(fixed), [-0.2, 0.1], atol=1e-12)
    assert descend(loss, 1.0, diminishing(0.3), steps=2000).values[-1] < 1e-3


def test_with_data_the_loss_is_the_mean_over_samples():
    samples = np.array([1.0, 2.0, 6.0])
    loss = Loss((x - t) ** 2, (x,), data={t: samples})
    points = np.array([[0.0], [2.5]])
    np.testing.assert_allclose(loss(points), ((points - samples) ** 2).mean(axis=-1))
    np.testing.assert_allclose(loss.grad(points), 2 * (points - samples.mean()))


def test_mini_batches_of_all_samples_take_the_full_step():
    loss = Loss((x - t) ** 2, (x,), data={t: np.array([1.0, 2.0, 6.0])})
    full = descend(loss, 0.0, 0.2, steps=5)
    batches = descend(loss, 0.0, 0.2, stepper=mini_batches(3), steps=5)
    np.testing.assert_allclose(batches.points, full.points, rtol=1e-12)


def test_an_array_quadratic_descends_as_its_formula_does():
    matrix = np.array([[1.0, 0.0], [0.0, 10.0]])
    by_array = descend(quadratic(matrix), (9, 1), 0.1, steps=30)
    np.testing.assert_allclose(
        by_array.points, descend(VALLEY, (9, 1), 0.1, steps=30).points, atol=1e-12
    )


def test_a_separable_loss_descends_in_each_coordinate_alone():
    wells = LOSSES["double well"]
    starts = np.array([-1.4, 0.3, 0.9])
    together = descend(separable(wells, 3), starts, 0.2, steps=40, tol=0)
    alone = descend(wells, starts[:, None], 0.2, steps=40, tol=0)
    np.testing.assert_allclose(together.points, alone.points[..., 0], rtol=1e-12)


def test_of_a_long_path_the_last_point_alone_can_be_kept():
    wells, starts = LOSSES["double well"], np.linspace(-1.4, 1.4, 70_000)
    long = descend(separable(wells, 70_000), starts, 0.2, steps=7, keep="last")
    assert long.points.shape == (1, 70_000) and long.kept.tolist() == [7]
    alone = descend(wells, starts[:, None], 0.2, steps=7)
    np.testing.assert_array_equal(long.points[0], alone.points[-1, :, 0])


@pytest.mark.parametrize(("alpha", "end"), [(0.2, "converged"), (2.5, "diverged")])
def test_a_long_path_ends_where_the_same_path_in_few_unknowns_ends(alpha, end):
    wells, few = LOSSES["double well"], np.array([-1.3, 0.4])
    rules = {"steps": 400, "tol": 1e-6, "far": 3.0}
    long = descend(separable(wells, 80_000), np.tile(few, 40_000), alpha, **rules)
    # Its norm is √40,000 as large.
    short = descend(separable(wells, 2), few, alpha, **rules | {"tol": 1e-6 / 200})
    assert (long.end, long.steps) == (end, short.steps)
    np.testing.assert_array_equal(long.points[:, :2], short.points)


@pytest.mark.parametrize("stepper", [gradient(), momentum(0.5), momentum(0.5, nesterov=True)])
@pytest.mark.parametrize(("alpha", "end"), [(0.3, "converged"), (1.2, "diverged")])
def test_the_stiffest_of_a_thousand_unknowns_goes_as_it_goes_alone(stepper, alpha, end):
    loss = quadratic(np.diag(np.linspace(1, 4, 1000)))
    path = descend(loss, np.ones(1000), alpha, stepper=stepper, steps=300, far=1e9)
    parabola = LOSSES["parabola"].where(lamda=4)
    alone = descend(parabola, 1.0, alpha, stepper=stepper, steps=path.steps, tol=0)
    np.testing.assert_allclose(path.points[:, -1], alone.points[:, 0], rtol=1e-9, atol=1e-300)
    assert path.end == end
    assert (path.gradient_norms[-1] <= 1e-8) == (end == "converged")
    assert (path.gradient_norms[:-1] > 1e-8).all()
    assert abs(path.points).max() <= 1e9
