"""The Taylor microscope in the page: at every end of its controls, and its readings are gdlib's."""

import re

import pytest
from playwright.sync_api import expect

from gdlib.live import TaylorMicroscope

from .experiments import call, calls, reset, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER, EXPERIMENT = "book/04_how_far.html", "microscope"
ENDS = [
    "step_size:1,scene:0",
    "step_size:1e-7,scene:0",
    "step_size:1e-7,scene:1",
    "step_size:1e-7,scene:1,surface:1",
    "step_size:0.001,scene:1,angle:0,x:2,y:-1",
    "step_size:0.001,scene:0,angle:360,x:-2,y:3",
    "step_size:0.001,scene:0,angle:90,x:1,y:1",
    "step_size:0.001,scene:1,surface:1,x:0,y:0",
]


@pytest.mark.parametrize("state", ENDS)
def test_at_every_end_of_its_controls_it_draws_and_tells_numbers(look, state):
    experiment = look(state)
    call(experiment)
    expect(experiment.locator(".gd-predicted")).to_be_visible()
    assert "NaN" not in experiment.inner_html()
    assert "Infinity" not in experiment.inner_html()
    assert experiment.locator(".gd-panel-magnifier .gd-curve").get_attribute("d")


def test_the_readings_are_what_gdlib_misses(look):
    experiment = look("step_size:0.01")
    call(experiment, 1)
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")
    reader = slider(experiment, "Read what is missed")
    for key in ("Home", "ArrowLeft", "End"):
        reader.press(key)
        text = reader.get_attribute("aria-valuetext")
        size, missed = map(float, re.fullmatch(r"α = ([\d.]+), misses ([\d.]+)", text).groups())
        expected = TaylorMicroscope().missed([size])[0]
        assert missed == pytest.approx(expected, rel=0.02)  # α is shown to three digits


def test_the_dots_come_as_it_looks_closer_and_go_as_it_is_reset(look):
    experiment = look("step_size:0.01")
    dots = experiment.locator(".gd-panel-errors .gd-gradient .gd-dot")
    assert dots.count() == 1
    call(experiment, 1)
    assert dots.count() == 11  # two decades of five, and the first
    reset(experiment)
    assert dots.count() == 1


def test_each_tab_asks_for_a_call_of_its_own(look):
    experiment = look("step_size:0.001")
    call(experiment, 1)
    expect(calls(experiment).first).to_be_hidden()
    experiment.get_by_role("button", name="The parabola").click()
    expect(calls(experiment).first).to_be_visible()
    call(experiment, 2)
    expect(experiment.locator(".gd-observed")).to_contain_text("slope was 3.00")


def test_without_scripts_its_still_picture_tells_the_finding(visit):
    page = visit(CHAPTER, java_script_enabled=False)
    still = page.locator(".gd-experiment").get_by_role("img")
    assert still.bounding_box()["height"] > 100
    assert "the line misses" in still.get_attribute("aria-label")
