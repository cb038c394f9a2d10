"""The named losses of the course, each with the source that it comes from."""

from __future__ import annotations

import sympy as sp

from gdlib.loss import Loss

x, y = sp.symbols("x y")
a, b, w, p, q, lamda, mu, M = sp.symbols("a b w p q lamda mu M", positive=True)


def _lopsided() -> sp.Piecewise:
    """Two parabolas that meet at 0, a hump around 2w, and a second valley around 4w."""
    left, right = a * x**2 / 2, b * x**2 / 2
    hump = b * w**2 - b * (x - 2 * w) ** 2 / 2
    valley = b * (x - 4 * w) ** 2 / 2
    return sp.Piecewise((left, x < 0), (right, x < w), (hump, x < 3 * w), (valley, True))


LOSSES: dict[str, Loss] = {
    # One curvature λ: the case that every other one resembles near a minimum.
    "parabola": Loss(lamda * x**2 / 2, (x,), {"lamda": 4}, "parabola"),
    # Two curvatures μ ≤ M, along the axes: the smallest case with a condition number κ = M/μ.
    "valley": Loss((mu * x**2 + M * y**2) / 2, (x, y), {"mu": 1, "M": 10}, "valley"),
    # The lecture's drawing: steeper on the left than on the right, and a way out on the right.
    "lopsided basin": Loss(_lopsided(), (x,), {"a": 4, "b": 1, "w": 1}, "lopsided basin"),
    # Two straight walls: slopes differ, curvature is 0 on both sides.
    "vee": Loss(sp.Piecewise((-p * x, x < 0), (q * x, True)), (x,), {"p": 1, "q": 5}, "vee"),
    # Two equal wells at ±1 (the quartic of Duffing's oscillator; chaos: Kong and Tao 2020).
    "double well": Loss((x**2 - 1) ** 2 / 4, (x,), name="double well"),
    # H. H. Rosenbrock, The Computer Journal 3 (1960) 175–184: a bent valley, minimum 0 at (1, 1).
    "Rosenbrock": Loss(100 * (y - x**2) ** 2 + (1 - x) ** 2, (x, y), name="Rosenbrock"),
    # D. M. Himmelblau, Applied Nonlinear Programming (1972): four minima of equal cost 0.
    "Himmelblau": Loss((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, (x, y), name="Himmelblau"),
}
