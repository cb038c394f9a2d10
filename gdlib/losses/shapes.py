"""The named losses of two variables that the course argues with."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from gdlib.losses.named_loss import NamedLoss

x, y = sp.symbols("x y")
mu, M = sp.symbols("mu M", positive=True)
c = sp.Symbol("c", positive=True)
phi = sp.Symbol("phi", real=True)
theta = sp.symbols("theta_1 theta_2")


def _wolfe() -> sp.Piecewise:
    straight = (x + c * sp.Abs(y)) / sp.sqrt(1 + c)
    return sp.Piecewise((sp.sqrt(x**2 + c * y**2), sp.Abs(y) <= x), (straight, True))


SHAPES: dict[str, Callable[[str], NamedLoss]] = {
    "valley": lambda name: NamedLoss(
        (mu * x**2 + M * y**2) / 2,
        (x, y),
        {"mu": 1, "M": 10},
        name,
        domain=((-10, 10), (-3, 3)),
        source="Two curvatures μ ≤ M: the smallest case with a condition number κ = M/μ.",
        known_minima=[(0, 0)],
    ),
    "turned valley": lambda name: NamedLoss(
        (
            mu * (x * sp.cos(phi) + y * sp.sin(phi)) ** 2
            + M * (y * sp.cos(phi) - x * sp.sin(phi)) ** 2
        )
        / 2,
        (x, y),
        {"mu": 1, "M": 10, "phi": 0.5},
        name,
        domain=((-10, 10), (-10, 10)),
        source="The valley, turned counterclockwise by φ: its axes are no longer the coordinates'.",
        known_minima=[(0, 0)],
    ),
    "ridge": lambda name: NamedLoss(
        x**2 / 2 + y**4 / 4 - y**2 / 2,
        (x, y),
        name=name,
        domain=((-2, 2), (-2, 2)),
        source="Y. Nesterov, Introductory Lectures on Convex Optimization (2004), section 1.2.3.",
        known_minima=[(0, -1), (0, 1)],
        known_saddles=[(0, 0)],
    ),
    "monkey saddle": lambda name: NamedLoss(
        x**3 - 3 * x * y**2,
        (x, y),
        name=name,
        domain=((-1.5, 1.5), (-1.5, 1.5)),
        source="D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie (1932): three ways down.",
        known_saddles=[(0, 0)],
    ),
    "flat or sharp": lambda name: NamedLoss(
        (theta[0] * theta[1] - 1) ** 2 / 2,
        theta,
        name=name,
        domain=((0, 5), (0, 5)),
        source="Two layers of one linear unit: minima along a hyperbola, flattest at (1, 1).",
        known_minima=[(1, 1), (-1, -1), (2, 0.5)],
        known_saddles=[(0, 0)],
    ),
    "two kinks": lambda name: NamedLoss(
        sp.Abs(x) + 2 * sp.Abs(y),
        (x, y),
        name=name,
        domain=((-2, 2), (-2, 2)),
        source="S. Boyd, EE364b notes on subgradients: at (1, 0) some of them point uphill.",
        known_minima=[(0, 0)],
    ),
    "Wolfe": lambda name: NamedLoss(
        _wolfe(),
        (x, y),
        {"c": 3},
        name,
        domain=((-2, 4), (-2, 2)),
        source="P. Wolfe, Mathematical Programming Study 3 (1975) 145–173: exact line search ends "
        "at (0, 0), where the loss still falls.",
    ),
}
