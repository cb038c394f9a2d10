r"""The compass: which direction lowers the cost fastest, in the plane and in many dimensions?

To first order a step :math:`\alpha U` changes the cost by :math:`\alpha U^\top\nabla L`, with
:math:`U^\top\nabla L = \lVert U\rVert\lVert\nabla L\rVert\cos\gamma`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets

from gdlib.arguments import Array, place
from gdlib.live.frame import Experiment, Number
from gdlib.losses import LOSSES

if TYPE_CHECKING:
    from gdlib.plots import Picture

NORMS = {"l2": 2, "l1": 1, "max": np.inf}
SCENES = ("plane", "many dimensions")


class Compass(Experiment):
    r"""Directions on trial: their slopes, and what steps along them do to Rosenbrock's function.

    Parameters
    ----------
    angle : float
        :math:`\gamma`, the angle from :math:`\nabla L` to U, counterclockwise, from 0° to 360°.
    step_size : float
        :math:`\alpha`, the length of the step, from 0.001 to 1.
    x, y : float
        The place, −2 to 2 and −1 to 3.
    norm : {"l2", "l1", "max"}
        The norm in which U has the length 1.
    dimension : float
        d, a whole number from 2 to :math:`10^8`.
    scene : {"plane", "many dimensions"}
        Which tab is open.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> needle = Compass(angle=180, step_size=0.001)
    >>> needle.direction.round(4), round(needle.rate, 4), round(needle.change, 1)
    (array([0.9258, 0.3779]), -232.8677, -232.1)
    """

    angle = Number(135, 0, 360)
    step_size = Number(0.01, 0.001, 1)
    x = Number(-1.2, -2, 2)
    y = Number(1, -1, 3)
    dimension = Number(100, 2, 1e8)
    norm = traitlets.Int(0, min=0, max=2).tag(sync=True)
    scene = traitlets.Int(0, min=0, max=1).tag(sync=True)
    loss = LOSSES["Rosenbrock"]

    def __init__(
        self,
        *,
        angle: float = 135,
        step_size: float = 0.01,
        x: float = -1.2,
        y: float = 1,
        norm: str = "l2",
        dimension: float = 100,
        scene: str = "plane",
    ):
        super().__init__(
            experiment="compass",
            program=self.loss.to_js(),
            angle=angle,
            step_size=step_size,
            x=x,
            y=y,
            norm=place("norm", norm, NORMS),
            dimension=dimension,
            scene=place("scene", scene, SCENES),
        )
        names = ["In the plane", "In many dimensions"]
        balls = ["ℓ₂ circle", "ℓ₁ diamond", "ℓ∞ square"]
        self._tie(
            scene=self._buttons("scene", names),
            angle=self._slider("angle", 1),
            step_size=self._log_slider("step_size", 0.02, 10),
            x=self._slider("x", 0.1),
            y=self._slider("y", 0.1),
            norm=self._buttons("norm", balls),
            dimension=self._log_slider("dimension", 0.02, 10),
        )

    @property
    def order(self) -> float:
        """Which norm U is measured in: 2, 1 or infinity."""
        return tuple(NORMS.values())[self.norm]

    @property
    def gradient(self) -> Array:
        """The gradient at the place, (2,)."""
        return self.loss.grad((self.x, self.y))

    @property
    def direction(self) -> Array:
        """U, of length 1 in the norm, at γ from the gradient (from the x-axis where it is 0)."""
        turned = np.arctan2(*self.gradient[::-1]) + np.radians(self.angle)
        unit = np.array([np.cos(turned), np.sin(turned)])
        return unit / np.linalg.norm(unit, self.order)

    @property
    def rate(self) -> float:
        """Uᵀ∇L, in units of L per unit of length."""
        return float(self.direction @ self.gradient)

    @property
    def change(self) -> float:
        """By how much the step αU changes the cost, per unit of length."""
        place = np.array([self.x, self.y])
        before, after = self.loss([place, place + self.step_size * self.direction])
        return float((after - before) / self.step_size)

    @property
    def cosines(self) -> Array:
        """cos γ of 2000 random directions in d dimensions, each drawn as cos²γ and a sign."""
        draw = np.random.default_rng(1)
        squares = draw.beta(0.5, (round(self.dimension) - 1) / 2, 2000)
        return np.sqrt(squares) * draw.choice([-1, 1], 2000)

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_cosines, plot_dials

        if self.scene == 1:
            d = round(self.dimension)
            finding = f"cos γ of random directions in {d} dimensions spreads by {d**-0.5:.3g}"
            return plot_cosines({d: self.cosines}), finding
        dial = {f"steps of {self.step_size:.4g}": (self.step_size, self.order)}
        return plot_dials(self.loss, (self.x, self.y), dial), (
            f"steps of length {self.step_size:.4g} in all directions: at {self.angle:g}° from the "
            f"gradient the cost changes by {self.change:.4g} per unit of length"
        )
