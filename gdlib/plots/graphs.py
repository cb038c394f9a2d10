"""Numbers against numbers: the cost over the steps, anything over anything else."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
from matplotlib.ticker import MaxNLocator

from gdlib.path import Path
from gdlib.plots.picture import COLOURS, STYLE, Picture

_MARKERS = "os^Dv*"
DASHES = ("-", (0, (6, 2)), (0, (2, 2)), (0, (6, 2, 1, 2)), (0, (1, 1)), (0, (9, 3)))


@mpl.rc_context(STYLE)
def plot_values(paths: Mapping[str, Path], ylabel: str = "$L(\\theta_n)$") -> Picture:
    """The cost against the number of steps, on a logarithmic scale, one line a path.

    >>> from gdlib import LOSSES, descend
    >>> slope = LOSSES["parabola"]
    >>> plot_values({f"step size {a}": descend(slope, 1.0, a, steps=20) for a in (0.02, 0.4)})
    Picture of the cost after n steps
    """
    picture = Picture()
    (panel,) = picture.panels
    for i, (label, path) in enumerate(paths.items()):
        panel.semilogy(
            np.maximum(path.values, 1e-16),
            label=label,
            color=COLOURS["path"],
            linestyle=DASHES[i % len(DASHES)],
            marker=_MARKERS[i % len(_MARKERS)],
            markevery=max(1, len(path.points) // 12),
            gid=f"path-{i}",
        )
    panel.set(title="the cost after n steps", xlabel="$n$", ylabel=ylabel)
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    panel.legend()
    return picture


@mpl.rc_context(STYLE)
def plot_against(
    x: np.ndarray,
    curves: Mapping[str, np.ndarray],
    thresholds: Mapping[str, float],
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    quantity: str = "path",
    dots: bool = False,
    **axes: object,
) -> Picture:
    """Curves over a common axis, with thresholds as dotted lines that carry their formulas.

    ``quantity`` names the colour; ``dots`` draws measured values as dots that nothing joins;
    further arguments (``ylim``, ``yscale`` …) are matplotlib's.

    >>> alpha = np.linspace(0, 0.6)
    >>> plot_against(alpha, {"factor": abs(1 - 4 * alpha)}, {"$2/M$": 0.5},
    ...              title="how much is left", xlabel="step size", ylabel="factor")
    Picture of how much is left
    """
    picture = Picture()
    (panel,) = picture.panels
    for i, (label, values) in enumerate(curves.items()):
        style = {"linestyle": "none", "marker": ".", "markersize": 2.5} if dots else {}
        style = style or {"linestyle": DASHES[i % len(DASHES)]}
        panel.plot(x, values, label=label, color=COLOURS[quantity], gid=f"{quantity}-{i}", **style)
    panel.set(xlabel=xlabel, ylabel=ylabel, xlim=(x[0], x[-1]), **axes)
    panel.set_title(title, pad=8 + 14 * bool(thresholds))
    for formula, value in thresholds.items():
        panel.axvline(value, color=COLOURS["threshold"], linestyle=":", gid="threshold")
        panel.text(
            value, 1.01, formula, ha="center", va="bottom", transform=panel.get_xaxis_transform()
        )
    if len(curves) > 1:
        panel.legend()
    return picture
