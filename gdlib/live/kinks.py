r"""Kinks: what if the cost is not differentiable?

On a line, steps :math:`\alpha` or :math:`\alpha/(n+1)`; at a kink in the plane, one step
:math:`-\alpha g` along a subgradient :math:`g`; and the best step each time, on Wolfe's cost.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
import traitlets

from gdlib.arguments import Array, place
from gdlib.array_stepper import ArrayStepper, line_search
from gdlib.descent import descend
from gdlib.live.frame import Experiment, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.path import Path
from gdlib.stepper import diminishing

if TYPE_CHECKING:
    from gdlib.plots import Picture

_HUBER, _DELTA = LOSSES["Huber"], sp.Symbol("delta", positive=True)
# Huber's cost with the walls of |x|, whatever the width within which it is rounded.
ROUNDED = Loss(_HUBER.expression / _DELTA, _HUBER.variables, {"delta": 0.25}, "rounded |x|")
CURVES = {
    "x²/2": LOSSES["parabola"].where(lamda=1),
    "|x|": LOSSES["absolute value"],
    "Huber": ROUNDED,
    "ReLU": LOSSES["ReLU neuron"],
    "step": LOSSES["step"],
}
RULES = ("α", "α/(n+1)")
SEARCHES = ("best", "fixed")
TABS = ("on a line", "at a kink", "best step")


@cache
def _programs() -> dict[str, str]:
    names = ("program", "kink_program", "rounded_program", "neuron_program", "step_program")
    losses = dict(zip(names, CURVES.values(), strict=True))
    losses |= {"two_kinks_program": LOSSES["two kinks"], "wolfe_program": LOSSES["Wolfe"]}
    return {name: loss.to_js() for name, loss in losses.items()}


class Kinks(Experiment):
    r"""Costs with kinks, and steps on them: of one size, ever shorter, or the best each time.

    Parameters
    ----------
    tab : {"on a line", "at a kink", "best step"}
        Which tab is open.
    step_size : float
        :math:`\alpha`, from 0.05 to 2.5.
    start : float
        :math:`\theta_0` on the line, from −2 to 2; the minimum of each curve is at 0.
    curve : str
        ``"x²/2"``, ``"|x|"``, ``"Huber"``, ``"ReLU"`` or ``"step"``: a parabola; a kink; the kink
        rounded; one ReLU neuron; a step.
    rule : {"α", "α/(n+1)"}
        On the line: steps of one size, or ever shorter ones.
    width : float
        :math:`\delta`, within which Huber's cost is rounded, from 0.05 to 1.
    slope : float
        :math:`g_2` of the subgradient :math:`(1, g_2)` of :math:`|x| + 2|y|` at (1, 0), from −2 to
        2.
    search : {"best", "fixed"}
        On Wolfe's cost: the best step each time, or one step size.
    c : float
        Wolfe's parameter, from 1.5 to 8.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> Kinks(step_size=0.3, start=1).path.points[-2:].ravel().round(6)
    array([ 0.1, -0.2])
    >>> Kinks(tab="at a kink", step_size=0.1, slope=2).path.values.round(6)
    array([1. , 1.3])
    """

    step_size = Number(0.3, 0.05, 2.5)
    start = Number(1, -2, 2)
    width = Number(0.25, 0.05, 1)
    slope = Number(2, -2, 2)
    c = Number(3, 1.5, 8)
    curve = traitlets.Int(1, min=0, max=4).tag(sync=True)
    rule = traitlets.Int(0, min=0, max=1).tag(sync=True)
    search = traitlets.Int(0, min=0, max=1).tag(sync=True)
    scene = traitlets.Int(0, min=0, max=2).tag(sync=True)
    kink_program = traitlets.Unicode().tag(sync=True)
    rounded_program = traitlets.Unicode().tag(sync=True)
    neuron_program = traitlets.Unicode().tag(sync=True)
    step_program = traitlets.Unicode().tag(sync=True)
    two_kinks_program = traitlets.Unicode().tag(sync=True)
    wolfe_program = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        tab: str = TABS[0],
        curve: str = "|x|",
        rule: str = RULES[0],
        search: str = SEARCHES[0],
        **numbers: float,
    ):
        super().__init__(
            experiment="kinks",
            **_programs(),
            scene=place("tab", tab, TABS),
            curve=place("curve", curve, CURVES),
            rule=place("rule", rule, RULES),
            search=place("search", search, SEARCHES),
            **numbers,
        )
        self._tie(
            scene=self._buttons("scene", ("On a line", "At a kink", "The best step")),
            step_size=self._log_slider("step_size", 0.01, 10),
            curve=self._buttons("curve", CURVES),
            rule=self._buttons("rule", ("αₙ = α", "αₙ = α/(n + 1)")),
            search=self._buttons("search", ("The best each time", "One size")),
            start=self._slider("start", 0.05),
            width=self._slider("width", 0.05),
            slope=self._slider("slope", 0.05),
            c=self._slider("c", 0.1),
        )

    @property
    def loss(self) -> Loss:
        """The cost for the controls as they are now."""
        if self.scene == 1:
            return LOSSES["two kinks"]
        if self.scene == 2:
            return LOSSES["Wolfe"].where(c=self.c)
        loss = list(CURVES.values())[self.curve]
        return loss.where(delta=self.width) if loss is ROUNDED else loss

    @property
    def path(self) -> Path:
        """The path for the controls as they are now."""
        if self.scene == 0:
            size = diminishing(self.step_size) if self.rule else self.step_size
            return descend(self.loss, self.start, size, steps=60)
        if self.scene == 1:
            along = ArrayStepper("subgradient", self._along)
            return descend(self.loss, (1, 0), self.step_size, stepper=along, steps=1)
        start = (3, 3 / self.c)
        if self.search == 0:
            return descend(self.loss, start, 1.0, stepper=line_search("exact"), steps=40)
        return descend(self.loss, start, self.step_size, steps=600)

    def _along(self, loss: Any, points: Array, slopes: Array, step_size: Array) -> Array:
        return points - step_size * np.array([1.0, self.slope])

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_contours, plot_curve

        path = self.path
        size = f"step size {self.step_size:.4g}"
        if self.scene == 0:
            title = f"{list(CURVES)[self.curve]}, {size}, start {self.start:.4g}"
            last = ", ".join(f"{point:.4g}" for point in path.points[-2:, 0])
            finding = f"{title}: {path.message}, at last {last}"
            return plot_curve(self.loss, {title: path}, (-2.3, 2.3), height=3.2), finding
        if self.scene == 1:
            title = f"a step of {self.step_size:.4g} along (1, {self.slope:.4g})"
            finding = f"{title}: the cost goes from 1 to {path.values[1]:.4g}"
            return plot_contours(self.loss, {title: path}, ((-1.5, 1.5), (-1, 1)), 3.2), finding
        title = f"Wolfe's cost, {'the best step each time' if self.search == 0 else size}"
        finding = f"{title}: the lowest cost is {path.values.min():.4g}"
        return plot_contours(self.loss, {title: path}, ((-3.5, 3.5), (-2, 2)), 3.2), finding
