"""The named losses of two variables that the literature tests with.

MGH: J. J. Moré, B. S. Garbow and K. E. Hillstrom, ACM Trans. Math. Software 7 (1981) 17–41.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from gdlib.losses.named_loss import NamedLoss

x, y = sp.symbols("x y")


def _rational(text: str) -> sp.Rational:
    return sp.Rational(text)


def _goldstein_price() -> sp.Expr:
    near = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
    far = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
    return (1 + (x + y + 1) ** 2 * near) * (30 + (2 * x - 3 * y) ** 2 * far)


def _beale() -> sp.Expr:
    values = ("1.5", "2.25", "2.625")
    return sum((_rational(v) - x * (1 - y**k)) ** 2 for k, v in enumerate(values, 1))


def _mirrored(*points: tuple[float, float]) -> list[tuple[float, float]]:
    """The points and their mirror images in the origin."""
    return [(s * u, s * v) for u, v in points for s in (1, -1)]


SURFACES: dict[str, Callable[[str], NamedLoss]] = {
    "Rosenbrock": lambda name: NamedLoss(
        100 * (y - x**2) ** 2 + (1 - x) ** 2,
        (x, y),
        name=name,
        domain=((-2, 2), (-1, 3)),
        source="H. H. Rosenbrock, The Computer Journal 3 (1960) 175–184; MGH problem 1.",
        known_minima=[(1, 1)],
    ),
    "Himmelblau": lambda name: NamedLoss(
        (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        (x, y),
        name=name,
        domain=((-6, 6), (-6, 6)),
        source="D. M. Himmelblau, Applied Nonlinear Programming (1972).",
        known_minima=[
            (3, 2),
            (-2.80511808695274, 3.13131251825057),
            (-3.77931025337775, -3.28318599128617),
            (3.58442834033049, -1.84812652696440),
        ],
        known_saddles=[
            (3.38515418360702, 0.0738518798377493),
            (0.0866775045553964, 2.88425470117478),
            (-3.07302575076439, -0.0813530442879675),
            (-0.127961346730680, -1.95371498024458),
        ],
        known_maxima=[(-0.270844590667348, -0.923038556479981)],
    ),
    "Beale": lambda name: NamedLoss(
        _beale(),
        (x, y),
        name=name,
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        source="E. M. L. Beale, On an iterative method (1958); MGH problem 5.",
        known_minima=[(3, 0.5)],
        known_saddles=[(0.100537937324158, -2.64451358502312), (0, 1)],
    ),
    "Goldstein–Price": lambda name: NamedLoss(
        _goldstein_price(),
        (x, y),
        name=name,
        domain=((-2, 2), (-2, 2)),
        source="A. A. Goldstein and J. F. Price, Mathematics of Computation 25 (1971) 569–574.",
        known_minima=[(0, -1), (-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)],
        known_saddles=[(-0.4, -0.6), (1.2, -0.2), (0.6, 0.4), (1.4, 0.6)],
        known_maxima=[(0.8, 0.2)],
    ),
    "six-hump camel": lambda name: NamedLoss(
        (4 - _rational("2.1") * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2,
        (x, y),
        name=name,
        domain=((-2, 2), (-1.2, 1.2)),
        source="L. C. W. Dixon and G. P. Szegő, Towards Global Optimisation 2 (1978).",
        known_minima=_mirrored(
            (0.0898420131003181, -0.712656403020740),
            (1.70360671496998, -0.796083568672625),
            (1.60710475292020, 0.568651454884131),
        ),
        known_saddles=[
            (0, 0),
            *_mirrored(
                (1.10920533680479, -0.768268092509540),
                (1.63806798418978, 0.228674069044394),
                (1.29607026716711, 0.605084388038658),
            ),
        ],
        known_maxima=_mirrored((1.23022987651665, 0.162334584458995)),
    ),
    "three-hump camel": lambda name: NamedLoss(
        2 * x**2 - _rational("1.05") * x**4 + x**6 / 6 + x * y + y**2,
        (x, y),
        name=name,
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        source="L. C. W. Dixon and G. P. Szegő, Towards Global Optimisation (1975).",
        known_minima=[(0, 0), *_mirrored((1.74755234583029, -0.873776172915144))],
        known_saddles=_mirrored((1.07054229182366, -0.535271145911830)),
    ),
    "Booth": lambda name: NamedLoss(
        (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
        (x, y),
        name=name,
        domain=((-10, 10), (-10, 10)),
        source="A quadratic with curvatures 2 and 18, so κ = 9.",
        known_minima=[(1, 3)],
    ),
    "Matyas": lambda name: NamedLoss(
        _rational("0.26") * (x**2 + y**2) - _rational("0.48") * x * y,
        (x, y),
        name=name,
        domain=((-10, 10), (-10, 10)),
        source="A quadratic with curvatures 0.04 and 1, so κ = 25.",
        known_minima=[(0, 0)],
    ),
    "McCormick": lambda name: NamedLoss(
        sp.sin(x + y) + (x - y) ** 2 - 3 * x / 2 + 5 * y / 2 + 1,
        (x, y),
        name=name,
        domain=((-1.5, 4), (-3, 4)),
        source="G. P. McCormick, Mathematical Programming 10 (1976) 147–175.",
        known_minima=[
            (_rational("1/2") - sp.pi / 3, -_rational("1/2") - sp.pi / 3),
            (_rational("1/2") + 2 * sp.pi / 3, -_rational("1/2") + 2 * sp.pi / 3),
        ],
        known_saddles=[(_rational("1/2") + sp.pi / 3, -_rational("1/2") + sp.pi / 3)],
    ),
    "Freudenstein–Roth": lambda name: NamedLoss(
        (-13 + x + ((5 - y) * y - 2) * y) ** 2 + (-29 + x + ((y + 1) * y - 14) * y) ** 2,
        (x, y),
        name=name,
        domain=((-5, 15), (-4, 6)),
        source="F. Freudenstein and B. Roth, J. ACM 10 (1963) 550–556; MGH problem 2.",
        known_minima=[(5, 4), (11.4127789869021, -0.896805253274476)],
        known_saddles=[(23.9205543464312, 2.23013858660781)],
    ),
    "Powell badly scaled": lambda name: NamedLoss(
        (10**4 * x * y - 1) ** 2 + (sp.exp(-x) + sp.exp(-y) - _rational("1.0001")) ** 2,
        (x, y),
        name=name,
        domain=((-1, 1), (0, 10)),
        source="M. J. D. Powell (1970); MGH problem 3.",
        known_minima=[(1.0981593296997e-05, 9.10614673986652)],
    ),
    "Brown badly scaled": lambda name: NamedLoss(
        (x - 10**6) ** 2 + (y - _rational("2e-6")) ** 2 + (x * y - 2) ** 2,
        (x, y),
        name=name,
        domain=((0, 2e6), (0, 1)),
        source="K. M. Brown, unpublished; MGH problem 4.",
        known_minima=[(10**6, 2e-6)],
    ),
}
