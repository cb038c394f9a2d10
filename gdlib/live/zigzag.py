r"""The zigzag: how long should a step be in a valley κ times as curved across as along?

A step multiplies :math:`x` by :math:`1 - \alpha\mu` and :math:`y` by :math:`1 - \alpha M`, where
:math:`\mu = 1` and :math:`M = \kappa`. One size for all steps, two sizes, or a search at each.
"""

from __future__ import annotations

import math

import numpy as np
import traitlets

from gdlib.arguments import place
from gdlib.array_stepper import line_search
from gdlib.descent import descend
from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.path import Path
from gdlib.plots.picture import Picture

SCENES = ("one step size", "two steps", "exact search", "Armijo's rule")
REACH = (1.25, 0.72)


class Zigzag(Descent):
    r"""Descent in the valley :math:`(x^2 + \kappa y^2)/2` from :math:`(1, y_0)`.

    Parameters
    ----------
    step_size : float
        :math:`\alpha` of every step, of the first of two, or the first trial of Armijo's rule;
        from 0.001 to 2.5.
    second : float
        The size of the second step, in the tab "two steps"; from 0.001 to 2.5.
    condition : float
        :math:`\kappa`, from 1 to 100.
    start : float
        :math:`y_0`, from 0 to 0.6.
    rotation : float
        :math:`\phi`, by how many degrees the valley and the start are turned where sizes are
        searched for, from 0 to 90.
    scene : {"one step size", "two steps", "exact search", "Armijo's rule"}
        Which tab is open.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> Zigzag(step_size=2 / 11, condition=10).path
    Path(99 points, converged after 98 steps)
    >>> puzzle = Zigzag(step_size=1, second=0.01, condition=100, start=0.5, scene="two steps")
    >>> puzzle.path.values.tolist()
    [13.0, 122512.5, 0.0]
    >>> worst = Zigzag(condition=10, start=0.1, scene="exact search").path
    >>> (worst.values[1:4] / worst.values[:3]).round(6).tolist()
    [0.669421, 0.669421, 0.669421]
    """

    step_size = Number(0.18, 0.001, 2.5)
    second = Number(0.5, 0.001, 2.5)
    condition = Number(10, 1, 100)
    start = Number(0.3, 0, 0.6)
    rotation = Number(0, 0, 90)
    scene = traitlets.Int(0, min=0, max=3).tag(sync=True)
    turned_program = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        step_size: float = 0.18,
        second: float = 0.5,
        condition: float = 10,
        start: float = 0.3,
        rotation: float = 0,
        scene: str = SCENES[0],
    ):
        super().__init__(
            experiment="zigzag",
            program=LOSSES["valley"].to_js(),
            turned_program=LOSSES["turned valley"].to_js(),
            step_size=step_size,
            second=second,
            condition=condition,
            start=start,
            rotation=rotation,
            scene=place("scene", scene, SCENES),
        )
        self._tie(
            scene=self._buttons("scene", ["One size", "Two sizes", "Exact search", "Armijo"]),
            step_size=self._log_slider("step_size", 0.01, 10),
            second=self._log_slider("second", 0.01, 10),
            condition=self._log_slider("condition", 0.25, 10),
            start=self._slider("start", 0.05),
            rotation=self._slider("rotation", 5),
        )

    @property
    def loss(self) -> Loss:
        """The valley of this condition number; where sizes are searched for, turned."""
        if self.scene < 2:
            return LOSSES["valley"].where(mu=1, M=self.condition)
        angle = math.radians(self.rotation)
        return LOSSES["turned valley"].where(mu=1, M=self.condition, phi=angle)

    @property
    def path(self) -> Path:
        """The path for the controls as they are now, from the same program as the picture's."""
        start = (1, self.start)
        if self.scene == 0:
            return descend(self.loss, start, self.step_size, steps=300)
        if self.scene == 1:
            return descend(self.loss, start, self._two_sizes, steps=2)
        search = line_search(("exact", "armijo")[self.scene - 2])
        angle = math.radians(self.rotation)
        axes = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
        return descend(self.loss, start @ axes, self.step_size, stepper=search, steps=300)

    def _two_sizes(self, n: int) -> float:
        return self.second if n else self.step_size

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_contours

        path = self.path
        size = "exact search" if self.scene == 2 else f"step size {self.step_size:.4g}"
        title = f"{size}, condition number {self.condition:.4g}"
        across, up = REACH[0], max(REACH[1], 1.15 * path.points[0, 1])
        domain = ((-across, across), (-up, up))
        return plot_contours(self.loss, {title: path}, domain), f"{title}: {path.message}"
