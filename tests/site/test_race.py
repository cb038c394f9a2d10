"""The race in the page: what it finds is what Node finds, and a long run lets the hand go on."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from gdlib.live import Race
from gdlib.live.race import TABS

from .experiments import FRAMES, call, calls, observed, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER, EXPERIMENT = "book/06b_the_race.html", "race"
STATE = {"budget": 300, "dimension": 2, "starts": 1, "hot": 10, "cold": 0.1, "sigma": 0.7}
STATE |= {"widths": 1, "start": 0, "seed": 1}
ENDS = [
    *(f"scene:{scene},sigma:{s}" for scene, s in itertools.product((2, 3, 4), (0.05, 1.5))),
    "scene:0,starts:1000,budget:100,dimension:10",
    "scene:1,hot:0.1,cold:10,budget:100",
    "scene:4,sigma:0.05,start:3,widths:6",
]


@pytest.mark.parametrize("scene", range(5))
def test_the_page_finds_what_node_finds(look, accounts, scene):
    experiment = look(f"scene:{scene}")
    call(experiment)
    (account,) = accounts(Race(), [STATE | {"scene": scene}])
    expect(observed(experiment)).to_contain_text(account["says"][1])
    expect(experiment.locator(".gd-predicted")).to_contain_text(account["says"][0])
    filled = experiment.locator(".gd-panel-crowd .gd-dot")
    if scene < 4:
        assert filled.count() == account["observed"]["found"]


@pytest.mark.parametrize("state", ENDS)
def test_at_the_ends_of_its_controls_it_draws_and_tells_numbers(look, state):
    experiment = look(state)
    call(experiment)
    expect(observed(experiment)).to_contain_text(
        "each —" if "scene:4" not in state else "gradients"
    )
    html = experiment.inner_html()
    assert "NaN" not in html and "Infinity" not in html


def test_each_method_is_asked_about_for_itself(look):
    experiment = look("scene:1")
    call(experiment)
    for name in ("Descent", "Graduation", "From samples", "Led astray"):
        experiment.get_by_role("button", name=name).click()
        expect(calls(experiment).first).to_be_visible()


def test_a_race_that_takes_long_lets_the_hand_go_on(look):
    experiment = look("scene:1,budget:100000,dimension:10")
    calls(experiment).first.click()
    expect(observed(experiment)).to_contain_text(re.compile(r"values each, .* still computing"))
    experiment.get_by_role("button", name=TABS[2].capitalize()).click()
    expect(calls(experiment).first).to_be_visible()


def test_the_level_lines_follow_the_width(look):
    experiment = look("scene:2,sigma:0.1")
    rings = "(levels) => levels.map((level) => level.getAttribute('d').split('Z').length - 1)"
    levels = experiment.locator(".gd-panel-crowd .gd-level")
    assert sum(levels.evaluate_all(rings)) > 50
    slider(experiment, "First width").press("End")
    experiment.page.evaluate(FRAMES)
    assert max(levels.evaluate_all(rings)) <= 2  # around one pit, and along the border
