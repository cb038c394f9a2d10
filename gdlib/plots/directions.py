"""Pictures of directions on trial: from one place in the plane, at random in many dimensions."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gdlib.arguments import Array
from gdlib.loss import Loss
from gdlib.plots.picture import COLOURS, STYLE, Picture

_REACH = 1.75  # half a window, in steps


@mpl.rc_context(STYLE)
def plot_dials(
    loss: Loss, at: ArrayLike, dials: Mapping[str, tuple[float, float]], height: float = 2.3
) -> Picture:
    """Steps of one length in all directions, on the level lines about a place: one panel each.

    ``at`` is the place, shape (2,); ``dials`` gives, under its label, the length of the steps and
    the order of the norm that measures them (1, 2 or infinity). Each window is 3.5 steps wide.
    Neighbouring level lines differ by a quarter of what the tilted plane changes over one step. A
    diamond marks the step to the lowest cost, a dotted line the direction that the plane foretells.

    >>> from gdlib import LOSSES
    >>> plot_dials(LOSSES["Rosenbrock"], (-1.2, 1), {"long": (1, 2), "short": (0.1, 2)})
    Picture of long, short
    """
    place = loss.as_points(at, "at")
    picture = Picture(1, len(dials), height)
    for panel, (label, (length, order)) in zip(picture.panels, dials.items(), strict=True):
        _draw_dial(panel, loss, place, length, order)
        sides = [(c - _REACH * length, c + _REACH * length) for c in place]
        panel.set(title=label, xlim=sides[0], ylim=sides[1], aspect="equal", xticks=[], yticks=[])
    return picture


def _draw_dial(panel: Axes, loss: Loss, place: Array, length: float, order: float) -> None:
    gradient, here = loss.grad(place), float(loss(place))
    u, v = np.meshgrid(*[np.linspace(-_REACH, _REACH, 121)] * 2)
    grounds = place + length * np.stack([u, v], axis=-1)
    apart = length * float(np.linalg.norm(gradient)) / 4 or float(np.ptp(loss(grounds))) / 20
    levels = here + apart * np.arange(-24, 25)
    lines = {"colors": COLOURS["cost"], "linewidths": np.linspace(0.4, 1.2, len(levels))}
    panel.contour(*np.moveaxis(grounds, -1, 0), loss(grounds), levels, **lines).set_gid("cost")
    angles = np.linspace(0, 2 * np.pi, 3601)
    units = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    units /= np.linalg.norm(units, order, axis=-1, keepdims=True)
    ends = place + length * units
    panel.plot(*ends.T, color=COLOURS["direction"], linewidth=1.2, gid="direction")
    foretold = place + 1.5 * length * units[np.argmin(units @ gradient)]
    panel.plot(*np.stack([place, foretold]).T, ":", color=COLOURS["threshold"], gid="threshold")
    best = ends[np.argmin(loss(ends))]
    panel.plot(*best, "D", color=COLOURS["threshold"], markersize=6, gid="threshold-found")
    panel.plot(*place, "o", color=COLOURS["path"], gid="path")
    _draw_gradient(panel, place, gradient, 1.35 * length)


def _draw_gradient(panel: Axes, place: Array, gradient: Array, size: float) -> None:
    """The gradient as an arrow of this size: only its direction is meant."""
    norm = float(np.linalg.norm(gradient))
    if norm == 0:
        return
    arrow = {"arrowstyle": "->", "color": COLOURS["gradient"], "linewidth": 1.6}
    arrow |= {"shrinkA": 0, "shrinkB": 0}
    note = panel.annotate("", place + size * gradient / norm, place, arrowprops=arrow)
    note.arrow_patch.set_gid("gradient")
    name = {"color": COLOURS["gradient"], "ha": "center", "va": "top"}
    tip, below = place + size * gradient / norm, {"xytext": (0, -7), "textcoords": "offset points"}
    panel.annotate(r"$\nabla L$", tip, **below, **name)


@mpl.rc_context(STYLE)
def plot_cosines(cosines: Mapping[int, Array], height: float = 1.9) -> Picture:
    """How often each value of cos γ came up, for some dimensions d: one panel for each.

    ``cosines`` holds the values for each d. Dotted lines stand at ±1/√d.

    >>> turned = np.random.default_rng(1).normal(size=(500, 9))
    >>> plot_cosines({9: turned[:, 0] / np.linalg.norm(turned, axis=1)})
    Picture of $d$ = 9
    """
    picture = Picture(-(-len(cosines) // 2), min(len(cosines), 2), height, sharex=True)
    for panel, (dimension, values) in zip(picture.panels, cosines.items(), strict=False):
        bars = {"color": COLOURS["direction"], "alpha": 0.55, "gid": "direction"}
        panel.hist(values, np.linspace(-1, 1, 81), **bars)
        for sign in (-1, 1):
            panel.axvline(
                sign / np.sqrt(dimension),
                color=COLOURS["threshold"],
                linestyle=":",
                gid="threshold",
            )
        panel.set(title=f"$d$ = {dimension}", xlim=(-1, 1), yticks=[])
        panel.spines["left"].set_visible(False)
    for panel in picture.axes[-min(len(cosines), 2) :]:
        panel.set_xlabel(r"$\cos\gamma$")
    return picture
