r"""Swap two neurons: how many networks are one network?

The seven weights of :math:`v(x) = w_3 \tanh(w_1 x + c_1) + w_4 \tanh(w_2 x + c_2) + c_3`, a copy of
them that is the same network, the straight line between both, and descents from both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets

from gdlib.arguments import Array, place
from gdlib.descent import descend
from gdlib.live.frame import Experiment, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.losses.neurons import ONE_NEURON, OUTPUT, THETA, x
from gdlib.networks.network import Network
from gdlib.networks.symmetry import flip, permute
from gdlib.path import Path

if TYPE_CHECKING:
    from gdlib.plots import Picture

SYMMETRIES = ("swap", "flip 1", "flip 2")
TASKS = ("walk", "descend")
WEIGHTS = tuple(weight.name.replace("_", "") for weight in THETA)
_LOSS, _NETWORK = LOSSES["two neurons"], Network((1, 2, 1))
# In the deepest pit unless told otherwise, to the grid of the sliders.
_PIT = {name: round(float(v), 2) for name, v in zip(WEIGHTS, _LOSS.minima[0], strict=True)}


class SwapTwoNeurons(Experiment):
    r"""A network of two neurons, its copy by one of three symmetries, and the cost in between.

    Parameters
    ----------
    symmetry : {"swap", "flip 1", "flip 2"}
        Which copy of θ: both neurons swapped, or all signs at one of them changed.
    along : float
        t, from 0 (θ) to 1 (its copy): how far along the straight line.
    task : {"walk", "descend"}
        Which tab is open: the line from θ to its copy, or descents from both.
    step_size : float
        :math:`\alpha` of the descents, from 0.02 to 2.
    w1, c1, w3, w2, c2, w4, c3 : float
        Neuron 1 (incoming weight, bias, outgoing weight), neuron 2, the output's bias: −6 to 6.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> swapped = SwapTwoNeurons(symmetry="swap")
    >>> swapped.theta.tolist()
    [2.06, 0.56, 0.49, 0.23, 2.82, -4.69, 0.37]
    >>> swapped.copy.tolist()
    [0.56, 2.06, 0.23, 0.49, -4.69, 2.82, 0.37]
    >>> bool(np.isclose(swapped.loss(swapped.theta), swapped.loss(swapped.copy), atol=1e-15))
    True
    """

    scene = traitlets.Int(0, min=0, max=1).tag(sync=True)
    symmetry = traitlets.Int(0, min=0, max=2).tag(sync=True)
    along = Number(1, 0, 1)
    step_size = Number(0.1, 0.02, 2)
    w1, w2, c1, c2, w3, w4, c3 = (Number(_PIT[name], -6, 6) for name in WEIGHTS)
    output_program = traitlets.Unicode().tag(sync=True)
    known_program = traitlets.Unicode().tag(sync=True)
    steps = 4000

    def __init__(
        self,
        *,
        symmetry: str = "swap",
        along: float = 1,
        task: str = "walk",
        step_size: float = 0.1,
        **weights: float,
    ):
        for name in weights:
            if name not in WEIGHTS:
                raise TypeError(f"{name}: expected one of the weights {', '.join(WEIGHTS)}")
        lowest = float(_LOSS(_LOSS.minima[0]))
        super().__init__(
            experiment="swap",
            program=_LOSS.to_js(),
            output_program=Loss(OUTPUT, THETA, {x: 0.0}).to_js(),
            known_program=(
                f"export const oneNeuron = {ONE_NEURON!r};\nexport const lowest = {lowest!r};\n"
            ),
            scene=place("task", task, TASKS),
            symmetry=place("symmetry", symmetry, SYMMETRIES),
            along=along,
            step_size=step_size,
            **weights,
        )
        tasks = ["Walk to a copy", "Descend from both"]
        copies = ["Swap", "Flip neuron 1", "Flip neuron 2"]
        by_neuron = ("w1", "c1", "w3", "w2", "c2", "w4", "c3")
        self._tie(
            scene=self._buttons("scene", tasks),
            symmetry=self._buttons("symmetry", copies),
            along=self._slider("along", 0.025),
            step_size=self._log_slider("step_size", 0.01, 10),
            **{name: self._slider(name, 0.01) for name in by_neuron},
        )

    @property
    def loss(self) -> Loss:
        """The cost on the nine samples."""
        return _LOSS

    @property
    def theta(self) -> Array:
        """The seven weights and biases, (7,)."""
        return np.array([getattr(self, name) for name in WEIGHTS])

    @property
    def copy(self) -> Array:
        """The same network at another place, (7,)."""
        if self.symmetry == 0:
            return permute(_NETWORK, self.theta, 1, [1, 0])
        return flip(_NETWORK, self.theta, 1, self.symmetry - 1)

    @property
    def path(self) -> Path:
        """The descent from θ."""
        return descend(self.loss, self.theta, self.step_size, steps=self.steps)

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_copies

        copy = SYMMETRIES[self.symmetry]
        top = float(self.loss(np.linspace(self.theta, self.copy, 41)).max())
        costs = [float(self.loss(place)) for place in (self.theta, self.copy)]
        finding = (
            f"Two networks, θ and its copy by {copy}, compute the same curve and cost the same, "
            f"{costs[0]:.4g} and {costs[1]:.4g}; on the straight line between them the cost rises "
            f"to {top:.3g}"
        )
        return plot_copies(self.loss, _NETWORK, self.theta, {copy: self.copy}), finding
