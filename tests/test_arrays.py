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


def test_a_separable_loss_is_the_sum_and_its_slopes_are_each_their_own():
    points = np.random.default_rng(0).normal(size=(4, 5))
    loss = separable(WELLS, 5)
    np.testing.assert_allclose(loss(points), WELLS(points[..., None]).sum(axis=-1))
    np.testing.assert_allclose(loss.grad(points), WELLS.grad(points[..., None])[..., 0])


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


def test_newton_with_a_singular_hessian_ends_as_diverged_and_leaves_the_others_alone():
    flat = Loss(x**4 + y**2, (x, y))
    path = descend(flat, [[0.0, 1.0], [1.0, 1.0]], 1, stepper=newton(), steps=60)
    assert path.end.tolist() == ["diverged", "converged"]


def test_exact_line_search_on_a_loss_without_a_minimum_runs_far():
    assert descend(Loss(-x, x), 0.0, 1.0, stepper=line_search("exact")).end == "diverged"


def test_exact_line_search_stops_at_wolfes_point_that_is_no_minimum():
    # Wolfe 1975; Boyd, EE364b: from (γ, 1) to (0, 0), though f(−1, 0) = −1/2
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


def test_a_subset_of_the_samples_has_the_mean_over_them():
    assert MEAN.subset([0, 2])(0.0) == (1 + 36) / 2
    assert MEAN.samples == 3
    assert repr(diminishing(0.5)) == "0.5/(n+1)^1"


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: ArrayLoss(3, abs, 1), TypeError, "value: expected a function, got 3"),
        (lambda: ArrayLoss(abs, None, 1), TypeError, "gradient: expected a function, got None"),
        (lambda: ArrayLoss(abs, abs, 0), ValueError, "dimension: expected 1 or more, got 0"),
        (lambda: ArrayLoss(abs, abs, 1, samples=-1), ValueError, "samples: expected 0 or more"),
        (lambda: BALL.hess([1, 2, 3]), ValueError, "loss: this one was given without its Hessian"),
        (lambda: BALL.subset([0]), ValueError, "loss: this one is not a mean over samples"),
        (lambda: BALL([1, 2]), ValueError, r"points: expected shape \(\.\.\., 3\)"),
        (lambda: BALL.grad("abc"), TypeError, "points: expected real numbers, got 'abc'"),
        (lambda: descend(BALL, [1, 2, 3], 1, stepper=newton()), ValueError, "without its Hessian"),
        (lambda: quadratic([1, 2]), ValueError, r"matrix: expected shape \(d, d\)"),
        (lambda: quadratic([[1, 2, 3]]), ValueError, r"matrix: expected shape \(d, d\)"),
        (lambda: quadratic([[1, 2], [3, 4]]), ValueError, "matrix: expected a symmetric matrix"),
        (lambda: quadratic([[np.nan]]), ValueError, "matrix: expected a symmetric matrix of finit"),
        (lambda: quadratic(np.zeros((0, 0))), ValueError, r"matrix: expected shape \(d, d\)"),
        (lambda: quadratic("m"), TypeError, "matrix: expected real numbers, got 'm'"),
        (lambda: quadratic([[1]], [1, 2]), ValueError, r"vector: expected shape \(\.\.\., 1\)"),
        (lambda: separable("L", 2), TypeError, "loss: expected a Loss, got 'L'"),
        (lambda: separable(LOSSES["Booth"], 2), ValueError, "loss: expected a formula of one vari"),
        (lambda: separable(MEAN, 2), ValueError, "loss: expected a formula of one variable"),
        (lambda: separable(WELLS, 0), ValueError, "dimension: expected 1 or more, got 0"),
        (lambda: mini_batches(0), ValueError, "size: expected 1 or more, got 0"),
        (lambda: mini_batches(2, seed=-1), ValueError, "seed: expected 0 or more, got -1"),
        (lambda: mini_batches(2, stepper=newton()), TypeError, r"stepper: expected gradient\(\)"),
        (lambda: descend(WELLS, 1.0, 1, stepper=mini_batches(1)), ValueError, "need a loss that i"),
        (lambda: momentum(1), ValueError, "decay: expected a number from 0 up to, but not, 1"),
        (lambda: momentum(-0.1), ValueError, "decay: expected a number from 0 up to, but not, 1"),
        (lambda: momentum("m"), TypeError, "decay: expected a real number, got 'm'"),
        (lambda: momentum(0.5, nesterov=1), TypeError, "nesterov: expected True or False, got 1"),
        (lambda: line_search("wolfe"), ValueError, "kind: expected 'armijo' or 'exact', got 'wolf"),
        (lambda: line_search(shrink=0), ValueError, "shrink: expected a positive number, got 0"),
        (lambda: line_search(shrink=1), ValueError, "shrink: expected a number from 0 up to"),
        (lambda: line_search(decrease=np.nan), ValueError, "decrease: expected a finite number"),
        (lambda: diminishing(0), ValueError, "first: expected a positive number, got 0"),
        (lambda: diminishing(1, 2), ValueError, "power: expected at most 1"),
        (lambda: diminishing(1, "p"), TypeError, "power: expected a positive number, got 'p'"),
        (lambda: descend(WELLS, 1.0, lambda n: -1.0), ValueError, r"step_size\(0\): expected a po"),
        (lambda: descend(WELLS, 1.0, lambda n: "a"), TypeError, r"step_size\(0\): expected a posi"),
        (
            lambda: descend(WELLS, 1.0, 0.1, keep="some"),
            ValueError,
            "keep: expected 'all' or 'ends'",
        ),
        (lambda: Loss(x - t, x, data=3), TypeError, "data: expected a mapping of letters to"),
        (lambda: Loss(x - t, x, data={3: [1]}), TypeError, "data: expected a symbol or its name"),
        (lambda: Loss(x - t, x, data={t: []}), ValueError, "t: expected a column of finite number"),
        (lambda: Loss(x - t, x, data={t: [np.inf]}), ValueError, "t: expected a column of finite"),
        (lambda: Loss(x - t, x, data={t: ["a"]}), TypeError, "t: expected real numbers"),
        (lambda: Loss(x - t, x, data={t: [1], u: [1, 2]}), ValueError, "data: expected columns of"),
        (lambda: Loss(x, x, {x: 1}), ValueError, "x cannot be more than one"),
        (lambda: Loss(sp.sqrt(-1 - x**2), x), ValueError, "expected a real-valued formula"),
        (lambda: WELLS.where(w=1), ValueError, "'w' is not one of this loss's"),
        (lambda: LOSSES["parabola"].where(lamda="4"), TypeError, "lamda: expected a real number"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
