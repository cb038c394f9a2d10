"""Pictures of the landscape: they draw what the losses say, in the course's colours."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, Loss, Network, permute
from gdlib.plots import plot_copies, plot_planes, plot_shapes
from gdlib.plots.picture import COLOURS

LOSS = LOSSES["two neurons"]
PIT, OTHER_PIT = LOSS.minima
NETWORK = Network((1, 2, 1))
SWAPPED = permute(NETWORK, PIT, 1, [1, 0])
CORNERS = {"θ": PIT, "swapped": SWAPPED, " ": OTHER_PIT}
x = sp.Symbol("x")


def pictures():
    yield plot_shapes([Loss(x**2, x), Loss(x**3, x)], (-1, 1))
    yield plot_planes(LOSS, {"one": CORNERS, "two": CORNERS, "three": CORNERS})
    yield plot_copies(LOSS, NETWORK, PIT, {"swap": SWAPPED})


@pytest.mark.parametrize("index", range(3))
def test_a_picture_is_the_same_bytes_each_time_in_the_courses_colours(index):
    first, second = (list(pictures())[index]._repr_svg_() for _ in range(2))
    assert first == second
    assert ET.fromstring(first).tag.endswith("svg")
    used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", first)}
    assert used <= set(COLOURS.values())


def drawn(panel, quantity):
    return [line for line in panel.lines if (line.get_gid() or "").startswith(quantity)]


def test_points_of_a_plane_are_as_far_apart_as_in_weight_space():
    panel = plot_planes(LOSS, {"one": CORNERS}).panels[0]
    places = [np.array(line.get_xydata()[0]) for line in drawn(panel, "path")]
    assert len(places) == 2  # the third has a blank name
    assert np.linalg.norm(places[1] - places[0]) == pytest.approx(np.linalg.norm(SWAPPED - PIT))


def test_the_lowest_level_line_of_a_plane_lies_around_its_pits():
    panel = plot_planes(LOSS, {"one": CORNERS}).panels[0]
    (levels,) = panel.collections
    near = np.concatenate([p.vertices for p in levels.get_paths()[:1]])
    places = np.array([line.get_xydata()[0] for line in drawn(panel, "path")])
    assert np.linalg.norm(near[:, None] - places, axis=-1).min(axis=1).max() < 2


def test_a_network_and_its_copy_are_drawn_as_one_curve():
    curves = plot_copies(LOSS, NETWORK, PIT, {"swap": SWAPPED}).panels[0]
    one, other = (np.asarray(line.get_ydata()) for line in drawn(curves, "path"))
    np.testing.assert_allclose(one, other, atol=1e-12)
    assert np.ptp(one) > 1


def test_the_cost_on_the_way_to_a_copy_begins_and_ends_at_one_height():
    cost = plot_copies(LOSS, NETWORK, PIT, {"swap": SWAPPED}).panels[1]
    (line,) = drawn(cost, "cost")
    heights = np.asarray(line.get_ydata())
    assert heights[0] == pytest.approx(heights[-1], rel=1e-12)
    assert heights.max() == pytest.approx(float(LOSS((PIT + SWAPPED) / 2)), rel=0.02)
