"""Stationary points of polynomials: all are found, and each is what it is said to be."""

import numpy as np
import pytest
import sympy as sp

from gdlib import (
    LOSSES,
    Loss,
    stationary_points,
)

pytestmark = pytest.mark.core

x, y = sp.symbols("x y")

POLYNOMIALS = [
    "Himmelblau",
    "Beale",
    "six-hump camel",
    "three-hump camel",
    "Booth",
    "Matyas",
    "Freudenstein–Roth",
    "Rosenbrock",
    "ridge",
    "Styblinski–Tang",
    "double well",
    "tilted quartic",
    "valley",
    "Brown badly scaled",
    "Nesterov's worst, 10 variables",
]


@pytest.mark.parametrize("name", POLYNOMIALS)
def test_the_stationary_points_found_are_those_known(name):
    loss = LOSSES[name]
    found = stationary_points(loss)
    known = {"minimum": loss.minima, "saddle": loss.saddles, "maximum": loss.maxima}
    for kind, points in known.items():
        ours = np.array([p.point for p in found if p.kind == kind]).reshape(-1, loss.dimension)
        assert len(ours) == len(points), kind
        for point in points:
            assert np.abs(ours - point).max(axis=1).min() < 1e-8
    assert [p.value for p in found] == sorted(p.value for p in found)


def test_himmelblau_has_the_published_values_at_all_nine():
    found = stationary_points(LOSSES["Himmelblau"])
    saddles = [p.value for p in found if p.kind == "saddle"]
    np.testing.assert_allclose(saddles, [13.311926, 67.719150, 104.015163, 178.337239], atol=5e-7)
    assert [p.value for p in found[:4]] == [0, 0, 0, 0]
    assert found[-1].value == pytest.approx(181.616522, abs=5e-7)


def test_a_point_where_curvatures_vanish_is_degenerate_and_found_once():
    for name in ("monkey saddle", "cubic", "Powell singular"):
        (point,) = stationary_points(LOSSES[name])
        assert point.kind == "degenerate"
        np.testing.assert_array_equal(point.point, 0)


def test_a_loss_without_stationary_points_has_none():
    assert stationary_points(Loss(x + y**2, (x, y))) == []


def test_parameters_have_their_present_values():
    wells = Loss((x**2 - sp.Symbol("w") ** 2) ** 2, x, {"w": 1})
    assert [float(p.point[0]) for p in stationary_points(wells.where(w=2.5))] == [-2.5, 2.5, 0]
