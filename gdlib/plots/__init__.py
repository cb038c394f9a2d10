"""Every picture of the course: one call a picture, from arrays that the solver made.

Each function returns a `Picture`, a matplotlib figure that shows itself as SVG in any notebook.
A quantity wears its colour, and a mark of its own besides, so that no picture needs its colours:
a path is dots joined by a line, level lines are heavier where the cost is higher, a threshold is a
dotted line with its formula beside it.
"""

from gdlib.plots.directions import plot_cosines, plot_dials
from gdlib.plots.graphs import plot_against, plot_values
from gdlib.plots.landscape import plot_copies, plot_planes, plot_shapes
from gdlib.plots.maps import plot_basins, plot_field, plot_shares, plot_stationary
from gdlib.plots.models import plot_errors, plot_models
from gdlib.plots.networks import plot_curvatures, plot_digits, plot_fit
from gdlib.plots.paths import plot_contours, plot_curve, plot_steps
from gdlib.plots.picture import COLOURS, Picture

__all__ = [
    "COLOURS",
    "Picture",
    "plot_against",
    "plot_basins",
    "plot_contours",
    "plot_copies",
    "plot_cosines",
    "plot_curvatures",
    "plot_curve",
    "plot_dials",
    "plot_digits",
    "plot_errors",
    "plot_field",
    "plot_fit",
    "plot_models",
    "plot_planes",
    "plot_shapes",
    "plot_shares",
    "plot_stationary",
    "plot_steps",
    "plot_values",
]
