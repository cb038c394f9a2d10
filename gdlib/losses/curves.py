"""The named losses of one variable."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from gdlib.losses.named_loss import NamedLoss

x = sp.Symbol("x")
a, b, R, p, q, lamda, delta = sp.symbols("a b R p q lamda delta", positive=True)
_HALF = sp.Rational(1, 2)


def _lopsided() -> sp.Piecewise:
    """Two parabolas that meet at 0, a hump around 2w, and a second valley around 4w."""
    left, right = a * x**2 / 2, b * x**2 / 2
    hump = b * R**2 - b * (x - 2 * R) ** 2 / 2
    valley = b * (x - 4 * R) ** 2 / 2
    return sp.Piecewise((left, x < 0), (right, x < R), (hump, x < 3 * R), (valley, True))


CURVES: dict[str, Callable[[str], NamedLoss]] = {
    "parabola": lambda name: NamedLoss(
        lamda * x**2 / 2,
        x,
        {"lamda": 4},
        name,
        domain=((-2, 2),),
        source="One curvature λ: the case that every other one resembles near a minimum.",
        known_minima=[0],
    ),
    "lopsided basin": lambda name: NamedLoss(
        _lopsided(),
        x,
        {"a": 4, "b": 1, "R": 1},
        name,
        domain=((-2, 6),),
        source="The lecture's drawing: steeper on the left than on the right, where there is a way "
        "out.",
        known_minima=[0, 4 * R],
        known_maxima=[2 * R],
    ),
    "vee": lambda name: NamedLoss(
        sp.Piecewise((-p * x, x < 0), (q * x, True)),
        x,
        {"p": 1, "q": 5},
        name,
        domain=((-3, 3),),
        source="Two straight walls: slopes differ, curvature is 0 on both sides; a kink at 0.",
        known_minima=[0],
    ),
    "double well": lambda name: NamedLoss(
        (x**2 - 1) ** 2 / 4,
        x,
        name=name,
        domain=((-2, 2),),
        source="The quartic of Duffing's oscillator; chaos: Kong and Tao, NeurIPS 2020.",
        known_minima=[-1, 1],
        known_maxima=[0],
    ),
    "absolute value": lambda name: NamedLoss(
        sp.Abs(x),
        x,
        name=name,
        domain=((-2, 2),),
        source="The simplest kink: a fixed step ends in a cycle around 0.",
        known_minima=[0],
    ),
    "step": lambda name: NamedLoss(
        sp.Piecewise((0, x <= 0), (1, True)),
        x,
        name=name,
        domain=((-2, 2),),
        source="A count of errors: the slope is 0 wherever there is one, so no step is ever taken.",
    ),
    "ReLU neuron": lambda name: NamedLoss(
        (sp.Piecewise((0, x <= -1), (1 + x, True)) - 1) ** 2 / 2,
        x,
        name=name,
        domain=((-3, 2),),
        source="Half the squared error of max(0, 1 + x) where 1 is wanted: one neuron, flat from "
        "its kink at -1 on.",
        known_minima=[0],
        known_maxima=[-1],
    ),
    "Huber": lambda name: NamedLoss(
        sp.Piecewise((x**2 / 2, sp.Abs(x) <= delta), (delta * (sp.Abs(x) - delta / 2), True)),
        x,
        {"delta": 1},
        name,
        domain=((-3, 3),),
        source="P. J. Huber, Annals of Mathematical Statistics 35 (1964) 73–101.",
        known_minima=[0],
    ),
    "softplus": lambda name: NamedLoss(
        sp.log(1 + sp.exp(x)),
        x,
        name=name,
        domain=((-6, 3),),
        source="Convex and bounded below without a minimum: the cross-entropy of one sample.",
    ),
    "log cosh": lambda name: NamedLoss(
        sp.log(sp.cosh(x)),
        x,
        name=name,
        domain=((-3, 3),),
        source="S. Boyd and L. Vandenberghe, Convex Optimization (2004), exercise 9.10: Newton's "
        "steps diverge from beyond 1.0886594925.",
        known_minima=[0],
    ),
    "ripples on a bowl": lambda name: NamedLoss(
        sp.sin(3 * x) + x**2 / 10,
        x,
        name=name,
        domain=((-5, 5),),
        source="The ten stationary points of the experiment on where to start.",
        known_minima=[
            -0.512214028356113,
            1.53658988014775,
            -2.56080693807354,
            3.58475181730372,
            -4.60829888242301,
        ],
        known_maxima=[
            0.535501334461219,
            -1.60656641486227,
            2.67782172973662,
            -3.74940451396712,
            4.82146917674574,
        ],
    ),
    "tilted quartic": lambda name: NamedLoss(
        (x**4 + x**2 + 10 * x) / 50,
        x,
        name=name,
        domain=((-3, 3),),
        source="J. Watt, R. Borhani and A. Katsaggelos, Machine Learning Refined (2020).",
        known_minima=[-1.23477282505330],
    ),
    "Polyak–Łojasiewicz": lambda name: NamedLoss(
        x**2 + 3 * sp.sin(x) ** 2,
        x,
        name=name,
        domain=((-4, 4),),
        source="H. Karimi, J. Nutini and M. Schmidt, ECML 2016: not convex, yet steps of 1/8 "
        "converge from everywhere.",
        known_minima=[0],
    ),
    "heavy-ball cycle": lambda name: NamedLoss(
        sp.Piecewise(
            (25 * x**2 / 2, x < 1),
            (x**2 / 2 + 24 * x - 12, x < 2),
            (25 * x**2 / 2 - 24 * x + 36, True),
        ),
        x,
        name=name,
        domain=((-3, 4),),
        source="L. Lessard, B. Recht and A. Packard, SIAM J. Optimization 26 (2016) 57–95: heavy "
        "ball at α = 1/9, β = 4/9 from 3.3 cycles for ever.",
        known_minima=[0],
    ),
    "trap": lambda name: NamedLoss(
        -sp.exp(-((x + 3 * _HALF) ** 2) / 2)
        - sp.Rational(13, 10) * sp.exp(-50 * (x - 3 * _HALF) ** 2),
        x,
        name=name,
        domain=((-4, 4),),
        source="A broad pit and a deeper narrow one: smoothing leads graduated descent astray.",
        known_minima=[1.49974346226962, -1.5],
        known_maxima=[1.14340194501746],
    ),
    "cubic": lambda name: NamedLoss(
        x**3,
        x,
        name=name,
        domain=((-1.5, 1.5),),
        source="A stationary point that is no extremum, and catches a share of all starts.",
        known_saddles=[0],
    ),
    "terraces": lambda name: NamedLoss(
        x**2 / 2 + x * sp.sin(x) + sp.cos(x),
        x,
        name=name,
        domain=((-5, 5),),
        source="The slope is x(1 + cos x): a bowl whose walls are level at ±π, on the way down.",
        known_minima=[0],
        known_saddles=[-sp.pi, sp.pi],
    ),
}
