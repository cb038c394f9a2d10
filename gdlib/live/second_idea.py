r"""A second idea: what line search, momentum and Newton's step buy, and where each of them fails.

With momentum a step along an eigenvector of curvature :math:`\lambda` is a matrix whose eigenvalues
:math:`r` solve :math:`r^2 - (1 + \beta - \alpha\lambda)r + \beta = 0`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
import traitlets

from gdlib.arguments import place
from gdlib.array_stepper import line_search, newton
from gdlib.descent import descend
from gdlib.live.frame import Experiment, Number
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.path import Path
from gdlib.stepper import momentum

if TYPE_CHECKING:
    from gdlib.plots import Picture

SCENES = ("three ideas", "momentum", "off quadratics", "Newton")
BETA = sp.Symbol("beta")


def with_momentum(loss: Loss) -> str:
    """The loss as an ES module whose step has momentum, with β as its last parameter."""
    parameters = {**loss.parameters, BETA.name: 0.5}
    moving = Loss(loss.expression, loss.variables, parameters, loss.name)
    return moving.to_js(momentum(BETA))


class SecondIdea(Experiment):
    r"""Three ideas side by side; momentum's two numbers; momentum and Newton off quadratics.

    Parameters
    ----------
    step_size, decay : float
        :math:`\alpha` from 0.001 to 2.5 and :math:`\beta` from 0 to 0.98, of momentum.
    condition : float
        :math:`\kappa` of the valley with :math:`\mu = 1`, from 1 to 100.
    ball : float
        Where the heavy ball starts in the tab "off quadratics", from −4 to 4.
    start : float
        Where Newton's steps start, from −2 to 2.
    scene : {"three ideas", "momentum", "off quadratics", "Newton"}
        Which tab is open.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> {name: path.steps for name, path in SecondIdea(condition=100).paths.items()}
    {'line search': 691, 'momentum': 93, 'Newton': 1}
    >>> SecondIdea(scene="Newton", start=1.1).paths
    {'Newton': Path(5 points, diverged at step 5)}
    """

    step_size = Number(0.18, 0.001, 2.5)
    decay = Number(0.45, 0, 0.98)
    condition = Number(10, 1, 100)
    ball = Number(3.3, -4, 4)
    start = Number(1, -2, 2)
    scene = traitlets.Int(0, min=0, max=3).tag(sync=True)
    momentum_program = traitlets.Unicode().tag(sync=True)
    bent_program = traitlets.Unicode().tag(sync=True)
    newton_program = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        step_size: float = 0.18,
        decay: float = 4 / 9,
        condition: float = 10,
        ball: float = 3.3,
        start: float = 1,
        scene: str = SCENES[0],
    ):
        super().__init__(
            experiment="second-idea",
            program=LOSSES["valley"].to_js(),
            momentum_program=with_momentum(LOSSES["valley"]),
            bent_program=with_momentum(LOSSES["heavy-ball cycle"]),
            newton_program=LOSSES["log cosh"].to_js(),
            step_size=step_size,
            decay=decay,
            condition=condition,
            ball=ball,
            start=start,
            scene=place("scene", scene, SCENES),
        )
        names = ("Three ideas", "Momentum", "Off quadratics", "Newton")
        self._tie(
            scene=self._buttons("scene", names),
            step_size=self._log_slider("step_size", 0.01, 10),
            decay=self._slider("decay", 0.01),
            condition=self._log_slider("condition", 0.05, 10),
            ball=self._slider("ball", 0.05),
            start=self._slider("start", 0.01),
        )

    @property
    def loss(self) -> Loss:
        """The loss of the open tab."""
        if self.scene < 2:
            return LOSSES["valley"].where(mu=1, M=self.condition)
        return LOSSES[("heavy-ball cycle", "log cosh")[self.scene - 2]]

    @property
    def paths(self) -> dict[str, Path]:
        """The paths for the controls now; in the first tab, until the slope is a millionth."""
        return (self._three, self._with_momentum, self._off_quadratics, self._newton)[self.scene]()

    def _three(self) -> dict[str, Path]:
        start, root = np.array([1, 1 / self.condition]), math.sqrt(self.condition)
        best, decay = (2 / (1 + root)) ** 2, ((root - 1) / (root + 1)) ** 2
        rules: dict[str, tuple[float, Any]] = {
            "line search": (1.0, line_search("exact")),
            "momentum": (best, momentum(decay)),
            "Newton": (1.0, newton()),
        }
        tol = 1e-6 * float(np.linalg.norm(self.loss.grad(start)))
        return {
            name: descend(self.loss, start, size, stepper=rule, steps=1000, tol=tol)
            for name, (size, rule) in rules.items()
        }

    def _with_momentum(self) -> dict[str, Path]:
        rule = momentum(self.decay)
        path = descend(self.loss, (1, 0.5), self.step_size, stepper=rule, steps=400)
        return {"momentum": path}

    def _off_quadratics(self) -> dict[str, Path]:
        rule = momentum(self.decay)
        return {"momentum": descend(self.loss, self.ball, 1 / 9, stepper=rule, steps=300)}

    def _newton(self) -> dict[str, Path]:
        return {"Newton": descend(self.loss, self.start, 1, stepper=newton(), steps=60, far=100)}

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_curve, plot_values

        paths = self.paths
        titles = (
            f"condition number {self.condition:.4g}",
            f"α = {self.step_size:.4g}, β = {self.decay:.4g}, κ = {self.condition:.4g}",
            f"momentum {self.decay:.3g} from {self.ball:.4g}",
            f"Newton's steps from {self.start:.4g}",
        )
        ends = "; ".join(f"{name} {path.message}" for name, path in paths.items())
        finding = f"{titles[self.scene]}: {ends}"
        if self.scene < 2:
            return plot_values(paths), finding
        (path,) = paths.values()
        return plot_curve(self.loss, {titles[self.scene]: path}, (-4, 4), height=3.2), finding
