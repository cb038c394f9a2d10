r"""Step-size regimes: when does it crawl, swing, cycle, blow up?

On :math:`L = \lambda\theta^2/2` a step multiplies :math:`\theta` by :math:`1 - \alpha\lambda`.
"""

from __future__ import annotations

from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES


class StepSizeRegimes(Descent):
    r"""Descent on a parabola, its map as a cobweb, and its cost; marks at 1/λ and 2/λ.

    Parameters
    ----------
    step_size : float
        :math:`\alpha`, from 0.01 to 2.5.
    start : float
        :math:`\theta_0`, from −2 to 2.
    curvature : float
        :math:`\lambda`, from 1 to 6.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range.

    Examples
    --------
    >>> StepSizeRegimes(step_size=0.51, start=1).path.points[20].round(6)
    array([2.191123])
    """

    step_size = Number(0.4, 0.01, 2.5)
    curvature = Number(4, 1, 6)
    start = Number(1.8, -2, 2)
    steps = 100
    domain = (-2.4, 2.4)

    def __init__(self, *, step_size: float = 0.4, start: float = 1.8, curvature: float = 4):
        super().__init__(
            experiment="regimes",
            program=LOSSES["parabola"].to_js(),
            step_size=step_size,
            start=start,
            curvature=curvature,
        )
        self._tie(
            step_size=self._log_slider("step_size", 0.01, 10),
            curvature=self._slider("curvature", 0.5),
            start=self._slider("start", 0.05),
        )

    @property
    def loss(self) -> Loss:
        """The parabola of this curvature."""
        return LOSSES["parabola"].where(lamda=self.curvature)
