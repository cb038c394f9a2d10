r"""The ladder to chaos: what lies between converging and diverging?

On :math:`L = (x^2-1)^2/4` a step takes :math:`y = \sqrt\alpha\,x` to :math:`(1+\alpha)y - y^3`. As
:math:`\alpha` grows, one place becomes two, four, more, then both wells, then none.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from gdlib.descent import descend
from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES

if TYPE_CHECKING:
    from gdlib.plots import Picture

WELLS = LOSSES["double well"]
RUNGS = {
    "$1$": 1.0,
    r"$\sqrt{5}-1$": sqrt(5) - 1,
    r"$\frac{3\sqrt{3}}{2}-1$": 3 * sqrt(3) / 2 - 1,
    "$2$": 2.0,
}


class Ladder(Descent):
    r"""Descent in a double well, and beside it where descents with every other step size end.

    Parameters
    ----------
    step_size : float
        :math:`\alpha`, from 0.01 to 2.1.
    start : float
        :math:`\theta_0`, from −1.8 to 1.8.
    zoom : float
        How many times a part of the ladder is enlarged across, from 1 to 64.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range.

    Examples
    --------
    >>> Ladder(step_size=0.9).path
    Path(77 points, converged after 76 steps)
    >>> Ladder(step_size=1.1).path.points[-4:].ravel().round(6)
    array([0.814552, 1.116063, 0.814552, 1.116063])

    References
    ----------
    T. D. Rogers and D. C. Whitley, Chaos in the cubic mapping, Mathematical Modelling (1983).
    """

    step_size = Number(1.1, 0.01, 2.1)
    start = Number(0.5, -1.8, 1.8)
    zoom = Number(1, 1, 64)
    steps = 100
    domain = (-1.8, 1.8)

    def __init__(self, *, step_size: float = 1.1, start: float = 0.5, zoom: float = 1):
        super().__init__(
            experiment="ladder",
            program=WELLS.to_js(),
            step_size=step_size,
            start=start,
            zoom=zoom,
        )
        self._tie(
            step_size=self._slider("step_size", 0.001),
            start=self._slider("start", 0.01),
            zoom=self._log_slider("zoom", 0.5, 2),
        )

    @property
    def loss(self) -> Loss:
        """The double well."""
        return WELLS

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_against

        sizes = np.linspace(0.01, 2.0, 240)
        late = descend(WELLS, 0.5, sizes, steps=400).points[-10:, :, 0]
        marks = RUNGS | {r"$\alpha$": self.step_size}
        picture = plot_against(
            sizes,
            {"": late.T},
            marks,
            dots=True,
            title="where descents end",
            xlabel=r"step size $\alpha$",
            ylabel=r"$\theta_n$",
        )
        return picture, self._told()
