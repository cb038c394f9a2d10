r"""The Taylor microscope: a cost along a line, from ever closer, beside its line and its parabola.

Along a unit direction U the cost is :math:`\varphi(\alpha) = L(\theta + \alpha U)`. What its line
misses falls like :math:`\alpha^2`, what its parabola misses like :math:`\alpha^3`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sympy as sp
import traitlets
from numpy.typing import ArrayLike

from gdlib.arguments import Array, place
from gdlib.around.taylor_model import along
from gdlib.live.frame import Experiment, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES

if TYPE_CHECKING:
    from gdlib.plots import Picture

SURFACES = {"Rosenbrock": "Rosenbrock’s valley", "valley": "A quadratic"}
MODELS = ("line", "parabola")
_UNIT = sp.symbols("u v", real=True)


class TaylorMicroscope(Experiment):
    r"""A cost along a line, its line and its parabola, and what the two miss at each distance.

    Parameters
    ----------
    step_size : float
        :math:`\alpha`, the distance that is looked from, :math:`10^{-7}` to 1, in units of θ.
    angle : float
        :math:`\gamma`, the angle from :math:`\nabla L` to U, counterclockwise, 0° to 360°.
    x, y : float
        The place θ, −2 to 2 and −1 to 3.
    surface : {"Rosenbrock", "valley"}
        The cost: a polynomial of degree 4, or one of degree 2.
    model : {"line", "parabola"}
        Which tab is open.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> lens = TaylorMicroscope(step_size=0.001)
    >>> lens.terms.round(6).tolist()
    [24.2, -232.867688, 752.254552, -445.729036, 73.478131]
    >>> lens.missed([0.001, 0.0005]).round(9).tolist()
    [0.000751809, 0.000188008]
    """

    step_size = Number(1e-3, 1e-7, 1)
    angle = Number(180, 0, 360)
    x = Number(-1.2, -2, 2)
    y = Number(1, -1, 3)
    surface = traitlets.Int(0, min=0, max=1).tag(sync=True)
    scene = traitlets.Int(0, min=0, max=1).tag(sync=True)
    bend_program = traitlets.Unicode().tag(sync=True)
    bowl_program = traitlets.Unicode().tag(sync=True)
    bowl_bend_program = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        step_size: float = 1e-3,
        angle: float = 180,
        x: float = -1.2,
        y: float = 1,
        surface: str = "Rosenbrock",
        model: str = "line",
    ):
        curved, bowl = (LOSSES[name] for name in SURFACES)
        super().__init__(
            experiment="microscope",
            program=curved.to_js(),
            bend_program=second_derivative(curved).to_js(),
            bowl_program=bowl.to_js(),
            bowl_bend_program=second_derivative(bowl).to_js(),
            step_size=step_size,
            angle=angle,
            x=x,
            y=y,
            surface=place("surface", surface, SURFACES),
            scene=place("model", model, MODELS),
        )
        tabs = [f"The {name}" for name in MODELS]
        costs = list(SURFACES.values())
        self._tie(
            scene=self._buttons("scene", tabs),
            step_size=self._log_slider("step_size", 0.02, 10),
            surface=self._buttons("surface", costs),
            x=self._slider("x", 0.1),
            y=self._slider("y", 0.1),
            angle=self._slider("angle", 1),
        )

    @property
    def loss(self) -> Loss:
        """The cost that is looked at."""
        return LOSSES[list(SURFACES)[self.surface]]

    @property
    def direction(self) -> Array:
        """U, of length 1, at γ from the gradient (from the x-axis where it is 0)."""
        slopes = self.loss.grad((self.x, self.y))
        turned = np.arctan2(slopes[1], slopes[0]) + np.radians(self.angle)
        return np.array([np.cos(turned), np.sin(turned)])

    @property
    def cost(self) -> Loss:
        """The cost along the direction, a loss of α."""
        return along(self.loss, (self.x, self.y), self.direction)

    @property
    def terms(self) -> Array:
        """The coefficients of the powers 0 to 4 of α, in units of the cost per power of θ."""
        phi = self.cost
        bend = Loss(phi.hessian[0], phi.variables, phi.parameters)
        further = [phi.hess([0])[0, 0] / 2, bend.grad([0])[0] / 6, bend.hess([0])[0, 0] / 24]
        return np.array([float(phi([0])), phi.grad([0])[0], *further])

    def missed(self, sizes: ArrayLike) -> Array:
        """What the model of the open tab misses at each distance, (n,), as an array (n,)."""
        distances = np.asarray(sizes, dtype=float)
        model = np.polynomial.polynomial.polyval(distances, self.terms[: self.scene + 2])
        return np.abs(self.cost(distances[:, None]) - model)

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_errors

        missed = self.missed([self.step_size])[0]
        finding = f"at distance {self.step_size:g} the {MODELS[self.scene]} misses {missed:.3g}"
        return plot_errors(self.cost, np.logspace(-7, 0, 36)), finding


def second_derivative(loss: Loss) -> Loss:
    """The second derivative of a loss of two variables along (u, v), itself a loss."""
    unit = sp.Matrix(_UNIT)
    letters = {"u": 1.0, "v": 0.0, **loss.parameters}
    return Loss((unit.T * loss.hessian * unit)[0], loss.variables, letters)
