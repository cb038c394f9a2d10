"""The course's mark, its relief and its social picture, drawn from true descent paths.

    python web/mark.py

Mark: gradient descent in a valley with curvatures 1 and 3, and the level line of each of its dots,
so that the path steps down the lines. Relief: level lines of Himmelblau's function and a path on
it, for the sidebar and the front page. All goes to `web/static/`; colours are `palette.css`'s.
"""

import re
from collections.abc import Iterable
from pathlib import Path as File

import contourpy
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse
from PIL import Image

from gdlib import LOSSES, descend

STATIC = File(__file__).parent / "static"

VALLEY = LOSSES["valley"].where(mu=1, M=3)
TILT = 32  # degrees by which the drawing of the valley is turned, clockwise
SIZE = 64  # of the mark's frame; the bottom of the valley is in its middle
RELIEF = (1600, 900)  # the relief's frame, and what of the plane it shows
RELIEF_DOMAIN = (-6.4, 6.4, -3.2, 4.0)


def palette(theme: str) -> dict[str, str]:
    """The colours of palette.css: name → value."""
    css = (STATIC / "palette.css").read_text()
    light, dark = css.split("@media screen")
    values = re.findall(r"--gd-([a-z-]+): (#\w+)", light if theme == "light" else light + dark)
    return dict(values)


def mark_path(steps: int) -> tuple[np.ndarray, np.ndarray]:
    """The points of a path, turned by TILT, and their values: turning the plane turns the path."""
    path = descend(VALLEY, (-22, 12), 0.45, steps=steps)
    turn = np.radians(-TILT)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return path.points @ rotation.T, path.values


def level_axes(value: float) -> list[float]:
    """Half-axes of the valley's level line at this value: value = curvature · axis² / 2."""
    return [float(np.sqrt(2 * value / VALLEY.parameters[name])) for name in ("mu", "M")]


def polyline(points: np.ndarray, closed: bool = False) -> str:
    """SVG path data in whole units, each point relative to the one before."""
    corners = np.round(points).astype(int)
    moves = np.diff(corners, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    data = f"M{corners[0, 0]} {corners[0, 1]}l" + " ".join(f"{dx} {dy}" for dx, dy in moves)
    return data.replace(" -", "-") + ("z" if closed else "")


def svg(width: int, height: int, parts: Iterable[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return "\n".join([head, *parts, "</svg>\n"])


def mark_parts(steps: int, stroke: float, dot: float) -> list[str]:
    """Level lines (class `line`), then the path (class `path`), y upwards turned to y downwards."""
    points, values = mark_path(steps)
    places = points * [1, -1] + SIZE / 2
    lines = [
        f'<ellipse rx="{wide:.2f}" ry="{high:.2f}"/>' for wide, high in map(level_axes, values)
    ]
    dots = [f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{dot}"/>' for x, y in places]
    joined = "L".join(f"{x:.2f} {y:.2f}" for x, y in places)
    middle = f"translate({SIZE / 2:g} {SIZE / 2:g}) rotate({TILT})"
    return [
        f'<g class="line" fill="none" stroke-width="{stroke}" transform="{middle}">',
        *lines,
        "</g>",
        f'<path class="path" fill="none" stroke-width="{1.6 * stroke:g}" d="M{joined}"/>',
        f'<g class="dots">{"".join(dots)}</g>',
    ]


def style(colours: dict[str, str]) -> str:
    line, path = colours["text-quiet"], colours["path"]
    return f".line{{stroke:{line}}}.path{{stroke:{path}}}.dots{{fill:{path}}}"


def mark(theme: str) -> str:
    return svg(SIZE, SIZE, [f"<style>{style(palette(theme))}</style>", *mark_parts(3, 1.2, 2.6)])


def favicon() -> str:
    """Fewer lines, for sixteen pixels; light or dark as the browser's own frame is."""
    light, dark = (style(palette(theme)) for theme in ("light", "dark"))
    both = f"<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"
    return svg(SIZE, SIZE, [both, *mark_parts(2, 3.2, 5)])


def to_relief(points: np.ndarray) -> np.ndarray:
    left, right, bottom, top = RELIEF_DOMAIN
    width, height = RELIEF
    return (points - [left, top]) / [right - left, bottom - top] * [width, height]


def relief_levels() -> list[np.ndarray]:
    left, right, bottom, top = RELIEF_DOMAIN
    x, y = np.linspace(left, right, 145), np.linspace(bottom, top, 82)
    values = LOSSES["Himmelblau"](np.stack(np.meshgrid(x, y), axis=-1))
    contours = contourpy.contour_generator(x, y, np.sqrt(values))
    return [line for level in np.arange(1.5, 40, 2.2) for line in contours.lines(level)]


def relief_lines(theme: str) -> str:
    data = "".join(
        polyline(to_relief(line), closed=np.allclose(line[0], line[-1])) for line in relief_levels()
    )
    colour = palette(theme)["line"]
    return svg(*RELIEF, [f'<path fill="none" stroke="{colour}" stroke-width="2.4" d="{data}"/>'])


def relief_path(theme: str) -> str:
    path = descend(LOSSES["Himmelblau"], (0.5, 0.4), 0.014, steps=8)
    places, colour = to_relief(path.points), palette(theme)["path"]
    line = f'<path fill="none" stroke="{colour}" stroke-width="4" d="{polyline(places)}"/>'
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="9"/>' for x, y in places)
    return svg(*RELIEF, [line, f'<g fill="{colour}">{dots}</g>'])


def draw_mark(axes: Axes, middle: tuple[float, float], steps: int, line: str, width: float) -> None:
    points, values = mark_path(steps)
    for wide, high in map(level_axes, [2 * values[0], *values]):
        axes.add_patch(
            Ellipse(middle, 2 * wide, 2 * high, angle=-TILT, fill=False, edgecolor=line, lw=width)
        )
    places, colour = points + middle, palette("light")["path"]
    axes.plot(*places.T, "o-", color=colour, lw=2 * width, ms=6 * width)
    axes.set_axis_off()


def save(figure: plt.Figure, target: File) -> None:
    """As a PNG of 32 colours: these drawings need no more."""
    figure.savefig(target, dpi=100)
    plt.close(figure)
    Image.open(target).convert("RGB").quantize(32).save(target, optimize=True)


def social_picture(target: File) -> None:
    """1200 × 630, for cards that link to the course."""
    colours = palette("light")
    figure = plt.figure(figsize=(12, 6.3), facecolor=colours["ground"])
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-86, 34), ylim=(-31.5, 31.5))
    draw_mark(axes, (2, 0), 5, colours["line"], 1.8)
    with plt.rc_context({"font.family": "STIXGeneral"}):
        axes.text(-79, 4, "Downhill", fontsize=76, color=colours["text"])
        axes.text(
            -78.4,
            -4.5,
            "gradient descent,\nderived, checked and alive",
            fontsize=30,
            va="top",
            color=colours["text"],
            linespacing=1.35,
        )
    save(figure, target)


def touch_icon(target: File) -> None:
    """180 × 180, where a picture of dots is wanted."""
    colours = palette("light")
    figure = plt.figure(figsize=(1.8, 1.8), facecolor=colours["ground"])
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-SIZE / 2, SIZE / 2), ylim=(-SIZE / 2, SIZE / 2))
    draw_mark(axes, (0, 0), 4, colours["text-quiet"], 1.5)
    save(figure, target)


DRAWINGS = {
    "mark.svg": lambda: mark("light"),
    "mark-dark.svg": lambda: mark("dark"),
    "favicon.svg": favicon,
    "relief-lines.svg": lambda: relief_lines("light"),
    "relief-lines-dark.svg": lambda: relief_lines("dark"),
    "relief-path.svg": lambda: relief_path("light"),
    "relief-path-dark.svg": lambda: relief_path("dark"),
}


if __name__ == "__main__":
    for name, draw in DRAWINGS.items():
        (STATIC / name).write_text(draw())
    social_picture(STATIC / "social.png")
    touch_icon(STATIC / "touch-icon.png")
