r"""Where you start: which way a step goes, and which level place a start leads to.

A step is :math:`-\alpha L'(\theta)`, against the slope. With :math:`\alpha \le 1/M` no level place
is ever passed, so that a start ends at the first one downhill: the hilltops are the borders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import traitlets

from gdlib.arguments import place
from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES

if TYPE_CHECKING:
    from gdlib.plots import Picture

TABS = ("which way", "where it ends")
CURVES = {
    "bowl": LOSSES["parabola"].where(lamda=1),
    "ripples": LOSSES["ripples on a bowl"],
    "terraces": LOSSES["terraces"],
}
GOALS = ("descent", "ascent")


class WhereYouStart(Descent):
    r"""One step, called before it is seen; then whole runs, and where every start ends.

    Parameters
    ----------
    tab : {"which way", "where it ends"}
        One step at a time, down or up; or the run, with the ends of all starts under the axis.
    curve : {"bowl", "ripples", "terraces"}
        A parabola; a curve with five valleys; a bowl with two ledges.
    start : float
        :math:`\theta_0`, from −4.8 to 4.8.
    step_size : float
        :math:`\alpha`, from 0.02 to 2.5.
    goal : {"descent", "ascent"}
        In the first tab: against the slope, or along it.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> WhereYouStart(start=4.5).path.points[-1].round(7)
    array([3.5847518])
    >>> WhereYouStart(tab="which way", curve="bowl", start=2, step_size=0.5).path.points.ravel()
    array([2., 1.])
    """

    step_size = Number(0.05, 0.02, 2.5)
    start = Number(-1.5, -4.8, 4.8)
    scene = traitlets.Int(1, min=0, max=1).tag(sync=True)
    curve = traitlets.Int(1, min=0, max=2).tag(sync=True)
    climb = traitlets.Int(0, min=0, max=1).tag(sync=True)
    ripples_program = traitlets.Unicode().tag(sync=True)
    terraces_program = traitlets.Unicode().tag(sync=True)
    domain = (-5.0, 5.0)

    def __init__(
        self,
        *,
        tab: str = "where it ends",
        curve: str = "ripples",
        start: float = -1.5,
        step_size: float = 0.05,
        goal: str = "descent",
    ):
        scene = place("tab", tab, TABS)
        super().__init__(
            experiment=("side", "start")[scene],
            program=CURVES["bowl"].to_js(),
            ripples_program=CURVES["ripples"].to_js(),
            terraces_program=CURVES["terraces"].to_js(),
            step_size=step_size,
            start=start,
            scene=scene,
            curve=place("curve", curve, CURVES),
            climb=place("goal", goal, GOALS),
        )
        self._tie(
            scene=self._buttons("scene", map(str.capitalize, TABS)),
            start=self._slider("start", 0.05),
            step_size=self._log_slider("step_size", 0.01, 10),
            curve=self._buttons("curve", map(str.capitalize, CURVES)),
            climb=self._buttons("climb", map(str.capitalize, GOALS)),
        )

    @property
    def tab(self) -> str:
        """Which tab is open: "which way" or "where it ends"."""
        return TABS[self.scene]

    @property
    def steps(self) -> int:
        """How many steps a run may take."""
        return (1, 300)[self.scene]

    @property
    def loss(self) -> Loss:
        """The curve that is chosen; for ascent, its mirror image."""
        loss = list(CURVES.values())[self.curve]
        if self.scene == 0 and self.climb:
            return Loss(-loss.expression, loss.variables, loss.parameters, loss.name)
        return loss

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_curve, plot_steps

        path, curve = self.path, list(CURVES)[self.curve]
        title = f"{curve}, step size {self.step_size:.4g}, start {self.start:.4g}"
        end = path.points[-1, 0]
        if self.scene == 1:
            picture = plot_curve(path.loss, {title: path}, self.domain, height=3.2)
            return picture, f"{title}: {path.message}, at {end:.4f}"
        slope = path.loss.grad(path.points[0])[0]
        finding = f"{title}: the slope is {slope:.4g}, one step leads to {end:.4g}"
        return plot_steps(path.loss, {title: path}, self.domain, height=3.2), finding
