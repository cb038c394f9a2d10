"""gdlib against other people's programs: landscapes, torch, argmin, scipy."""

import math
from functools import cache

import numpy as np
import pytest
import sympy as sp
from scipy import optimize

from gdlib import LOSSES, Loss, descend, gradient, line_search, momentum, newton
from tests.oracles import DIMENSIONS, NO_GRADIENT, formulas, functions, stored

TRAJECTORIES, GRADIENTS = stored("trajectories"), stored("gradients")
RULES = {
    "plain": gradient(),
    "heavy ball": momentum(0.9),
    "Nesterov": momentum(0.9, nesterov=True),
}
OURS = {
    "beale": "Beale",
    "booth": "Booth",
    "camel_hump_3": "three-hump camel",
    "camel_hump_6": "six-hump camel",
    "freudenstein_roth": "Freudenstein–Roth",
    "goldstein_price": "Goldstein–Price",
    "himmelblau": "Himmelblau",
    "matyas": "Matyas",
    "mccormick": "McCormick",
    "rastrigin": "Rastrigin",
    "rosenbrock": "Rosenbrock",
    "styblinski_tang": "Styblinski–Tang",
}
BY_FLOATS = {
    name: getattr(math, name) for name in ("cos", "e", "exp", "floor", "pi", "sin", "sqrt")
} | {"choose": lambda condition, a, b: a if condition else b}
POINTS = np.random.default_rng(1960).uniform(0.1, 2, (5, max(DIMENSIONS.values())))


@cache
def entered() -> dict[str, tuple[sp.Expr, tuple[sp.Symbol, ...]]]:
    return formulas()


@cache
def loss_of(name: str) -> Loss:
    return Loss(*entered()[name], name=name)


def test_each_function_is_entered_as_the_formula_that_it_computes():
    by_floats = functions(BY_FLOATS)
    assert by_floats.keys() == entered().keys()
    for name, (formula, variables) in entered().items():
        for point in POINTS[:, : len(variables)]:
            value = formula.subs(dict(zip(variables, point, strict=True)))
            assert float(value) == pytest.approx(by_floats[name](point), rel=1e-12), name


@pytest.mark.parametrize("name", NO_GRADIENT)
def test_a_function_without_a_gradient_is_refused(name):
    with pytest.raises(ValueError, match="has no gradient to descend"):
        loss_of(name)


@pytest.mark.parametrize("name", TRAJECTORIES["functions"])
def test_descend_goes_where_torch_goes(name):
    told = TRAJECTORIES["functions"][name]
    for rule, stepper in RULES.items():
        path = descend(loss_of(name), told["start"], told["step_size"], stepper=stepper, tol=0)
        reached = path.points[TRAJECTORIES["numbers"]]
        np.testing.assert_allclose(reached, told[rule], rtol=1e-9, atol=1e-9, err_msg=rule)


@pytest.mark.parametrize("name", GRADIENTS["functions"])
def test_gradient_and_hessian_are_those_of_argmin(name):
    told = GRADIENTS["functions"][name]
    loss = loss_of(name)
    np.testing.assert_allclose(loss.grad(told["points"]), told["gradients"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(loss.hess(told["points"]), told["hessians"], rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize(("theirs", "ours"), OURS.items())
def test_a_named_loss_is_the_function_of_that_name(theirs, ours):
    points = POINTS[:, :2]
    np.testing.assert_allclose(LOSSES[ours](points), loss_of(theirs)(points), rtol=1e-11)


@pytest.mark.parametrize("name", ["Rosenbrock", "Himmelblau", "Beale", "six-hump camel"])
def test_exact_line_search_stops_where_scipy_finds_the_slope_along_the_ray_to_vanish(name):
    loss, start = LOSSES[name], np.array([0.4, 0.7])
    slope = loss.grad(start)
    path = descend(loss, start, 1e-5, stepper=line_search("exact"), steps=1)
    size = np.linalg.norm(path.points[1] - start) / np.linalg.norm(slope)
    along = lambda a: slope @ loss.grad(start - a * slope)  # noqa: E731
    assert along(0.0) > 0 > along(1.01 * size)
    assert size == pytest.approx(optimize.brentq(along, 0, 1.01 * size, xtol=1e-15), rel=1e-9)


@pytest.mark.parametrize(("name", "start"), [("log cosh", 0.9), ("tilted quartic", -2.0)])
def test_newton_takes_the_steps_of_scipys_newton(name, start):
    loss = LOSSES[name]
    path = descend(loss, start, 1, stepper=newton(), steps=4, tol=0)
    slope, curvature = (lambda u: loss.grad([u])[0]), (lambda u: loss.hess([u])[0, 0])
    for n, point in enumerate(path.points[1:, 0], start=1):
        root = optimize.newton(slope, start, curvature, maxiter=n, tol=1e-300, disp=False)
        assert point == pytest.approx(root, rel=1e-12, abs=1e-15)
