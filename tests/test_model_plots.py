"""Pictures of a loss along a line show the loss, its models, and what the models miss."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from gdlib import LOSSES, along, taylor
from gdlib.plots import plot_errors, plot_models
from gdlib.plots.picture import COLOURS

STEEPEST = np.array([215.6, 88]) / np.hypot(215.6, 88)
PHI = along(LOSSES["Rosenbrock"], (-1.2, 1), STEEPEST)
MODELS = {"line": taylor(PHI, 0, 1), "parabola": taylor(PHI, 0, 2)}
SIZES = np.logspace(-7, 0, 15)


def drawn(panel, gid: str):
    return [line for line in panel.lines if line.get_gid() == gid]


@pytest.mark.parametrize(
    "make", [lambda: plot_models(PHI, MODELS, [0.3, 0.03]), lambda: plot_errors(PHI, SIZES)]
)
def test_a_picture_is_the_same_bytes_each_time_in_the_courses_colours(make):
    first, second = (make()._repr_svg_() for _ in range(2))
    assert first == second
    assert ET.fromstring(first).tag.endswith("svg")
    used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", first)}
    assert used <= set(COLOURS.values())


def test_every_window_shows_the_same_straight_line():
    for panel in plot_models(PHI, MODELS, [0.3, 0.03, 0.003]).panels:
        (line,) = drawn(panel, "gradient")
        ends = panel.transAxes.inverted().transform(
            panel.transData.transform(line.get_xydata()[[0, -1]])
        )
        np.testing.assert_allclose(ends, [[0, 5 / 6], [1, 1 / 6]], atol=1e-9)


def test_the_curves_are_those_of_the_losses():
    (panel,) = plot_models(PHI, MODELS, [0.2], {"$1/M$": 0.1}).panels
    losses = {"cost": PHI, "gradient": MODELS["line"], "threshold-model": MODELS["parabola"]}
    for gid, loss in losses.items():
        (curve,) = drawn(panel, gid)
        np.testing.assert_array_equal(curve.get_ydata(), loss(curve.get_xdata()[:, None]))
    assert "$1/M$" in [text.get_text() for text in panel.texts]


def test_the_errors_are_measured_and_the_dotted_lines_the_next_terms():
    (panel,) = plot_errors(PHI, SIZES).panels
    for gid, model in (("gradient", MODELS["line"]), ("threshold-model", MODELS["parabola"])):
        (dots,) = drawn(panel, gid)
        at = dots.get_xdata()[:, None]
        np.testing.assert_array_equal(dots.get_ydata(), np.abs(PHI(at) - model(at)))
    square, cube = drawn(panel, "threshold")
    np.testing.assert_allclose(square.get_ydata(), 752.254552 * SIZES**2, rtol=1e-9)
    np.testing.assert_allclose(cube.get_ydata(), 445.729036 * SIZES**3, rtol=1e-9)


def test_a_model_that_misses_nothing_has_no_next_term():
    bowl = along(LOSSES["valley"], (3, 1), (0.6, -0.8))
    (panel,) = plot_errors(bowl, SIZES).panels
    (square,) = drawn(panel, "threshold")
    np.testing.assert_allclose(square.get_ydata(), 3.38 * SIZES**2, rtol=1e-9)
