"""Each argument wrong in type, shape, sign or range: the message names it and what is expected."""

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
    ArrayLoss,
    Loss,
    Network,
    descend,
    diminishing,
    line_search,
    mini_batches,
    momentum,
    network_loss,
    newton,
    quadratic,
    separable,
)

x, y, t, u = sp.symbols("x y t u")
WELLS = LOSSES["double well"]
BALL = ArrayLoss(lambda p: (p**2).sum(axis=-1), lambda p: 2 * p, 3)
MEAN = Loss((x - t) ** 2, x, data={t: [1.0, 2.0, 6.0]})


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
def test_a_wrong_argument_of_a_loss_or_a_rule_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()


NETWORK = Network((2, 3, 2))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Network(3), TypeError, "sizes: expected two or more whole numbers, got 3"),
        (lambda: Network("23"), TypeError, "sizes: expected two or more whole numbers, got '23'"),
        (lambda: Network((3,)), ValueError, "sizes: expected two or more whole numbers"),
        (lambda: Network((3, 0)), ValueError, "sizes: expected 1 or more, got 0"),
        (lambda: Network((3, 2.5)), TypeError, "sizes: expected a whole number, got 2.5"),
        (lambda: Network((3, 2), "swish"), ValueError, "activation: expected 'tanh' or 'relu'"),
        (lambda: NETWORK.unflatten(np.zeros(4)), ValueError, "theta: expected shape"),
        (lambda: NETWORK.unflatten("theta"), TypeError, "theta: expected real numbers"),
        (lambda: NETWORK.flatten([]), ValueError, "layers: expected shapes"),
        (lambda: NETWORK.random(seed=-1), ValueError, "seed: expected 0 or more, got -1"),
        (lambda: NETWORK.random(scale=0), ValueError, "scale: expected a positive number"),
        (lambda: NETWORK(np.zeros(17), [[1, 2, 3]]), ValueError, r"x: expected shape \(..., 2\)"),
        (lambda: network_loss(7, [[1, 2]], [[1, 2]]), TypeError, "network: expected a Network"),
        (lambda: network_loss(NETWORK, [[1]], [[1, 2]]), ValueError, r"x: expected shape \(N, 2\)"),
        (lambda: network_loss(NETWORK, [], []), ValueError, r"x: expected shape \(N, 2\)"),
        (lambda: network_loss(NETWORK, [[1, np.nan]], [[1, 2]]), ValueError, "x: expected finite"),
        (lambda: network_loss(NETWORK, [["a", 1]], [[1, 2]]), TypeError, "x: expected real"),
        (
            lambda: network_loss(NETWORK, [[1, 2]], [1, 2]),
            ValueError,
            r"t: expected shape \(1, 2\)",
        ),
        (lambda: network_loss(NETWORK, [[1, 2]], [[1, np.inf]]), ValueError, "t: expected finite"),
        (
            lambda: network_loss(NETWORK, [[1, 2]], [[1, 2]], "mse"),
            ValueError,
            "cost: expected 'squared error' or 'cross-entropy', got 'mse'",
        ),
        (
            lambda: network_loss(NETWORK, [[1, 2]], [2], "cross-entropy"),
            ValueError,
            "t: expected 1 numbers from 0 to 1",
        ),
        (
            lambda: network_loss(NETWORK, [[1, 2]], [0.5], "cross-entropy"),
            TypeError,
            "t: expected whole numbers",
        ),
    ],
)
def test_a_wrong_argument_of_a_network_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
