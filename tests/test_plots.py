"""Pictures draw what the solver made, in their quantity's colour, the same bytes each time."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from gdlib import LOSSES, descend
from gdlib.plots import (
    plot_against,
    plot_contours,
    plot_cosines,
    plot_curve,
    plot_dials,
    plot_steps,
    plot_values,
)
from gdlib.plots.picture import COLOURS

PARABOLA, VALLEY = LOSSES["parabola"], LOSSES["valley"]


def pictures():
    run, long_run = descend(PARABOLA, 1.0, 0.4), descend(VALLEY, (9, 1), 0.19)
    yield plot_curve(PARABOLA, {"swing": run, "again": run, "third": run}, (-2, 2))
    yield plot_contours(VALLEY, {"zigzag": long_run}, ((-10, 10), (-4, 4)))
    yield plot_values({"swing": run, "zigzag": long_run})
    sizes = np.linspace(0, 1)
    yield plot_against(sizes, {"a": sizes}, {"$2/M$": 0.5}, title="t", xlabel="x", ylabel="y")
    yield plot_steps(PARABOLA, {"right": descend(PARABOLA, 1.0, 0.1, steps=1)}, (-2, 2))
    yield plot_dials(VALLEY, (3, 0.4), {"long": (1, 2), "short": (0.1, 1)})
    yield plot_cosines({4: np.sin(sizes)})


@pytest.mark.parametrize("index", range(7))
def test_a_picture_is_the_same_bytes_each_time(index):
    first, second = (list(pictures())[index]._repr_svg_() for _ in range(2))
    assert first == second
    assert ET.fromstring(first).tag.endswith("svg")


@pytest.mark.parametrize("index", range(7))
def test_a_picture_uses_the_courses_colours_only(index):
    svg = list(pictures())[index]._repr_svg_()
    used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", svg)}
    assert used <= set(COLOURS.values()), used - set(COLOURS.values())


def test_the_path_in_the_picture_is_the_solvers():
    run = descend(PARABOLA, 1.0, 0.4)
    panel = plot_curve(PARABOLA, {"swing": run}, (-2, 2)).panels[0]
    (drawn,) = (line for line in panel.lines if line.get_gid() == "path")
    np.testing.assert_array_equal(drawn.get_xdata(), run.points[:, 0])
    np.testing.assert_array_equal(drawn.get_ydata(), run.values)


def test_a_threshold_stands_at_its_value_with_its_formula():
    picture = list(pictures())[3]
    (line,) = (line for line in picture.panels[0].lines if line.get_gid() == "threshold")
    assert line.get_xdata()[0] == 0.5
    assert "$2/M$" in [text.get_text() for text in picture.panels[0].texts]


def test_a_step_is_drawn_along_its_tangents_downhill_side():
    run = descend(PARABOLA, 1.0, 0.1, steps=1)
    panel = plot_steps(PARABOLA, {"right": run}, (-2, 2)).panels[0]
    (tangent,) = (line for line in panel.lines if line.get_gid() == "gradient")
    rise = np.ptp(tangent.get_ydata()) / np.ptp(tangent.get_xdata())
    assert rise == pytest.approx(4)
    (arrow,) = (note for note in panel.texts if hasattr(note, "arrow_patch") and note.arrow_patch)
    assert (arrow.xyann[0], arrow.xy[0]) == (1.0, run.points[1, 0])


@pytest.mark.parametrize(("order", "best"), [(2, (-0.6, -0.8)), (1, (0, -1)), (np.inf, (-1, -1))])
def test_on_a_tilted_plane_the_dial_s_lowest_step_is_where_the_plane_foretells(order, best):
    panel = plot_dials(VALLEY, (3, 0.4), {"tiny": (1e-6, order)}).panels[0]
    (found,) = (line for line in panel.lines if line.get_gid() == "threshold-found")
    move = (np.ravel(found.get_xydata()) - (3, 0.4)) / 1e-6
    np.testing.assert_allclose(move, best, atol=2e-3)
