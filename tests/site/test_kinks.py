"""Kinks, in the page: each cost asks anew, all ends of all sliders answer, words stand apart."""

import itertools

import pytest
from playwright.sync_api import expect

from gdlib.live import Kinks
from gdlib.live.kinks import CURVES

from .experiments import FRAMES, calls, slider
from .test_experiments import assert_is_the_cost
from .test_experiments_on_screens import IN_SIGHT, MEETING, UPRIGHT

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER = "book/07_kinks.html"
SHOWN = [f"scene:0,curve:{i}" for i in range(5)] + [
    "scene:1",
    "scene:2,search:0",
    "scene:2,search:1",
]


@pytest.fixture
def open_at(visit):
    """The experiment in this state, with nothing that moves by itself."""

    def open_at(state: str, **options):
        page = visit(f"{CHAPTER}?kinks={state}", reduced_motion="reduce", **options)
        return page.locator("[data-experiment=kinks]")

    return open_at


def press(experiment, name: str) -> None:
    experiment.get_by_role("button", name=name, exact=True).click()


def test_each_cost_asks_anew_and_answers(open_at):
    experiment = open_at("scene:0")
    for name in CURVES:
        press(experiment, name)
        expect(calls(experiment).first).to_be_visible()
        expect(experiment.locator(".gd-predicted")).to_be_hidden()
        calls(experiment).first.click()
        expect(experiment.locator(".gd-answer")).to_contain_text("✓ match")


@pytest.mark.parametrize("state", SHOWN)
def test_at_all_ends_of_its_sliders_it_says_what_gdlib_finds(open_at, state):
    experiment = open_at(state)
    calls(experiment).first.click()
    names = [one.get_attribute("aria-label") for one in sliders(experiment)]
    for keys in itertools.product(("Home", "End"), repeat=len(names)):
        for name, key in zip(names, keys, strict=True):
            slider(experiment, name).press(key)
        experiment.page.evaluate(FRAMES)
        said = experiment.inner_text()
        assert "NaN" not in said and "Infinity" not in said and "undefined" not in said


def sliders(experiment):
    return experiment.locator(".gd-control:visible [role=slider]").all()


def test_a_run_on_the_line_is_gdlibs(open_at):
    experiment = open_at("scene:0,curve:1,rule:1,step_size:0.7,start:-1.5")
    calls(experiment).first.click()
    path = Kinks(curve="|x|", rule="α/(n+1)", step_size=0.7, start=-1.5).path
    costs = slider(experiment, "Read the cost")
    costs.press("End")
    assert_is_the_cost(costs.get_attribute("aria-valuetext"), path)


def test_the_best_step_stops_where_one_size_gets_by(open_at):
    experiment = open_at("scene:2")
    press(experiment, "stops at 0")
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")
    press(experiment, "One size")
    press(experiment, "gets below 0")
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")


def test_on_every_screen_words_stand_apart_and_the_answer_beside_the_picture(open_at):
    for state in ("scene:0", "scene:1", "scene:2,search:1"):
        experiment = open_at(state)
        calls(experiment).first.click()
        for width, height in UPRIGHT:
            experiment.page.set_viewport_size({"width": width, "height": height})
            for key in ("Home", "End"):
                slider(experiment, "Step size").press(key)
                experiment.page.evaluate(FRAMES)
                assert experiment.evaluate(IN_SIGHT), (state, width, key)
                assert experiment.locator(".gd-plot svg").evaluate_all(MEETING) == []
