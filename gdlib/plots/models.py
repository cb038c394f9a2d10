r"""Pictures of a loss along a line beside what stands in for it: Taylor models, bounds.

The loss is :math:`\varphi(\alpha) = L(\theta + \alpha\,\Delta\theta)`, as `gdlib.along` makes it.
The cost is grey and heavy. A model is a prediction: the line, which is what the slope tells, is
dashed and blue; what bends is dash-dotted, in the colour of text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from gdlib.arguments import Array
from gdlib.around.taylor_model import taylor
from gdlib.loss import Loss
from gdlib.plots.picture import COLOURS, STYLE, Picture

_COST = {"color": COLOURS["cost"], "linewidth": 3, "gid": "cost"}
_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": COLOURS["gradient"], "linestyle": (0, (6, 2)), "gid": "gradient"},
    {"color": COLOURS["threshold"], "linestyle": (0, (6, 2, 1, 2)), "gid": "threshold-model"},
)
_MARKERS = "os"
_NAMES = {1: "line", 2: "parabola"}


@mpl.rc_context(STYLE)
def plot_models(
    cost: Loss,
    models: Mapping[str, Loss],
    reaches: Sequence[float],
    thresholds: Mapping[str, float] | None = None,
    height: float = 3.2,
) -> Picture:
    r"""A loss along a line and models of it: one panel for each reach of :math:`\alpha`, from 0.

    ``models`` holds the first, straight one and then perhaps one that bends, under their names;
    ``thresholds`` are step sizes, under their formulas. The scale of a panel's costs follows the
    slope at 0, so that all panels show the same straight line.

    >>> from gdlib import LOSSES, along, taylor
    >>> phi = along(LOSSES["Rosenbrock"], (-1.2, 1), (0.6, 0.8))
    >>> plot_models(phi, {"line": taylor(phi, 0, 1)}, [0.1, 0.01])
    Picture of $\alpha$ up to 0.1, $\alpha$ up to 0.01
    """
    picture = Picture(1, len(reaches), height)
    for panel, reach in zip(picture.panels, reaches, strict=True):
        sizes = np.linspace(0, reach, 200)
        ends = models[next(iter(models))]([[0.0], [reach]])
        low, high = min(ends), max(ends)
        room = 0.25 * (high - low)
        panel.set(xlim=(0, reach), ylim=(low - room, high + room), xlabel=r"$\alpha$")
        panel.plot(sizes, cost(sizes[:, None]), label="the cost", **_COST)
        for look, (name, model) in zip(_LOOKS, models.items(), strict=False):
            panel.plot(sizes, model(sizes[:, None]), label=name, **look)
        panel.set_title(rf"$\alpha$ up to {reach:g}", pad=8 + 14 * bool(thresholds))
        _mark(panel, thresholds or {})
    if len(reaches) > 1:
        for panel in picture.panels:
            panel.set(xticks=[0, panel.get_xlim()[1]], yticks=[])
    picture.legend(
        *picture.panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3
    )
    return picture


def _mark(panel: Axes, thresholds: Mapping[str, float]) -> None:
    for formula, value in thresholds.items():
        panel.axvline(value, color=COLOURS["threshold"], linestyle=":", gid="threshold")
        panel.text(
            value, 1.01, formula, ha="center", va="bottom", transform=panel.get_xaxis_transform()
        )


@mpl.rc_context(STYLE)
def plot_errors(
    cost: Loss, sizes: Array, orders: Sequence[int] = (1, 2), height: float = 3.2
) -> Picture:
    r"""What Taylor models of a loss along a line miss, on logarithmic scales.

    Measured at ``sizes`` of :math:`\alpha`, (n,), as dots; dotted lines are the next term of the
    expansion, under its formula. The ground on which a cost's last stored digit lies is marked.

    >>> from gdlib import LOSSES, along
    >>> phi = along(LOSSES["Rosenbrock"], (-1.2, 1), (0.6, 0.8))
    >>> plot_errors(phi, np.logspace(-7, 0, 15))
    Picture of what each model misses
    """
    picture = Picture(height=height)
    (panel,) = picture.panels
    draw_errors(panel, cost, np.asarray(sizes), orders)
    return picture


def draw_errors(panel: Axes, cost: Loss, sizes: Array, orders: Sequence[int]) -> None:
    """The same on a panel that is already there."""
    for look, marker, order in zip(_LOOKS, _MARKERS, orders, strict=False):
        model, better = (taylor(cost, 0, k)(sizes[:, None]) for k in (order, order + 1))
        error = np.abs(cost(sizes[:, None]) - model)
        style = {"color": look["color"], "gid": look["gid"], "linestyle": "none", "markersize": 4}
        panel.plot(sizes[error > 0], error[error > 0], marker, **style)
        factor = float(np.abs(better - model)[-1] / sizes[-1] ** (order + 1))
        if factor:
            _draw_power(panel, sizes, factor, order, look["color"])
    rounding = np.finfo(float).eps * float(np.abs(cost([0])))
    panel.axhspan(rounding / 1e3, rounding * 10, color=COLOURS["line"], gid="rounding")
    panel.text(sizes[-1], rounding, "rounding ", ha="right", va="center", color=COLOURS["quiet"])
    panel.set(xscale="log", yscale="log", xlim=(sizes[0], sizes[-1]), xlabel=r"$\alpha$")
    panel.set(ylabel="error", title="what each model misses", ylim=(rounding / 10, None))


def _draw_power(panel: Axes, sizes: Array, factor: float, order: int, colour: str) -> None:
    """The next term of the expansion, a straight line on these scales, with its formula."""
    term = factor * sizes ** (order + 1)
    panel.plot(sizes, term, ":", linewidth=1.2, color=COLOURS["threshold"], gid="threshold")
    place, ha = ((-8, 14), "right") if order == 1 else ((8, -14), "left")
    middle = len(sizes) // 2
    panel.annotate(
        rf"{_NAMES[order]}: ${factor:.3g}\,\alpha^{order + 1}$",
        (sizes[middle], term[middle]),
        xytext=place,
        textcoords="offset points",
        ha=ha,
        color=colour,
    )
