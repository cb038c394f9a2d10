"""Kinks, in the page: each cost asks anew, and what it tells is gdlib's."""

import pytest
from playwright.sync_api import expect

from gdlib.live import Kinks
from gdlib.live.kinks import CURVES

from .experiments import calls, press, slider
from .test_experiments import assert_is_the_cost

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER, EXPERIMENT = "book/07_kinks.html", "kinks"


def test_each_cost_asks_anew_and_answers(look):
    experiment = look("scene:0")
    for name in CURVES:
        press(experiment, name)
        expect(calls(experiment).first).to_be_visible()
        expect(experiment.locator(".gd-predicted")).to_be_hidden()
        calls(experiment).first.click()
        expect(experiment.locator(".gd-answer")).to_contain_text("✓ match")


def test_a_run_on_the_line_is_gdlibs(look):
    experiment = look("scene:0,curve:1,rule:1,step_size:0.7,start:-1.5")
    calls(experiment).first.click()
    path = Kinks(curve="|x|", rule="α/(n+1)", step_size=0.7, start=-1.5).path
    costs = slider(experiment, "Read the cost")
    costs.press("End")
    assert_is_the_cost(costs.get_attribute("aria-valuetext"), path)


def test_the_best_step_stops_where_one_size_gets_by(look):
    experiment = look("scene:2")
    press(experiment, "stops at 0")
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")
    press(experiment, "One size")
    press(experiment, "gets below 0")
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")
