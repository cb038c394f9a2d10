r"""Basins: which minimum each start leads to, and which minima can hold descent at all.

Near a minimum a step multiplies the distance along each eigenvector by :math:`1 - \alpha\lambda_i`,
so that it holds descent where :math:`\alpha < 2/\lambda_{\max}`. Second tab: how long a start waits
beside the saddle of a ridge, from where a step multiplies :math:`y` by at most :math:`1 + \alpha`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import NDArray

from gdlib.arguments import Array, place
from gdlib.around.curvature import spectrum
from gdlib.descent import descend
from gdlib.live.frame import Experiment, Number
from gdlib.live.ridge import ZERO, power, run_ridge, step_of_leaving
from gdlib.live.starts import NEAR, SIDES, STEPS, TOL, ends_of, known, run_starts, shares_of
from gdlib.losses import LOSSES
from gdlib.losses.named_loss import NamedLoss
from gdlib.path import Path

if TYPE_CHECKING:
    from gdlib.plots import Picture

TABS = ("basins", "the ridge")
SURFACES = ("Himmelblau", "six-hump camel", "Styblinski–Tang")
OPENED = ("step_size", "camel_step", "tang_step", "ridge_step")  # the step size of what is open
NAMES = ("Himmelblau", "Camel", "Styblinski–Tang")
LETTERS = "ABCDEF"


class Basins(Experiment):
    r"""A map of all starts over a surface with several minima; or one start beside a saddle.

    Parameters
    ----------
    tab : {"basins", "the ridge"}
        Which tab is open.
    surface : {"Himmelblau", "six-hump camel", "Styblinski–Tang"}
        The loss whose basins are drawn.
    step_size : float, optional
        :math:`\alpha` of what is open: from 0.001 to 0.03 on Himmelblau's surface, 0.005 to 0.25 on
        the camel, 0.002 to 0.08 on that of Styblinski and Tang, 0.01 to 1 on the ridge.
    x, y : float
        Where the path on the map starts, from −1 to 1: the edges of the map.
    exponent, noise : float
        In the second tab: the start is :math:`(1, 10^k)`, and every step is followed by a kick
        of :math:`10^k` along each axis, of random sign; −17 stands for 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> basins = Basins(step_size=0.0155, x=-0.6, y=-0.5)
    >>> basins.thresholds.round(4)
    array([0.0243, 0.0248, 0.0149, 0.019 ])
    >>> {end: round(share, 2) for end, share in basins.shares(75).items()}
    {'A': 0.27, 'B': 0.25, 'C': 0.0, 'D': 0.23, 'not settled': 0.24, 'diverged': 0.0}
    >>> Basins(tab="the ridge", step_size=0.1, exponent=-8).left
    188
    """

    step_size = Number(0.0155, 0.001, 0.03)
    camel_step = Number(0.1, 0.005, 0.25)
    tang_step = Number(0.06, 0.002, 0.08)
    ridge_step = Number(0.1, 0.01, 1)
    x = Number(0.1, -1, 1)
    y = Number(-0.7, -1, 1)
    exponent = Number(-8, ZERO, -1)
    noise = Number(ZERO, ZERO, -3)
    scene = traitlets.Int(0, min=0, max=1).tag(sync=True)
    surface = traitlets.Int(0, min=0, max=2).tag(sync=True)
    camel_program = traitlets.Unicode().tag(sync=True)
    tang_program = traitlets.Unicode().tag(sync=True)
    ridge_program = traitlets.Unicode().tag(sync=True)
    known_program = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        tab: str = TABS[0],
        surface: str = SURFACES[0],
        step_size: float | None = None,
        x: float = 0.1,
        y: float = -0.7,
        exponent: float = -8,
        noise: float = ZERO,
    ):
        scene = place("tab", tab, TABS)
        which = place("surface", surface, SURFACES)
        opened = {} if step_size is None else {OPENED[3 if scene else which]: step_size}
        program, camel, tang = (LOSSES[name].to_js() for name in SURFACES)
        super().__init__(
            experiment=("basins", "ridge")[scene],
            program=program,
            camel_program=camel,
            tang_program=tang,
            ridge_program=LOSSES["ridge"].to_js(),
            known_program=known(SURFACES),
            x=x,
            y=y,
            exponent=exponent,
            noise=noise,
            scene=scene,
            surface=which,
            **opened,
        )
        self._tie(
            scene=self._buttons("scene", ["Basins", "The ridge"]),
            step_size=self._slider("step_size", 0.0001),
            camel_step=self._slider("camel_step", 0.001),
            tang_step=self._slider("tang_step", 0.0005),
            ridge_step=self._log_slider("ridge_step", 0.02, 10),
            x=self._slider("x", 0.025),
            y=self._slider("y", 0.025),
            surface=self._buttons("surface", NAMES),
            exponent=self._slider("exponent", 1),
            noise=self._slider("noise", 1),
        )

    @property
    def loss(self) -> NamedLoss:
        """The loss that is drawn."""
        return LOSSES["ridge" if self.scene else SURFACES[self.surface]]

    @property
    def alpha(self) -> float:
        """The step size of what is open."""
        return float(getattr(self, OPENED[3 if self.scene else self.surface]))

    @property
    def thresholds(self) -> Array:
        r""":math:`2/\lambda_{\max}` at each minimum, (k,): only shorter steps are held there."""
        return np.array([spectrum(self.loss, place).threshold for place in self.loss.minima])

    @property
    def start(self) -> tuple[float, float]:
        """Where the path starts, in the units of the loss."""
        if self.scene:
            return 1.0, power(self.exponent)
        (left, right), (bottom, top) = self.loss.domain
        return (
            left + (right - left) * (self.x + 1) / 2,
            bottom + (top - bottom) * (self.y + 1) / 2,
        )

    @property
    def path(self) -> Path:
        """The path of the one start, from the same program as the picture's."""
        if self.scene:
            return run_ridge(self.alpha, power(self.exponent), power(self.noise))
        return descend(self.loss, self.start, self.alpha, steps=STEPS, tol=TOL)

    @property
    def left(self) -> int | None:
        """The first step of the ridge's path at which y is ½ from the axis, or None."""
        return step_of_leaving(self.path)

    def map(self, side: int = SIDES[1]) -> NDArray[np.int64]:
        """Where each start ends, (side, side), rows from the bottom: the number of its minimum.

        Behind the numbers of the k minima, k is that of starts that stay bounded and do not settle
        within the steps that they have, k + 1 of those that diverge.
        """
        return ends_of(run_starts(self.loss, self.alpha, side), self.loss)

    def shares(self, side: int = SIDES[1]) -> dict[str, float]:
        """The share of the starts of a map that ends at each minimum, and the rest."""
        letters = LETTERS[: len(self.loss.minima)]
        shares = shares_of(self.map(side), self.loss)
        return dict(zip([*letters, "not settled", "diverged"], shares, strict=True))

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_basins, plot_contours

        loss, alpha = self.loss, f"step size {self.alpha:.4g}"
        if self.scene:
            left = "never leaves" if self.left is None else f"leaves after {self.left} steps"
            title = f"{alpha}, from (1, {self.start[1]:.4g})"
            picture = plot_contours(loss, {title: self.path}, loss.domain)
            return picture, f"{title}: descent comes to the saddle and {left}"
        run = run_starts(loss, self.alpha, SIDES[0])
        shares = zip(LETTERS, shares_of(ends_of(run, loss), loss)[:-2], strict=False)
        said = ", ".join(f"{100 * share:.1f} % at {letter}" for letter, share in shares)
        picture = plot_basins(loss, run, loss.minima, loss.domain, near=NEAR)
        return picture, f"{SURFACES[self.surface]}, {alpha}: of all starts {said}"
