"""Paths on the curve, or over the level lines, of their loss."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss
from gdlib.path import Path
from gdlib.plots.picture import COLOURS, STYLE, Picture, grid
from gdlib.rivals.search import Search

Domain = tuple[tuple[float, float], tuple[float, float]]


@mpl.rc_context(STYLE)
def plot_curve(
    loss: Loss, paths: Mapping[str, Path], domain: tuple[float, float], height: float = 2.3
) -> Picture:
    """Paths on the curve of a loss of one variable: one panel a path, under its label.

    ``domain`` is the interval of the variable that is shown; ``height`` is a panel's, in inches.

    >>> from gdlib import LOSSES, descend
    >>> slope = LOSSES["parabola"]
    >>> plot_curve(slope, {"swings": descend(slope, 1.0, 0.4)}, (-1.2, 1.2))
    Picture of swings
    """
    picture = grid(len(paths), height)
    where = np.linspace(*domain, 400)
    curve = loss(where[:, None])
    low, top = min(float(np.min(curve)), 0.0), float(np.max(curve))
    for panel, (label, path) in zip(picture.panels, paths.items(), strict=False):
        panel.plot(where, curve, color=COLOURS["cost"], gid="cost")
        _draw_path(panel, path.points[:, 0], path.values)
        panel.set(title=label, xlim=domain, yticks=[])
        panel.set_ylim(low - 0.04 * (top - low), top + 0.08 * (top - low))
        panel.spines["left"].set_visible(False)
    for panel in picture.axes[-min(len(paths), 2) :]:
        panel.set_xlabel(f"${loss.variables[0]}$")
    return picture


@mpl.rc_context(STYLE)
def plot_steps(
    loss: Loss, paths: Mapping[str, Path], domain: tuple[float, float], height: float = 2.6
) -> Picture:
    """The first step of each path on the curve of a loss of one variable: slope, and move.

    The tangent is drawn on the curve; on the ground below it an arrow goes from the old place to
    the new one. ``domain`` is the interval of the variable that is shown.

    >>> from gdlib import LOSSES, descend
    >>> quartic = LOSSES["tilted quartic"]
    >>> plot_steps(quartic, {"from the right": descend(quartic, 2.5, 1.0, steps=1)}, (-3, 3))
    Picture of from the right
    """
    picture = grid(len(paths), height)
    where = np.linspace(*domain, 400)
    curve = loss(where[:, None])
    low, high = float(np.min(curve)), float(np.max(curve))
    ground = low - 0.25 * (high - low)
    for panel, (label, path) in zip(picture.panels, paths.items(), strict=False):
        panel.plot(where, curve, color=COLOURS["cost"], gid="cost")
        _draw_step(panel, path, ground, reach=0.14 * (domain[1] - domain[0]))
        bottom = ground - 0.08 * (high - low)
        panel.set(title=label, xlim=domain, ylim=(bottom, high), yticks=[])
        panel.set_xlabel(f"${loss.variables[0]}$")
        panel.spines["left"].set_visible(False)
    return picture


@mpl.rc_context(STYLE)
def plot_contours(
    loss: Loss | ArrayLoss,
    paths: Mapping[str, Path | Search],
    domain: Domain,
    height: float = 2.3,
) -> Picture:
    """Paths over the level lines of a loss of two variables: one panel a path, under its label.

    ``domain`` is ((left, right), (bottom, top)). The levels are those of equal steps in √L above
    the lowest value shown, so that level lines of a quadratic are equally spaced.

    >>> from gdlib import LOSSES, descend
    >>> valley = LOSSES["valley"]
    >>> plot_contours(valley, {"too long": descend(valley, (9, 1), 0.19)}, ((-10, 10), (-3, 3)))
    Picture of too long
    """
    picture = grid(len(paths), height)
    for panel, (label, path) in zip(picture.panels, paths.items(), strict=False):
        draw_level_lines(panel, loss, domain)
        _draw_path(panel, path.points[:, 0], path.points[:, 1])
        panel.set(title=label)
        panel.label_outer()
    return picture


def draw_level_lines(panel: Axes, loss: Loss | ArrayLoss, domain: Domain) -> None:
    """Level lines of equal steps in √L above the lowest value shown, heavier where it is higher."""
    first, second = (np.linspace(*sides, 81) for sides in domain)
    values = loss(np.stack(np.meshgrid(first, second), axis=-1))
    depth = np.sqrt(values - values.min())
    levels = np.linspace(0, depth.max(), 12)[1:]
    weights = np.linspace(0.4, 1.3, 11)
    drawn = panel.contour(first, second, depth, levels, colors=COLOURS["cost"], linewidths=weights)
    drawn.set_gid("cost")
    panel.set(xlim=domain[0], ylim=domain[1], aspect="equal")
    name_axes(panel, loss)


def name_axes(panel: Axes, loss: Loss | ArrayLoss) -> None:
    """The letters of the two variables: those of the formula, or a₁ and a₂ of a slice."""
    first, second = loss.variables if isinstance(loss, Loss) else ("a_1", "a_2")
    panel.set(xlabel=f"${first}$", ylabel=f"${second}$")


def _draw_path(panel: Axes, x: np.ndarray, y: np.ndarray) -> None:
    panel.plot(x, y, color=COLOURS["path"], linewidth=1, marker="o", markersize=3.5, gid="path")
    _ring(panel, x[0], y[0])


def _draw_step(panel: Axes, path: Path, ground: float, reach: float) -> None:
    (start, end), (height, below) = path.points[:2, 0], path.values[:2]
    slope = path.loss.grad(path.points[0])[0]
    tangent = np.array([-reach, reach])
    line = {"linewidth": 2.4, "color": COLOURS["gradient"], "gid": "gradient"}
    panel.plot(start + tangent, height + slope * tangent, **line)
    for x, y in ((start, height), (end, below)):
        panel.plot([x, x], [ground, y], ":", color=COLOURS["step"], linewidth=1, gid="step-drop")
    arrow = {"arrowstyle": "->", "linestyle": "--", "linewidth": 1.8, "color": COLOURS["step"]}
    note = panel.annotate("", (end, ground), (start, ground), arrowprops=arrow)
    note.arrow_patch.set_gid("step")
    panel.plot([start, end], [height, below], "o", color=COLOURS["path"], gid="path")
    _ring(panel, start, height)


def _ring(panel: Axes, x: float, y: float) -> None:
    panel.plot([x], [y], color=COLOURS["path"], marker="o", markersize=8, mfc="none", gid="start")
