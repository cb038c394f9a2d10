"""Pictures of the landscape over many weights: shapes at a point, planes, the way to a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
import sympy as sp
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss
from gdlib.networks.network import Network
from gdlib.plots.graphs import DASHES
from gdlib.plots.picture import COLOURS, STYLE, Picture

_GRID = 61


@mpl.rc_context(STYLE)
def plot_shapes(
    losses: Sequence[Loss], domain: tuple[float, float], height: float = 1.7
) -> Picture:
    """Losses of one variable side by side, each under its formula, with a ring at 0.

    ``domain`` is the interval of the variable that is shown; ``height`` is a panel's, in inches.

    >>> x = sp.Symbol("x")
    >>> plot_shapes([Loss(x**2, x), Loss(x**3, x)], (-1, 1))
    Picture of $x^{2}$, $x^{3}$
    """
    picture = Picture(1, len(losses), height, sharey=True)
    where = np.linspace(*domain, 201)
    for panel, loss in zip(picture.panels, losses, strict=True):
        panel.plot(where, loss(where[:, None]), color=COLOURS["cost"], gid="cost")
        panel.axhline(float(loss([0.0])), color=COLOURS["line"], linewidth=1, zorder=0)
        panel.plot(
            [0], loss([[0.0]]), color=COLOURS["path"], marker="o", ms=8, mfc="none", gid="path"
        )
        panel.set(title=f"${sp.latex(loss.expression)}$", xlim=domain, xticks=[0], yticks=[])
        panel.spines[["left"]].set_visible(False)
    return picture


@mpl.rc_context(STYLE)
def plot_planes(
    loss: Loss | ArrayLoss, planes: Mapping[str, Mapping[str, ArrayLike]], height: float = 2.7
) -> Picture:
    """The cost on planes through three points each, true to distance: level lines of log L.

    ``planes`` holds, under each label, three points (d,) of weight space by name; one whose name is
    blank is not marked.

    >>> from gdlib import LOSSES
    >>> corners = {"here": (3, 2), "there": (-2.8, 3.1), "third": (0, 0)}
    >>> plot_planes(LOSSES["Himmelblau"], {"through three points": corners})
    Picture of through three points
    """
    picture = Picture(-(-len(planes) // 2), min(len(planes), 2), height)
    for panel in picture.panels[len(planes) :]:
        panel.remove()
    for panel, (label, corners) in zip(picture.panels, planes.items(), strict=False):
        _draw_plane(panel, loss, corners)
        panel.set(title=label, aspect="equal", xticks=[], yticks=[])
        panel.spines[:].set_visible(False)
    return picture


@mpl.rc_context(STYLE)
def plot_copies(
    loss: Loss, network: Network, theta: ArrayLike, copies: Mapping[str, ArrayLike]
) -> Picture:
    """What a network computes, and the cost on the straight lines from it to copies of it.

    ``loss`` is over samples x and t; ``theta`` (d,) says which network; ``copies`` holds other
    points (d,) under their names; t goes from 0 (θ) to 1 (the copy).

    >>> from gdlib import LOSSES, permute
    >>> pit, small = LOSSES["two neurons"].minima[0], Network((1, 2, 1))
    >>> swapped = permute(small, pit, 1, [1, 0])
    >>> plot_copies(LOSSES["two neurons"], small, pit, {"swap": swapped})
    Picture of what all of them compute, the cost on the way
    """
    picture = Picture(1, 2, 2.4)
    curve, cost = picture.panels
    data, way = loss.data or {}, np.linspace(0, 1, 101)
    inputs, origin = np.asarray(data["x"]), np.asarray(theta, dtype=float)
    where = np.linspace(inputs.min() - 0.3, inputs.max() + 0.3, 161)
    curve.plot(inputs, data["t"], "o", color=COLOURS["text"], markersize=4)
    for point in (theta, *copies.values()):
        curve.plot(where, network(point, where[:, None])[:, 0], color=COLOURS["path"], gid="path")
    curve.set(title="what all of them compute", xlabel="$x$")
    for (name, copy), dash in zip(copies.items(), DASHES, strict=False):
        line = loss(np.linspace(origin, np.asarray(copy), len(way)))
        cost.semilogy(way, line, color=COLOURS["cost"], linestyle=dash, label=name, gid="cost")
    at = float(loss(theta))
    cost.plot([0, 1], [at, at], "o", color=COLOURS["path"], gid="path")
    cost.axhline(at, color=COLOURS["threshold"], linestyle=":", gid="threshold")
    cost.set(title="the cost on the way", xlabel="$t$")
    cost.legend()
    return picture


def _draw_plane(panel: Axes, loss: Loss | ArrayLoss, corners: Mapping[str, ArrayLike]) -> None:
    points = np.array([np.asarray(point, dtype=float) for point in corners.values()])
    axes = np.linalg.qr((points[1:] - points[0]).T)[0].T
    flat = (points - points[0]) @ axes.T
    flat *= (signs := np.where(flat[1:].sum(axis=0) < 0, -1, 1))
    middle, reach = (flat.max(axis=0) + flat.min(axis=0)) / 2, 0.75 * np.ptp(flat, axis=0).max()
    first, second = (np.linspace(m - reach, m + reach, _GRID) for m in middle)
    places = np.stack(np.meshgrid(first, second), axis=-1) * signs
    heights = np.log10(loss(points[0] + places @ axes))
    levels = np.linspace(heights.min(), heights.max(), 16)[1:]
    widths = np.linspace(0.4, 1.3, len(levels))
    style = {"colors": COLOURS["cost"], "linestyles": "solid", "linewidths": widths}
    panel.contour(first, second, heights, levels, **style).set_gid("cost")
    for (x, y), name in zip(flat, corners, strict=True):
        if name.strip():
            panel.plot([x], [y], "o", color=COLOURS["path"], gid="path")
            panel.annotate(name, (x, y), (6, 6), textcoords="offset points", color=COLOURS["text"])
