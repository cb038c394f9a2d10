"""What descent keeps whatever the loss, the start and the step size: found or refuted by search."""

import signal
import threading
import warnings

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from gdlib import (
    LOSSES,
    Loss,
    descend,
    diminishing,
    gradient,
    line_search,
    momentum,
    newton,
    quadratic,
)
from gdlib.losses.spaces import rosenbrock, styblinski_tang

STEPPERS = [gradient(), momentum(0.5), momentum(0.5, nesterov=True), newton(), line_search()]
seeds = st.integers(0, 2**32 - 1)


def spd(generator, dimension):
    """A symmetric positive definite matrix, and its largest eigenvalue."""
    root = generator.normal(size=(dimension, dimension))
    matrix = root @ root.T + 0.1 * np.eye(dimension)
    matrix = (matrix + matrix.T) / 2
    return matrix, float(np.linalg.eigvalsh(matrix)[-1])


@given(seeds, st.integers(1, 6), st.floats(0.01, 1.99))
def test_the_descent_lemma_holds_on_quadratics(seed, dimension, share):
    generator = np.random.default_rng(seed)
    matrix, M = spd(generator, dimension)
    loss, alpha = quadratic(matrix, generator.normal(size=dimension)), share / M
    path = descend(loss, generator.normal(size=dimension), alpha, steps=20, tol=0)
    promised = alpha * (1 - alpha * M / 2) * path.gradient_norms[:-1] ** 2
    slack = 1e-12 * np.abs(path.values).max()
    assert (path.values[1:] <= path.values[:-1] - promised + slack).all()


@given(seeds, st.floats(0.001, 0.12))
def test_the_descent_lemma_holds_where_curvatures_are_bounded_by_eight(seed, alpha):
    loss = LOSSES["Polyak–Łojasiewicz"]  # its curvature 2 + 6 cos 2x is nowhere beyond 8
    path = descend(loss, np.random.default_rng(seed).uniform(-9, 9), alpha, steps=30, tol=0)
    promised = alpha * (1 - alpha * 8 / 2) * path.gradient_norms[:-1] ** 2
    assert (path.values[1:] <= path.values[:-1] - promised + 1e-12).all()


@given(seeds, st.integers(2, 6), st.floats(0.5, 1.5))
def test_a_quadratic_converges_below_two_over_its_largest_curvature_and_not_above(
    seed, dimension, share
):
    assume(abs(share - 1) > 0.02)
    generator = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(generator.normal(size=(dimension, dimension)))
    curvatures = np.append(generator.uniform(0.5, 2, dimension - 1), 2.0)
    matrix = basis @ np.diag(curvatures) @ basis.T
    loss = quadratic((matrix + matrix.T) / 2)
    start = basis @ np.ones(dimension)  # every direction takes part
    path = descend(loss, start, share * 2 / 2.0, steps=3000, keep="ends")
    assert path.end == ("converged" if share < 1 else "diverged")


@given(seeds, st.sampled_from(STEPPERS))
def test_paths_turn_and_shift_with_the_loss(seed, stepper):
    generator = np.random.default_rng(seed)
    matrix, M = spd(generator, 3)
    rotation, _ = np.linalg.qr(generator.normal(size=(3, 3)))
    shift, start = generator.normal(size=(2, 3))
    turned = rotation @ matrix @ rotation.T
    turned = (turned + turned.T) / 2
    # L′(y) = L(Rᵀ(y − s)), up to a constant
    paths = [
        descend(loss, at, 1 / M, stepper=stepper, steps=8, tol=0)
        for loss, at in (
            (quadratic(matrix), start),
            (quadratic(turned, turned @ shift), rotation @ start + shift),
        )
    ]
    expected = paths[0].points @ rotation.T + shift
    np.testing.assert_allclose(paths[1].points, expected, atol=1e-7)


@given(seeds, st.sampled_from([gradient(), momentum(0.9)]))
def test_a_symmetric_loss_has_paths_that_permute_with_their_starts(seed, stepper):
    generator = np.random.default_rng(seed)
    loss, order = styblinski_tang(4), generator.permutation(4)
    start = generator.uniform(-4, 4, 4)
    run, other = (descend(loss, s, 0.01, stepper=stepper, steps=40) for s in (start, start[order]))
    np.testing.assert_array_equal(other.points, run.points[:, order])


@given(seeds, st.integers(1, 40), st.sampled_from([1, 7, 2**15]))
def test_ends_do_not_depend_on_how_starts_are_split(seed, parts, block):
    starts = np.random.default_rng(seed).uniform(-6, 6, (40, 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gdlib.many_paths.BLOCK", block)
        whole = descend(LOSSES["Himmelblau"], starts, 0.02, steps=60, keep="ends")
    for piece in np.array_split(np.arange(40), parts):
        part = descend(LOSSES["Himmelblau"], starts[piece], 0.02, steps=60, keep="ends")
        np.testing.assert_array_equal(part.points[-1], whole.points[-1][piece])
        np.testing.assert_array_equal(part.steps, whole.steps[piece])
        np.testing.assert_array_equal(part.end, whole.end[piece])


@pytest.mark.parametrize("stepper", STEPPERS, ids=lambda s: s.name)
@pytest.mark.parametrize("many", [False, True])
def test_whatever_overflows_ends_as_diverged_with_no_warning(stepper, many):
    x = sp.Symbol("x")
    losses = [Loss(sp.exp(x**2), x), Loss(x**4 - x**8, x), Loss(sp.log(x) - x**2, x)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for loss in losses:
            for at in (5.0, 20.0, 1e3):
                start = [[at], [-at]] if many else at
                path = descend(loss, start, 10.0, stepper=stepper, steps=300)
                assert np.isfinite(path.points).all()
                ends = np.unique(path.end)
                assert set(ends) <= {"diverged", "converged", "out of steps"}
                assert "diverged" not in ends or "diverged" in path.message


def test_a_call_on_a_million_points_can_be_interrupted():
    starts = np.random.default_rng(0).uniform(-2, 2, (10**6, 2))
    before = threading.active_count()
    timer = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    # A process that a script started in the background may have been told to ignore the signal.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            descend(LOSSES["Rosenbrock"], starts, 1e-4, steps=10**6, keep="ends")
    finally:
        signal.signal(signal.SIGINT, handler)
    timer.join()
    assert threading.active_count() <= before + 1


@pytest.mark.parametrize("stepper", STEPPERS, ids=lambda s: s.name)
def test_nothing_of_the_callers_changes_and_whole_numbers_are_not_truncated(stepper):
    start, sizes = np.array([[3, 1], [2, 2]]), np.array([0.05, 0.1])
    loss = rosenbrock(2)
    path = descend(loss, start, sizes, stepper=stepper, steps=4)
    again = descend(loss, start.astype(float), sizes, stepper=stepper, steps=4)
    np.testing.assert_array_equal(start, [[3, 1], [2, 2]])
    np.testing.assert_array_equal(sizes, [0.05, 0.1])
    np.testing.assert_array_equal(path.points, again.points)
    start[:], sizes[:] = 0, 0
    assert path.points[0].tolist() == [[3, 1], [2, 2]]
    assert path.step_size.tolist() == [0.05, 0.1]


@given(st.floats(0.01, 10), st.floats(0.05, 1))
def test_diminishing_steps_have_the_stated_sizes(first, power):
    sizes = [diminishing(first, power)(n) for n in range(5)]
    np.testing.assert_allclose(sizes, first / np.arange(1, 6) ** power)
