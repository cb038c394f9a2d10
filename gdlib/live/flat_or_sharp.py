r"""Flat or sharp: a valley of minima, and which of them a step size can hold.

The loss :math:`\tfrac12(\theta_1\theta_2 - 1)^2` is 0 wherever :math:`\theta_1\theta_2 = 1`. Across
that hyperbola its curvature is :math:`\theta_1^2 + \theta_2^2`.
"""

from __future__ import annotations

from gdlib.descent import descend
from gdlib.live.frame import Descent, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.path import Path
from gdlib.plots.picture import Picture

STEPS = 400


class FlatOrSharp(Descent):
    r"""Descent on :math:`\tfrac12(\theta_1\theta_2 - 1)^2`, whose minima differ in sharpness.

    Parameters
    ----------
    step_size : float
        :math:`\alpha`, from 0.02 to 0.4.
    first, second : float
        :math:`\theta_1` and :math:`\theta_2` at the start; from 0 to 5, and from −3 to 3.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range.

    Examples
    --------
    >>> FlatOrSharp(step_size=0.12).path
    Path(123 points, converged after 122 steps)
    >>> for size in (0.12, 0.13, 0.2):
    ...     end = FlatOrSharp(step_size=size).path.points[-1]
    ...     print(f"{size}: sharpness {end @ end:.3f}, held up to {2 / size:.3f}")
    0.12: sharpness 15.399, held up to 16.667
    0.13: sharpness 13.903, held up to 15.385
    0.2: sharpness 2.391, held up to 10.000
    >>> FlatOrSharp(step_size=0.25).path.end
    'diverged'
    """

    step_size = Number(0.12, 0.02, 0.4)
    first = Number(4, 0, 5)
    second = Number(0.05, -3, 3)

    def __init__(self, *, step_size: float = 0.12, first: float = 4, second: float = 0.05):
        super().__init__(
            experiment="flat-or-sharp",
            program=LOSSES["flat or sharp"].to_js(),
            step_size=step_size,
            first=first,
            second=second,
        )
        self._tie(
            step_size=self._slider("step_size", 0.001),
            first=self._slider("first", 0.05),
            second=self._slider("second", 0.05),
        )

    @property
    def loss(self) -> Loss:
        """The loss, 0 on a hyperbola."""
        return LOSSES["flat or sharp"]

    @property
    def path(self) -> Path:
        """The path for the controls as they are now, from the same program as the picture's."""
        return descend(self.loss, (self.first, self.second), self.step_size, steps=STEPS)

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_contours

        path = self.path
        end = path.points[-1]
        title = f"step size {self.step_size:.4g}"
        finding = f"{title}: {path.message} where the sharpness is {end @ end:.3g}"
        return plot_contours(self.loss, {title: path}, ((-5.2, 5.2), (-3.1, 3.1))), finding
