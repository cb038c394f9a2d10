"""What all pictures of the course have in common: the palette, the style, a figure that is SVG.

`Picture` is a matplotlib figure that shows itself as SVG in any notebook; `gdlib.plots` fills it.
"""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

COLOURS = {
    "path": "#822A78",
    "gradient": "#0C66C4",
    "step": "#BE3E00",
    "direction": "#125A40",
    "cost": "#61656C",
    "threshold": "#211E1A",
    "text": "#211E1A",
    "quiet": "#5C564C",
    "line": "#D8D2C4",
    "ground": "#FDFCF8",
}
STYLE: dict[Any, Any] = {
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 13,
    "axes.titlesize": 13,
    "axes.titlecolor": COLOURS["text"],
    "axes.labelcolor": COLOURS["quiet"],
    "axes.edgecolor": COLOURS["quiet"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": COLOURS["quiet"],
    "ytick.color": COLOURS["quiet"],
    "text.color": COLOURS["text"],
    "legend.frameon": False,
    "lines.linewidth": 1.6,
    "lines.markersize": 5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    # Text stays text, so that the page's own face is used; the same picture gives the same bytes.
    "svg.fonttype": "none",
    "svg.hashsalt": "gdlib",
}


class Picture(Figure):
    """A matplotlib figure that shows itself as SVG, the same bytes each time."""

    def __init__(self, rows: int = 1, columns: int = 1, height: float = 3.2, **sharing: bool):
        super().__init__(figsize=(5.6, height * rows), layout="constrained")
        self.panels: list[Axes] = list(
            self.subplots(rows, columns, squeeze=False, **sharing).ravel()
        )

    def _repr_svg_(self) -> str:
        text = io.StringIO()
        with mpl.rc_context(STYLE):
            self.savefig(text, format="svg", metadata={"Date": None})
        return text.getvalue()

    def __repr__(self) -> str:
        return f"Picture of {', '.join(filter(None, (p.get_title() for p in self.panels)))}"


def grid(count: int, height: float) -> Picture:
    """A picture of so many panels, two in a row, on common axes."""
    columns = min(count, 2)
    picture = Picture(-(-count // columns), columns, height, sharex=True, sharey=True)
    for panel in picture.panels[count:]:
        panel.remove()
    return picture
