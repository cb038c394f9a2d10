"""One formula in three languages: Python, NumPy and JavaScript (in Node) give the same numbers."""

import json
import shutil
import subprocess

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, Loss, descend, gradient, momentum

x, y, t, u = sp.symbols("x y t u")
FORMULAS = [
    sp.Abs(x) * y**2,
    sp.Max(x, y, 1) + sp.Min(x**2, y),
    sp.sign(x) * y + sp.Heaviside(y) * x,
    sp.Piecewise((x**3, x < 0), (y * sp.sin(x), y < 1), (x * y, True)),
    sp.exp(x) + sp.log(2 + y**2) + sp.sqrt(1 + x**2) + sp.cbrt(2 + x**2),
    sp.sin(x) * sp.cos(y) + sp.tan(x / 9) + sp.asin(x / 9) + sp.acos(y / 9) + sp.atan(x * y),
    sp.sinh(x) + sp.cosh(y) + sp.tanh(x * y) + sp.atan2(y, x + 9),
    (2 + x**2) ** sp.Rational(5, 2) / (3 + y) ** 4 + sp.pi * x + sp.E * y,
    (x + y) ** 6 - 1 / (x - 7) ** 3,
]
POINTS = np.random.default_rng(0).uniform(-2, 2, (20, 2))
SCRIPT = """
import { readFileSync } from "node:fs";
const { program, points, parameters, sizes } = JSON.parse(readFileSync(0, "utf8"));
const m = await import(`data:text/javascript,${encodeURIComponent(program)}`);
console.log(JSON.stringify(points.map((p) => [
  m.value(p, parameters), m.gradient(p, parameters), m.hessian(p, parameters),
  m.step(p, sizes, parameters, p.map(() => 0.25)),
])));
"""


def in_javascript(loss, points, step_size, stepper):
    given = {
        "program": loss.to_js(stepper),
        "points": points.tolist(),
        "parameters": list(loss.parameters.values()),
        "sizes": step_size,
    }
    node = shutil.which("node")
    run = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return list(zip(*json.loads(run.stdout), strict=True))


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_a_formula_has_the_same_value_and_slopes_in_each_language(formula):
    loss = Loss(formula, (x, y))
    values, gradients, hessians, _ = in_javascript(loss, POINTS, 0.1, momentum(0.5))
    np.testing.assert_allclose(values, loss(POINTS), rtol=1e-12)
    np.testing.assert_allclose(gradients, loss.grad(POINTS), rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(hessians, loss.hess(POINTS), rtol=1e-10, atol=1e-12)
    for name, arrays in (("value", values), ("gradient", gradients)):
        python = loss.program.function([name], "python")
        expected = np.reshape([python(*map(float, p)) for p in POINTS], np.shape(arrays))
        np.testing.assert_allclose(arrays, expected, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_its_value_is_sympys(formula):
    expected = [float(formula.subs({x: sp.Float(a), y: sp.Float(b)})) for a, b in POINTS[:5]]
    np.testing.assert_allclose(Loss(formula, (x, y))(POINTS[:5]), expected, rtol=1e-12)


@pytest.mark.parametrize(
    "loss",
    [LOSSES["Gaussian"], Loss((x * t - u) ** 2 / y, (x, y), data={t: [1, 2, 4], u: [2, 1, 0]})],
    ids=["Gaussian", "line"],
)
def test_a_mean_over_data_is_the_same_in_javascript(loss):
    points = np.random.default_rng(1).uniform(0.5, 1.5, (5, loss.dimension))
    rule = momentum(0.5)
    values, gradients, hessians, steps = in_javascript(loss, points, 0.1, rule)
    np.testing.assert_allclose(values, loss(points), rtol=1e-12)
    np.testing.assert_allclose(gradients, loss.grad(points), rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(hessians, loss.hess(points), rtol=1e-10, atol=1e-14)
    for point, (moved, squared_norm, memory) in zip(points, steps, strict=True):
        slopes = loss.grad(point)
        np.testing.assert_allclose(memory, 0.5 * 0.25 + slopes, rtol=1e-11)
        np.testing.assert_allclose(moved, point - 0.1 * np.array(memory), rtol=1e-12)
        assert squared_norm == pytest.approx(slopes @ slopes, rel=1e-10)


def test_a_mean_over_data_has_a_plain_step_too():
    loss = Loss((x - t) ** 2, x, data={t: [1.0, 2.0, 6.0]})
    *_, steps = in_javascript(loss, np.array([[0.0], [3.0]]), 0.25, gradient())
    assert steps == ([[1.5], 36], [[3.0], 0])
    assert descend(loss, 0.0, 0.25, steps=1).points[1, 0] == 1.5
