r"""The smallest network with two hidden neurons: its output, and its cost on nine samples.

.. math:: v(x) = w_3 \tanh(w_1 x + c_1) + w_4 \tanh(w_2 x + c_2) + c_3

`OUTPUT` is the formula of :math:`v`; ``LOSSES["two neurons"]`` is the cost as a function of the
seven weights and biases `THETA`. Both are printed for the experiment on swapping the neurons.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import sympy as sp

from gdlib.losses.named_loss import NamedLoss

THETA = w1, w2, c1, c2, w3, w4, c3 = sp.symbols("w_1 w_2 c_1 c_2 w_3 w_4 c_3")
x, t = sp.symbols("x t")

_INPUTS = np.linspace(-2, 2, 9)
# Two of the pits that random starts lead to, the deepest one first; each has seven copies.
_PITS = (
    (
        2.0625021672912,
        0.556889494776943,
        0.490834160349886,
        0.229011731674827,
        2.82309864470426,
        -4.68674590620848,
        0.370479429716479,
    ),
    (
        1.9711625306875,
        2.54213500591551,
        3.97552087415175,
        -3.27957659840914,
        -0.937052849587155,
        -0.423231464815731,
        0.509497842302349,
    ),
)
# What one neuron leaves at least of the squared error, the weight decay not counted: a steep step
# between the sixth sample and the eighth, which meets the seventh on its way.
ONE_NEURON = 0.184540137


@cache
def _output() -> sp.Expr:
    return w3 * sp.tanh(w1 * x + c1) + w4 * sp.tanh(w2 * x + c2) + c3


def __getattr__(name: str) -> sp.Expr:
    """`OUTPUT` is made when it is asked for: SymPy's first sum loads its tensors, and takes longer
    than all the rest of gdlib does to load."""
    if name == "OUTPUT":
        return _output()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _two_neurons(name: str) -> NamedLoss:
    return NamedLoss(
        (_output() - t) ** 2 / 2 + sum(weight**2 for weight in THETA) / 2000,
        THETA,
        name=name,
        data={x: _INPUTS, t: np.sin(2.5 * _INPUTS + 0.5)},
        domain=((-6, 6),) * 7,
        source="Nine samples of sin(2.5 x + 0.5); weight decay 1/1000 keeps the minima isolated.",
        known_minima=_PITS,
    )


NEURONS: dict[str, Callable[[str], NamedLoss]] = {"two neurons": _two_neurons}
