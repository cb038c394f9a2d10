r"""The race: four methods look for the lowest of many pits, and pay for what they ask.

Restarted descent, annealing, graduated descent on the exact smoothed loss or on samples of it; and
the trap, where smoothing leads astray.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sympy as sp
import traitlets

from gdlib.arguments import Array, place
from gdlib.descent import descend
from gdlib.live.frame import Experiment, Number
from gdlib.losses import LOSSES
from gdlib.losses.spaces import rastrigin
from gdlib.rivals.annealing import anneal, cooling
from gdlib.rivals.graduation import graduate, sampled, smoothed
from gdlib.rivals.search import Search

if TYPE_CHECKING:
    from gdlib.plots import Picture

TABS = ("descent", "annealing", "graduation", "samples", "led astray")
#: Where walkers start, one coordinate and the next in turn: 0, the lowest, is not in the middle.
BOX = ((-6.72, 3.52), (-3.52, 6.72))
#: The width from which the smoothed loss is convex, and that from which it has a single pit: there
#: 2x + Ae⁻²ᵖˢ sin 2πx, A = 20π, has a double zero besides 0, at tan 2πx = 2πx = 4.4934….
CONVEX = float(sp.sqrt(sp.log(20 * sp.pi**2) / (2 * sp.pi**2)))
SINGLE = float(np.sqrt(np.log(20 * np.pi**2 / np.hypot(1, 4.493409457909064)) / (2 * np.pi**2)))
_ONE, _TRAP = rastrigin(1), LOSSES["trap"]
_SMOOTH, _SMOOTH_TRAP = smoothed(_ONE), smoothed(_TRAP)
#: The height of the hill before the pit next to the lowest; what, but for rounding, only the lowest
#: pit is below.
HILL = float(_ONE(_ONE.maxima[0]) - _ONE(_ONE.minima[1]))
LEVEL = float(_ONE(_ONE.minima[1])) * (1 - 1e-6)
_NARROW, _LENGTH, _BUDGETS = 1e-3, 0.6, (100, 300, 1000)


class Race(Experiment):
    r"""A hundred walkers by each of four methods, and graduated descent in the trap.

    Parameters
    ----------
    method : {"descent", "annealing", "graduation", "samples", "led astray"}
        Which tab is open.
    budget : float
        How often each walker may ask, for a value or a gradient: 100 to 100,000.
    dimension : float
        d, from 2 to 10.
    starts : float
        k of restarted descent, from 1 to 1000: each has an equal share of the budget.
    hot, cold : float
        The temperatures of annealing at first, from 0.1 to 100, and at last, from 0.01 to 10.
    sigma : float
        :math:`\sigma_1` of graduated descent, from 0.05 to 1.5.
    widths : float
        K, from 1 to 6: widths that fall evenly from :math:`\sigma_1`, before L itself.
    start : float
        :math:`\theta_0` in the trap, from −3 to 3.
    seed : float
        Which hundred, from 1 to 20.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number in its range, or not one of the names.

    Examples
    --------
    >>> Race(method="graduation").found()
    1.0
    >>> Race(method="led astray").search.best.round(3).tolist()
    [-1.5]
    """

    budget = Number(300, 100, 1e5)
    dimension = Number(2, 2, 10)
    starts = Number(1, 1, 1000)
    hot = Number(10, 0.1, 100)
    cold = Number(0.1, 0.01, 10)
    sigma = Number(0.7, 0.05, 1.5)
    widths = Number(1, 1, 6)
    start = Number(0, -3, 3)
    seed = Number(1, 1, 20)
    scene = traitlets.Int(0, min=0, max=4).tag(sync=True)
    trap_program = traitlets.Unicode().tag(sync=True)
    known_program = traitlets.Unicode().tag(sync=True)

    def __init__(self, *, method: str = "annealing", **numbers: float):
        for name in numbers:
            if not isinstance(self.traits().get(name), Number):
                raise TypeError(f"{name}: expected one of the numbers of the race")
        known = {"level": LEVEL, "hill": HILL, "convex": CONVEX, "single": SINGLE}
        sides = [list(side) for side in BOX]
        lines = [f"export const {k} = {v!r};\n" for k, v in {**known, "box": sides}.items()]
        super().__init__(
            experiment="race",
            program=_SMOOTH.to_js(),
            trap_program=_SMOOTH_TRAP.to_js(),
            known_program="".join(lines),
            scene=place("method", method, TABS),
            **numbers,
        )
        tabs = ["Descent", "Annealing", "Graduation", "From samples", "Led astray"]
        self._tie(
            scene=self._buttons("scene", tabs),
            sigma=self._slider("sigma", 0.01),
            budget=self._log_slider("budget", 0.02, 10),
            starts=self._log_slider("starts", 0.02, 10),
            hot=self._log_slider("hot", 0.02, 10),
            cold=self._log_slider("cold", 0.02, 10),
            widths=self._slider("widths", 1),
            start=self._slider("start", 0.05),
            dimension=self._slider("dimension", 1),
            seed=self._slider("seed", 1),
        )

    @property
    def schedule(self) -> Array:
        """The widths of graduated descent, (K,)."""
        number = round(self.widths)
        return self.sigma * (1 - np.arange(number) / number)

    def found(self, walkers: int = 100) -> float:
        """The share of walkers that found the lowest pit: their value of L is below the next."""
        return self._found(self.scene, round(self.budget), walkers)

    def _found(self, method: int, budget: int, walkers: int) -> float:
        low, high = np.resize(BOX, (round(self.dimension), 2)).T
        generator = np.random.default_rng(round(self.seed))
        number = round(self.starts) if method == 0 else 1
        starts = generator.uniform(low, high, (walkers, number, len(low)))
        held = (_restarted, self._annealed, self._graduated, self._sampled)[method]
        return float((held(starts, budget).min(axis=1) < LEVEL).mean())

    def _annealed(self, starts: Array, budget: int) -> Array:
        cool = cooling(self.hot, rate=(self.cold / self.hot) ** (1 / budget))
        loss, seed = rastrigin(starts.shape[-1]), round(self.seed)
        return anneal(loss, starts, cool, budget, length=_LENGTH, seed=seed, keep="ends").value

    def _graduated(self, starts: Array, budget: int) -> Array:
        sizes = [_size(width) for width in (*self.schedule, 0)]
        steps = budget // len(sizes)
        loss = rastrigin(starts.shape[-1])
        return graduate(loss, starts, self.schedule, sizes, steps=steps).values[-1]

    def _sampled(self, starts: Array, budget: int) -> Array:
        widths, d = (*self.schedule, _NARROW), starts.shape[-1]
        loss = rastrigin(d)
        steps = budget // (2 * len(widths))
        for k, width in enumerate(widths):
            blind = sampled(loss, width, seed=10 * round(self.seed) + k)

            def shorter(n: int, size: float = _size(width)) -> float:
                return size / (n + 1 + d)

            starts = descend(blind, starts, shorter, steps=steps, keep="ends").points[-1]
        return loss(starts)

    @property
    def search(self) -> Search:
        """Graduated descent in the trap."""
        bends = [abs(float(_SMOOTH_TRAP.where(sigma=s).hess(1.5)[0, 0])) for s in self.schedule]
        bends.append(abs(float(_TRAP.hess(1.5)[0, 0])))
        sizes = [1 / (1 + bend) for bend in bends]
        return graduate(_TRAP, self.start, self.schedule, sizes, steps=4000)

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_curve, plot_shares

        if self.scene == TABS.index("led astray"):
            search, title = self.search, f"from width {self.sigma:.4g}, start {self.start:.4g}"
            finding = f"Graduated descent {title} ends at {search.points[-1, 0]:.4g}"
            return plot_curve(_TRAP, {title: search}, (-4, 4), height=3.2), finding
        race = {
            name: (_BUDGETS, [self._found(method, budget, 100) for budget in _BUDGETS])
            for method, name in enumerate(TABS[:-1])
        }
        finding = (
            f"{TABS[self.scene]}: {round(100 * self.found())} of 100 walkers find the lowest pit "
            f"in {round(self.dimension)} dimensions for {round(self.budget)} evaluations each"
        )
        return plot_shares(race, xlabel="evaluations of each walker"), finding


def _restarted(starts: Array, budget: int) -> Array:
    share = max(budget // starts.shape[1], 1)
    loss = rastrigin(starts.shape[-1])
    path = descend(loss, starts, _size(0), steps=share, tol=0, keep="ends")
    return loss(path.points[-1])


def _size(width: float) -> float:
    """1/M, where M is the largest curvature of the smoothed loss, which it has at 0."""
    return 1 / float(_SMOOTH.where(sigma=width).hess(0.0)[0, 0])
