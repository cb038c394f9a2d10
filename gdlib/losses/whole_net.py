r"""A network of two inputs, three hidden neurons and one output: its cost, by all 13 weights.

.. math:: v(x) = \sum_{i=1}^3 w_{6+i}\, f(w_{2i-1} x_1 + w_{2i} x_2 + c_i) + c_4

The weights and biases `THETA` stand in the order of ``Network((2, 3, 1))``. All data sets have the
same 16 inputs, a grid, and targets of their own; a parameter each, 1 or 0, says which are meant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product

import numpy as np
import sympy as sp

from gdlib.arguments import Array, one_of
from gdlib.loss import Loss

_w, _c = sp.symbols("w_1:10"), sp.symbols("c_1:5")
THETA = (*_w[:6], *_c[:3], *_w[6:], _c[3])
INPUTS = _x = sp.symbols("x_1 x_2")

# At its kink the rectifier has the slope of its flat side, as in `Network`.
_SHAPES: dict[str, Callable[[sp.Expr], sp.Expr]] = {
    "tanh": sp.tanh,
    "relu": lambda z: sp.Piecewise((z, z > 0), (0, True)),
}
ACTIVATIONS = tuple(_SHAPES)

GRID: Array = np.array(list(product((-1.5, -0.5, 0.5, 1.5), repeat=2)))
TARGETS: dict[str, Array] = {
    "corners": np.sign(GRID.prod(axis=1)),
    "stripe": np.where(np.abs(GRID[:, 0]) < 1, 1.0, -1.0),
    "middle": np.where(np.abs(GRID).max(axis=1) < 1, 1.0, -1.0),
}


def formula(activation: str = "tanh") -> sp.Expr:
    """What the network computes at an input, in letters; ``activation``: "tanh" or "relu"."""
    shape = _SHAPES[one_of("activation", activation, ACTIVATIONS)]
    neurons = (shape(_w[2 * i] * _x[0] + _w[2 * i + 1] * _x[1] + _c[i]) for i in range(3))
    return sum((_w[6 + i] * neuron for i, neuron in enumerate(neurons)), _c[3])


@cache
def output(activation: str = "tanh") -> Loss:
    """The same as a function of the weights; the input is a parameter."""
    return Loss(formula(activation), THETA, dict.fromkeys(INPUTS, 0.0))


@cache
def whole_net(activation: str = "tanh") -> Loss:
    """The mean of half the squared errors; the parameter that is 1 says which targets are meant.

    >>> from gdlib import Network, descend
    >>> cost = whole_net().where(corners=0, stripe=1)
    >>> path = descend(cost, Network((2, 3, 1)).random(seed=0), 0.5, steps=200)
    >>> path.values[[0, 20, 200]].round(5).tolist()
    [0.58443, 0.49574, 2e-05]
    """
    of_set = {name: sp.Symbol(f"t_{name}") for name in TARGETS}
    target = sum((sp.Symbol(name) * t for name, t in of_set.items()), sp.Integer(0))
    columns = {**dict(zip(INPUTS, GRID.T, strict=True)), **{of_set[k]: TARGETS[k] for k in of_set}}
    chosen = {name: float(name == "corners") for name in TARGETS}
    cost = (formula(activation) - target) ** 2 / 2
    return Loss(cost, THETA, chosen, f"a whole net of {activation}", columns)
