"""Maps of the plane: stationary points and their kinds, basins, the places of walkers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import ArrayLike

from gdlib.arguments import Array
from gdlib.around.stationary import StationaryPoint
from gdlib.array_loss import ArrayLoss
from gdlib.loss import Loss
from gdlib.path import Path
from gdlib.plots.graphs import DASHES
from gdlib.plots.paths import Domain, draw_level_lines, name_axes
from gdlib.plots.picture import COLOURS, STYLE, Picture

_KINDS = {"minimum": "o", "saddle": "X", "maximum": "^", "degenerate": "s"}
_SHADES = (0.12, 0.42, 0.68, 0.27, 0.55, 0.82)  # neighbours differ


@mpl.rc_context(STYLE)
def plot_stationary(
    loss: Loss, points: Sequence[StationaryPoint], domain: Domain, height: float = 4.2
) -> Picture:
    """Stationary points on the level lines of a loss of two variables, a mark for each kind.

    ``points`` are what `stationary_points` found; ``domain`` is ((left, right), (bottom, top)).

    >>> from gdlib import LOSSES, stationary_points
    >>> ridge = LOSSES["ridge"]
    >>> plot_stationary(ridge, stationary_points(ridge), ((-2, 2), (-2, 2)))
    Picture of 2 minima, 1 saddle
    """
    picture = Picture(height=height)
    (panel,) = picture.panels
    draw_level_lines(panel, loss, domain)
    titles = []
    for kind, marker in _KINDS.items():
        places = np.array([p.point for p in points if p.kind == kind]).reshape(-1, 2)
        if len(places):
            style = {"color": COLOURS["path"], "linestyle": "none", "markersize": 8}
            panel.plot(*places.T, marker=marker, label=kind, gid=f"path-{kind}", **style)
            titles.append(f"{len(places)} {_plural(kind, len(places))}")
    panel.set_title(", ".join(titles))
    if titles:
        picture.legend(loc="outside lower center", ncols=4)
    return picture


@mpl.rc_context(STYLE)
def plot_basins(
    loss: Loss | ArrayLoss,
    path: Path,
    minima: ArrayLike,
    domain: Domain,
    *,
    near: float = 1e-2,
    height: float = 4.2,
) -> Picture:
    """Which minimum each start of a map reaches: a shade and a letter for each.

    ``path`` is that of a grid of starts, (rows, columns, 2), which fills ``domain``; a start
    belongs to the one of ``minima`` (k, 2) to which its path has come as ``near`` as that. Starts
    whose path diverged are in the colour of a step; those that went elsewhere stay blank.

    >>> from gdlib import LOSSES, descend
    >>> hilly = LOSSES["Himmelblau"]
    >>> sides = np.linspace(-6, 6, 40)
    >>> starts = np.stack(np.meshgrid(sides, sides), axis=-1)
    >>> path = descend(hilly, starts, 0.01, steps=200, keep="ends")
    >>> plot_basins(hilly, path, hilly.minima, ((-6, 6), (-6, 6)))
    Picture of 4 basins: 26 %, 26 %, 24 %, 24 %
    """
    picture = Picture(height=height)
    (panel,) = picture.panels
    ends, places = path.points[-1], np.asarray(minima, dtype=float)
    reached = [np.linalg.norm(ends - place, axis=-1) <= near for place in places]
    image = np.zeros((*ends.shape[:2], 4))
    image[np.asarray(path.end) == "diverged"] = (*to_rgb(COLOURS["step"]), 0.8)
    for i, mask in enumerate(reached):
        image[mask] = (*to_rgb(COLOURS["path"]), _SHADES[i % len(_SHADES)])
    extent = (*domain[0], *domain[1])
    panel.imshow(image, origin="lower", extent=extent, interpolation="nearest", gid="path-basins")
    for i, place in enumerate(places):
        _name(panel, place, ascii_uppercase[i])
    shares = ", ".join(f"{mask.mean():.0%}".replace("%", " %") for mask in reached)
    panel.set(xlim=domain[0], ylim=domain[1], title=f"{len(places)} basins: {shares}")
    name_axes(panel, loss)
    return picture


@mpl.rc_context(STYLE)
def plot_field(
    x: ArrayLike,
    y: ArrayLike,
    field: ArrayLike,
    levels: Sequence[float],
    marks: Mapping[str, tuple[float, float]],
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    height: float = 3.6,
) -> Picture:
    """A number that depends on two others, by its level lines: the larger, the darker.

    ``field`` has a row for each of ``y`` and a column for each of ``x``; above the last of
    ``levels`` the ground is hatched. ``marks`` are points of the map with their names.

    >>> sides = np.linspace(0, 1, 20)
    >>> plot_field(sides, sides, np.add.outer(sides, sides), (0.5, 1, 1.5), {"here": (0.2, 0.4)},
    ...            title="a sum", xlabel="one", ylabel="the other")
    Picture of a sum
    """
    picture = Picture(height=height)
    (panel,) = picture.panels
    top = max(float(np.max(field)), levels[-1])
    shades = [(*to_rgb(COLOURS["cost"]), 0.08 * k) for k in range(len(levels))]
    panel.contourf(x, y, field, [np.min(field), *levels], colors=shades)
    beyond = panel.contourf(x, y, field, [levels[-1], top], colors="none", hatches=["///"])
    beyond.set(edgecolor=COLOURS["step"], linewidth=0)
    lines = panel.contour(x, y, field, levels, colors=COLOURS["cost"], linewidths=1)
    panel.clabel(lines, levels[:-1], colors=COLOURS["text"], fontsize=11)
    for name, (across, up) in marks.items():
        panel.plot(across, up, "x", color=COLOURS["threshold"], markersize=9, gid="threshold")
        panel.annotate(name, (across, up), (8, -12), textcoords="offset points")
    panel.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return picture


@mpl.rc_context(STYLE)
def plot_shares(
    successes: Mapping[str, tuple[ArrayLike, ArrayLike]], *, xlabel: str = "evaluations"
) -> Picture:
    """The share of walkers that have arrived, against what it cost, one line a method.

    ``successes`` holds for each label the cost of each point, (k,), and the share, (k,), such as
    `Search.share` gives it.

    >>> from gdlib import LOSSES, anneal, cooling
    >>> starts = np.random.default_rng(0).uniform(-5, 5, (50, 2))
    >>> cold = anneal(LOSSES["Rastrigin"], starts, cooling(10, rate=0.99), 500)
    >>> plot_shares({"annealing": (np.arange(1, 501), cold.share(1.0))})
    Picture of who has arrived
    """
    picture = Picture()
    (panel,) = picture.panels
    for (label, (cost, share)), dash in zip(successes.items(), DASHES, strict=False):
        steps: dict[str, Any] = {"drawstyle": "steps-post", "linestyle": dash}
        panel.plot(cost, share, label=label, color=COLOURS["path"], gid="path", **steps)
    panel.set(xscale="log", ylim=(-0.02, 1.02), xlabel=xlabel, ylabel="share")
    panel.set_title("who has arrived")
    panel.legend()
    return picture


def _plural(kind: str, count: int) -> str:
    if count == 1 or kind == "degenerate":
        return kind
    return {"minimum": "minima", "maximum": "maxima"}.get(kind, f"{kind}s")


def _name(panel: Axes, place: Array, text: str) -> None:
    box = {"boxstyle": "circle,pad=0.2", "facecolor": COLOURS["ground"], "edgecolor": "none"}
    panel.text(*place, text, ha="center", va="center", fontsize=11, bbox=box)
