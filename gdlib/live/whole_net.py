r"""A whole net: L at its output, as a function of all its 13 weights and biases.

A network of two inputs, three hidden neurons and one output: the cost along one weight, descent in
all 13, and a plane in two random directions. The formula is in `gdlib.losses.whole_net`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets

from gdlib.arguments import Array, count, one_of, place
from gdlib.around.slices import slice_of
from gdlib.descent import descend
from gdlib.live.frame import Experiment, Number
from gdlib.loss import Loss
from gdlib.losses.whole_net import ACTIVATIONS, TARGETS, THETA, output, whole_net
from gdlib.path import Path

if TYPE_CHECKING:
    from gdlib.plots import Picture

TABS = ("one weight", "training", "random plane")
WEIGHTS = tuple(weight.name.replace("_", "") for weight in THETA)
_SIGNS = [w.translate(str.maketrans("123456789", "₁₂₃₄₅₆₇₈₉")) for w in WEIGHTS]
# At random, to the grid of the sliders; from here 300 steps of 0.5 get all 16 samples right.
_START = (-0.19, 0.74, -0.13, -0.72, -0.76, 0.25, 0.46, 0.98, -0.22, 1.1, -0.24, -0.16, -0.42)


class WholeNet(Experiment):
    r"""The cost of a 2–3–1 network on 16 samples, and everything that its 13 weights do to it.

    Parameters
    ----------
    tab : {"one weight", "training", "random plane"}
        The cost along one weight; descent in all of them; the cost on a plane through θ.
    weight : str
        The weight that is chosen: "w1" to "w9", "c1" to "c4".
    activation : {"tanh", "relu"}
        :math:`f` of the three hidden neurons.
    data : {"corners", "stripe", "middle"}
        Which targets the 16 inputs have.
    step_size : float
        :math:`\alpha` of the training, from 0.01 to 10.
    draw : int
        Which two random directions, from 1 to 50.
    w1, w2, w3, w4, w5, w6, c1, c2, c3, w7, w8, w9, c4 : float
        Incoming weights of the neurons, their biases, outgoing weights, the output's bias: −6 to 6.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> net = WholeNet(step_size=0.5)
    >>> net.theta.shape, net.slopes.shape
    ((13,), (13,))
    >>> net.path.values[[0, 1, 300]].round(3).tolist()
    [0.7, 0.474, 0.028]
    """

    scene = traitlets.Int(0, min=0, max=2).tag(sync=True)
    weight = traitlets.Int(0, min=0, max=12).tag(sync=True)
    activation = traitlets.Int(0, min=0, max=1).tag(sync=True)
    data = traitlets.Int(0, min=0, max=2).tag(sync=True)
    step_size = Number(0.5, 0.01, 10)
    draw = Number(1, 1, 50)
    w1, w2, w3, w4, w5, w6, c1, c2, c3, w7, w8, w9, c4 = (Number(v, -6, 6) for v in _START)
    output_program = traitlets.Unicode().tag(sync=True)
    relu_program = traitlets.Unicode().tag(sync=True)
    relu_output_program = traitlets.Unicode().tag(sync=True)
    steps = 300

    def __init__(
        self,
        *,
        tab: str = TABS[0],
        weight: str = "w1",
        activation: str = "tanh",
        data: str = "corners",
        step_size: float = 0.5,
        draw: int = 1,
        **weights: float,
    ):
        for name in weights:
            one_of("weights", name, WEIGHTS)
        super().__init__(
            experiment="net",
            scene=place("tab", tab, TABS),
            weight=place("weight", weight, WEIGHTS),
            activation=place("activation", activation, ACTIVATIONS),
            data=place("data", data, TARGETS),
            step_size=step_size,
            draw=count("draw", draw, least=1),
            program=whole_net("tanh").to_js(hessian=False),
            relu_program=whole_net("relu").to_js(hessian=False),
            output_program=output("tanh").to_js(hessian=False),
            relu_output_program=output("relu").to_js(hessian=False),
            **weights,
        )
        self._tie(
            scene=self._buttons("scene", [tab.capitalize() for tab in TABS]),
            **{name: self._slider(name, 0.01) for name in WEIGHTS},
            step_size=self._log_slider("step_size", 0.01, 10),
            draw=self._slider("draw", 1),
            weight=self._buttons("weight", _SIGNS),
            data=self._buttons("data", [name.capitalize() for name in TARGETS]),
            activation=self._buttons("activation", ["tanh", "ReLU"]),
        )

    @property
    def loss(self) -> Loss:
        """The cost on the data that are chosen."""
        chosen = {name: float(i == self.data) for i, name in enumerate(TARGETS)}
        return whole_net(ACTIVATIONS[self.activation]).where(**chosen)

    @property
    def theta(self) -> Array:
        """The 13 weights and biases, (13,), in the order of ``Network((2, 3, 1))``."""
        return np.array([getattr(self, name) for name in WEIGHTS])

    @property
    def slopes(self) -> Array:
        """The gradient at θ, (13,)."""
        return self.loss.grad(self.theta)

    @property
    def path(self) -> Path:
        """The training from θ."""
        return descend(self.loss, self.theta, self.step_size, steps=self.steps)

    def _finding(self) -> tuple[Picture, str]:
        picture, finding = (self._along, self._trained, self._on_a_plane)[self.scene]()
        return picture, f"a network of 13 weights, cost {self.loss(self.theta):.4g}: {finding}"

    def _along(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_against

        name, here = WEIGHTS[self.weight], self.theta[self.weight]
        values = np.linspace(-6, 6, 241)
        along = slice_of(self.loss, self.theta, np.eye(13)[[self.weight]])
        picture = plot_against(
            values,
            {"cost": along((values - here)[:, None])},
            {"θ": here},
            title="the cost along one weight",
            xlabel=name,
            ylabel="$L$",
            quantity="cost",
            ylim=(0, max(1, 2.5 * self.loss(self.theta))),
        )
        slope = self.slopes[self.weight]
        return picture, f"along {name} alone, at {here:.4g}, its slope is {slope:.4g}"

    def _trained(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_values

        path, title = self.path, f"step size {self.step_size:.4g}"
        finding = f"trained with {title} it ends at {path.values[-1]:.3g}, {path.message}"
        return plot_values({title: path}), finding

    def _on_a_plane(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_planes

        directions = np.random.default_rng(int(self.draw)).normal(size=(13, 2))
        plane = 2 * np.linalg.qr(directions)[0].T
        corners = {
            "θ": self.theta,
            r"$\Delta_1$": self.theta + plane[0],
            r"$\Delta_2$": self.theta + plane[1],
        }
        inside, whole = (float(np.linalg.norm(v)) for v in (plane @ self.slopes / 2, self.slopes))
        share = inside / whole if whole else 0.0
        picture = plot_planes(self.loss, {"a plane in two random directions": corners})
        return picture, f"a plane in two random directions holds {share:.0%} of its slope"
