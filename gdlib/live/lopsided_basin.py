r"""The lopsided basin: the lecture's own drawing, where one step size meets two curvatures.

Two steps multiply a swing by :math:`(\alpha a - 1)(\alpha b - 1)`; it settles where
:math:`\alpha < 1/a + 1/b`, beyond the folk rule :math:`2/\max(a, b)`.
"""

from __future__ import annotations

import traitlets

from gdlib.arguments import place
from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES

WALLS = ("curved", "straight")


class LopsidedBasin(Descent):
    r"""Descent between a wall of curvature a (left) and one of curvature b (right), with a way out.

    Parameters
    ----------
    step_size : float
        :math:`\alpha`, from 0.01 to 2.5.
    start : float
        :math:`\theta_0`, from −1 to 1, in units of the basin's half-width R.
    left, right : float
        The curvatures a and b, from 1 to 8.
    walls : {"curved", "straight"}
        Which tab is open: the basin, or a V whose walls have slopes 1 and 5 and no curvature.
    hero : bool
        A larger stage and fewer controls, for a front page.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> LopsidedBasin(step_size=1.2).path
    Path(129 points, converged after 128 steps)
    >>> LopsidedBasin(step_size=1.5).path.points[-1].round(6)
    array([4.])
    """

    step_size = Number(1.2, 0.01, 2.5)
    start = Number(-0.1, -1, 1)
    left = Number(4, 1, 8)
    right = Number(1, 1, 8)
    scene = traitlets.Int(0, min=0, max=1).tag(sync=True)
    hero = traitlets.Bool(False).tag(sync=True)
    vee_program = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        step_size: float = 1.2,
        start: float = -0.1,
        left: float = 4,
        right: float = 1,
        walls: str = "curved",
        hero: bool = False,
    ):
        super().__init__(
            experiment="basin",
            program=LOSSES["lopsided basin"].to_js(),
            vee_program=LOSSES["vee"].to_js(),
            step_size=step_size,
            start=start,
            left=left,
            right=right,
            scene=place("walls", walls, WALLS),
            hero=hero,
        )
        few = {
            "step_size": self._slider("step_size", 0.01),
            "start": self._slider("start", 0.01),
        }
        names = [f"{name.capitalize()} walls" for name in WALLS]
        more = {"left": self._slider("left", 0.5), "right": self._slider("right", 0.5)}
        self._tie(**(few if hero else {"scene": self._buttons("scene", names)} | few | more))

    @property
    def walls(self) -> str:
        """Which tab is open: "curved" or "straight"."""
        return WALLS[self.scene]

    @property
    def steps(self) -> int:
        """How many steps a run may take."""
        return (200, 100)[self.scene]

    @property
    def domain(self) -> tuple[float, float]:
        """The interval that the still picture shows."""
        reach = max(1.2, 1.15 * self.step_size)
        return (-1.2, 5.3) if self.scene == 0 else (-5 * reach, 1.3 * reach)

    @property
    def loss(self) -> Loss:
        """The basin with these curvatures, or the V."""
        if self.scene == 1:
            return LOSSES["vee"]
        return LOSSES["lopsided basin"].where(a=self.left, b=self.right)
