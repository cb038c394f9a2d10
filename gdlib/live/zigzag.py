r"""The zigzag: one step size, or two, in a valley that is κ times as curved across as along.

A step multiplies :math:`x` by :math:`1 - \alpha\mu` and :math:`y` by :math:`1 - \alpha M`, where
:math:`\mu = 1` and :math:`M = \kappa`.
"""

from __future__ import annotations

import ipywidgets
import traitlets

from gdlib.descent import descend
from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.path import Path
from gdlib.plots.picture import Picture

SCENES = ("one step size", "two steps")


class Zigzag(Descent):
    r"""Descent in the valley :math:`(x^2 + \kappa y^2)/2` from :math:`(1, y_0)`.

    Parameters
    ----------
    step_size : float
        :math:`\alpha` of every step, or of the first of two; from 0.001 to 2.5.
    second : float
        The size of the second step, in the tab "two steps"; from 0.001 to 2.5.
    condition : float
        :math:`\kappa`, from 1 to 100.
    start : float
        :math:`y_0`, from 0 to 0.6.
    scene : {"one step size", "two steps"}
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
    """

    step_size = Number(0.18, 0.001, 2.5)
    second = Number(0.5, 0.001, 2.5)
    condition = Number(10, 1, 100)
    start = Number(0.3, 0, 0.6)
    scene = traitlets.Int(0, min=0, max=1).tag(sync=True)

    def __init__(
        self,
        *,
        step_size: float = 0.18,
        second: float = 0.5,
        condition: float = 10,
        start: float = 0.3,
        scene: str = SCENES[0],
    ):
        if scene not in SCENES:
            raise ValueError(f"scene: expected one of {', '.join(SCENES)}, got {scene!r}")
        super().__init__(
            experiment="zigzag",
            program=LOSSES["valley"].to_js(),
            step_size=step_size,
            second=second,
            condition=condition,
            start=start,
            scene=SCENES.index(scene),
        )
        names = [name.capitalize() for name in SCENES]
        self._tie(
            scene=(ipywidgets.ToggleButtons(options=names, index=self.scene), "index"),
            step_size=self._log_slider("step_size", 0.01, 10),
            second=self._log_slider("second", 0.01, 10),
            condition=self._log_slider("condition", 0.25, 10),
            start=self._slider("start", 0.05),
        )

    @property
    def loss(self) -> Loss:
        """The valley of this condition number."""
        return LOSSES["valley"].where(mu=1, M=self.condition)

    @property
    def path(self) -> Path:
        """The path for the controls as they are now, from the same program as the picture's."""
        start = (1, self.start)
        if self.scene == 1:
            return descend(self.loss, start, self._two_sizes, steps=2)
        return descend(self.loss, start, self.step_size, steps=300)

    def _two_sizes(self, n: int) -> float:
        return self.second if n else self.step_size

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_contours

        path = self.path
        title = f"step size {self.step_size:.4g}, condition number {self.condition:.4g}"
        domain = ((-1.25, 1.25), (-0.72, 0.72))
        return plot_contours(self.loss, {title: path}, domain), f"{title}: {path.message}"
