"""The named losses of three and more variables, and those that exist in every dimension.

MGH: J. J. Moré, B. S. Garbow and K. E. Hillstrom, ACM Trans. Math. Software 7 (1981) 17–41.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, pairwise, product

import sympy as sp

from gdlib.arguments import count
from gdlib.losses.named_loss import NamedLoss

_DEEP, _SHALLOW, _BETWEEN = -2.90353402777118, 2.74680277099084, 0.156731256780340


def _variables(dimension: int, least: int = 1) -> tuple[sp.Symbol, ...]:
    number = count("dimension", dimension, least)
    return sp.symbols("x y") if number == 2 else sp.symbols(f"x1:{number + 1}")


def _named(name: str, dimension: int) -> str:
    return name if dimension == 2 else f"{name}, {dimension} variables"


def rosenbrock(dimension: int) -> NamedLoss:
    """The chained Rosenbrock loss, Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², of 2 or more variables.

    >>> from gdlib import descend
    >>> descend(rosenbrock(4), [0.0] * 4, 1e-3).values[[0, 100]].round(3).tolist()
    [3.0, 2.515]
    """
    v = _variables(dimension, least=2)
    terms = pairwise(v)
    return NamedLoss(
        sum(100 * (after - x**2) ** 2 + (1 - x) ** 2 for x, after in terms),
        v,
        name=_named("Rosenbrock", dimension),
        domain=((-2, 2),) * dimension,
        source="H. H. Rosenbrock, The Computer Journal 3 (1960) 175–184, chained.",
        known_minima=[(1,) * dimension],
    )


def rastrigin(dimension: int) -> NamedLoss:
    """Rastrigin's loss, Σ 10 + xᵢ² − 10 cos 2πxᵢ: 11ᵈ minima where −5.12 ≤ xᵢ ≤ 5.12.

    >>> from gdlib import descend
    >>> descend(rastrigin(1), 1.2, 2e-3).values[[0, -1]].round(6).tolist()
    [8.34983, 0.994959]
    """
    v = _variables(dimension)
    return NamedLoss(
        sum(10 + x**2 - 10 * sp.cos(2 * sp.pi * x) for x in v),
        v,
        name=_named("Rastrigin", dimension),
        domain=((-5.12, 5.12),) * dimension,
        source="L. A. Rastrigin, Systems of Extremal Control (1974).",
        known_minima=[(0,) * dimension, (0.994958637652335, *[0] * (dimension - 1))],
        known_maxima=[(0.502546036554675,) * dimension],
    )


def styblinski_tang(dimension: int) -> NamedLoss:
    """The loss of Styblinski and Tang, Σ (xᵢ⁴ − 16 xᵢ² + 5 xᵢ)/2: 2ᵈ minima.

    >>> from gdlib import descend
    >>> descend(styblinski_tang(1), -1.0, 0.02).values[[0, -1]].round(6).tolist()
    [-10.0, -39.166166]
    """
    v = _variables(dimension)
    wells = product((_DEEP, _SHALLOW), repeat=dimension)
    passes = product((_DEEP, _BETWEEN, _SHALLOW), repeat=dimension)
    top = (_BETWEEN,) * dimension
    return NamedLoss(
        sum(x**4 - 16 * x**2 + 5 * x for x in v) / 2,
        v,
        name=_named("Styblinski–Tang", dimension),
        domain=((-5, 5),) * dimension,
        source="M. A. Styblinski and T.-S. Tang, Neural Networks 3 (1990) 467–483.",
        known_minima=list(islice(wells, 2**4)),
        known_saddles=list(islice((p for p in passes if _BETWEEN in p and p != top), 2**4)),
        known_maxima=[top],
    )


def ackley(dimension: int) -> NamedLoss:
    """Ackley's loss: a cone at 0, ringed by ripples that fade out.

    >>> from gdlib import descend
    >>> descend(ackley(2), (0.2, 0.1), 1e-3).values[[0, 100]].round(3).tolist()
    [1.592, 0.004]
    """
    v = _variables(dimension)
    radius = sp.sqrt(sum(x**2 for x in v) / dimension)
    waves = sum(sp.cos(2 * sp.pi * x) for x in v) / dimension
    return NamedLoss(
        -20 * sp.exp(-radius / 5) - sp.exp(waves) + 20 + sp.E,
        v,
        name=_named("Ackley", dimension),
        domain=((-5, 5),) * dimension,
        source="D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing (1987).",
        known_minima=[(0,) * dimension],
    )


def nesterov_worst(dimension: int, curvature: float = 1.0) -> NamedLoss:
    r"""Nesterov's quadratic, on which no method of gradients is fast in its first d/2 steps.

    .. math:: L(x) = \frac M4 \Bigl(\tfrac12 \bigl(x_1^2 + \textstyle\sum (x_i - x_{i+1})^2
              + x_d^2\bigr) - x_1\Bigr), \qquad L^* = \frac M8 \Bigl(\frac1{d+1} - 1\Bigr)

    >>> from gdlib import descend
    >>> descend(nesterov_worst(9), [0.0] * 9, 1.0).values[[0, 100]].round(5).tolist()
    [0.0, -0.11233]
    """
    v = _variables(dimension)
    chain = sum((x - after) ** 2 for x, after in pairwise(v))
    ends = [1 - sp.Rational(i + 1, dimension + 1) for i in range(dimension)]
    return NamedLoss(
        sp.Symbol("M") / 4 * ((v[0] ** 2 + chain + v[-1] ** 2) / 2 - v[0]),
        v,
        {"M": curvature},
        _named("Nesterov's worst", dimension),
        domain=((0, 1),) * dimension,
        source="Y. Nesterov, Introductory Lectures on Convex Optimization (2004), theorem 2.1.7.",
        known_minima=[ends],
    )


def _helical_valley(name: str) -> NamedLoss:
    x, y, z = sp.symbols("x y z")
    turn = sp.atan2(y, x) / (2 * sp.pi)
    radius = sp.sqrt(x**2 + y**2)
    return NamedLoss(
        100 * ((z - 10 * turn) ** 2 + (radius - 1) ** 2) + z**2,
        (x, y, z),
        name=name,
        domain=((-2, 2),) * 3,
        source="R. Fletcher and M. J. D. Powell, The Computer Journal 6 (1963); MGH problem 7.",
        known_minima=[(1, 0, 0)],
    )


def _gaussian(name: str) -> NamedLoss:
    x, y, z, t, u = sp.symbols("x y z t u")
    half = [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521]
    return NamedLoss(
        15 * (x * sp.exp(-y * (t - z) ** 2 / 2) - u) ** 2,
        (x, y, z),
        name=name,
        data={t: [(7 - i) / 2 for i in range(15)], u: [*half, 0.3989, *half[::-1]]},
        domain=((0, 1), (0, 2), (-1, 1)),
        source="MGH problem 9: a bell curve fitted to 15 samples.",
        known_minima=[(0.398956137838, 1.000019084488, 0)],
    )


def _box(name: str) -> NamedLoss:
    x, y, z, t = sp.symbols("x y z t")
    residual = sp.exp(-t * x) - sp.exp(-t * y) - z * (sp.exp(-t) - sp.exp(-10 * t))
    return NamedLoss(
        10 * residual**2,
        (x, y, z),
        name=name,
        data={t: [(i + 1) / 10 for i in range(10)]},
        domain=((0, 2), (0, 12), (0, 2)),
        source="M. J. Box, The Computer Journal 9 (1966) 67–77; MGH problem 12.",
        known_minima=[(1, 10, 1), (10, 1, -1), (0, 0, 0)],
    )


def _powell_singular(name: str) -> NamedLoss:
    x, y, z, w = v = sp.symbols("x y z w")
    return NamedLoss(
        (x + 10 * y) ** 2 + 5 * (z - w) ** 2 + (y - 2 * z) ** 4 + 10 * (x - w) ** 4,
        v,
        name=name,
        domain=((-3, 3),) * 4,
        source="M. J. D. Powell, The Computer Journal 5 (1962) 147–151; MGH problem 13.",
        known_minima=[(0, 0, 0, 0)],
    )


SPACES: dict[str, Callable[[str], NamedLoss]] = {
    "Rastrigin": lambda _: rastrigin(2),
    "Styblinski–Tang": lambda _: styblinski_tang(2),
    "Ackley": lambda _: ackley(2),
    "helical valley": _helical_valley,
    "Gaussian": _gaussian,
    "Box": _box,
    "Powell singular": _powell_singular,
    "Rosenbrock, 10 variables": lambda _: rosenbrock(10),
    "Rastrigin, 10 variables": lambda _: rastrigin(10),
    "Styblinski–Tang, 10 variables": lambda _: styblinski_tang(10),
    "Nesterov's worst, 10 variables": lambda _: nesterov_worst(10),
}
