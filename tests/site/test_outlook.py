"""The experiments of the outlook in the page: at every end of their controls, by hand, by key."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from gdlib.live import SecondIdea

from .experiments import FRAMES, MEETING, call, calls, dots, reset, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER, EXPERIMENT = "book/09_outlook.html", "second-idea"
ENDS = [
    "second-idea=scene:0,condition:1",
    "second-idea=scene:0,condition:100",
    "second-idea=scene:1,step_size:0.001,decay:0",
    "second-idea=scene:1,step_size:2.5,decay:0.98,condition:100",
    "second-idea=scene:1,step_size:1,decay:0,condition:1",
    "second-idea=scene:2,decay:0,ball:-4",
    "second-idea=scene:2,decay:0.98,ball:4",
    "second-idea=scene:2,ball:0",
    "second-idea=scene:3,start:-2",
    "second-idea=scene:3,start:0",
    "zigzag=scene:2,condition:1,start:0,rotation:90",
    "zigzag=scene:2,condition:100,start:0.6,rotation:45",
    "zigzag=scene:3,condition:100,start:0.6,step_size:2.5",
    "zigzag=scene:3,condition:1,start:0,step_size:0.001",
]
NUMBERS = ("Step size", "Momentum")


def test_at_every_end_of_their_controls_they_draw_and_tell_numbers(look):
    for state in ENDS:
        key, _, rest = state.partition("=")
        experiment = look(rest, key)
        call(experiment)
        expect(experiment.locator(".gd-predicted")).to_be_visible()
        for word in ("NaN", "Infinity", "undefined"):
            assert word not in experiment.inner_html(), (state, word)
        assert experiment.locator(".gd-plot svg").evaluate_all(MEETING) == [], state
        experiment.page.close()


def test_the_map_of_all_pairs_is_told_after_the_call_and_its_pair_can_be_dragged(look):
    experiment = look("scene:1")
    levels, pair = experiment.locator(".gd-panel-rates .gd-level"), experiment.locator(".gd-pair")
    assert levels.count() == 0
    assert len(dots(experiment)) == 1
    call(experiment)
    assert levels.count() > 3
    box, mouse = pair.locator(".gd-ring").bounding_box(), experiment.page.mouse
    before = [float(slider(experiment, n).get_attribute("aria-valuenow")) for n in NUMBERS]
    pair.hover()
    mouse.down()
    mouse.move(box["x"] - 30, box["y"] - 30, steps=3)
    mouse.up()
    experiment.page.evaluate(FRAMES)
    after = [float(slider(experiment, n).get_attribute("aria-valuenow")) for n in NUMBERS]
    assert after[0] < before[0]
    assert after[1] > before[1]


def test_the_best_pair_is_reached_by_two_marks_and_leaves_what_theory_says(look):
    experiment = look("scene:1,condition:100")
    call(experiment)
    for mark in experiment.get_by_role("button", name="Set to best").all():
        mark.click()
    expect(experiment.locator(".gd-predicted")).to_contain_text("max|r| = 0.818: settles")
    (path,) = SecondIdea(
        scene="momentum", condition=100, step_size=(2 / 11) ** 2, decay=(9 / 11) ** 2
    ).paths.values()
    expect(experiment.locator(".gd-observed")).to_contain_text(f"settles in {path.steps} steps")


def test_each_tab_asks_for_a_call_of_its_own(look):
    experiment = look("scene:0")
    for tab in ("Momentum", "Off quadratics", "Newton"):
        call(experiment)
        expect(calls(experiment).first).to_be_hidden()
        experiment.get_by_role("button", name=tab, exact=True).click()
        expect(calls(experiment).locator("visible=true").first).to_be_visible()


def test_the_cost_can_be_read_by_key_in_a_tab(look):
    experiment = look("scene:3")
    call(experiment)
    costs = slider(experiment, "Read the cost")
    for key, step in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2)):
        costs.press(key)
        expect(costs).to_have_attribute("aria-valuenow", str(step))


def test_right_angles_are_marked_where_the_size_is_searched_for_exactly(look):
    squares = ".gd-panel-levels .gd-square"
    exact, rule = look("scene:2", "zigzag"), look("scene:3", "zigzag")
    for experiment in (exact, rule):
        call(experiment)
    assert exact.locator(squares).count() > 2
    assert rule.locator(squares).count() == 0


def test_without_scripts_their_still_pictures_tell_the_findings(visit):
    page = visit(CHAPTER, java_script_enabled=False)
    stills = page.locator(".gd-experiment").get_by_role("img")
    labels = [still.get_attribute("aria-label") for still in stills.all()]
    assert [label.partition(":")[0] for label in labels] == [
        "exact search, condition number 10",
        "condition number 10",
    ]
    assert all(still.bounding_box()["height"] > 100 for still in stills.all())


def test_reset_stays_in_the_open_tab_and_so_does_the_address(look):
    experiment = look("scene:1")
    call(experiment)
    number, tab = slider(experiment, "Momentum"), experiment.get_by_role("group", name="Idea")
    opened = number.get_attribute("aria-valuenow")
    number.press("End")
    reset(experiment)
    expect(number).to_have_attribute("aria-valuenow", opened)
    expect(tab.get_by_role("button", pressed=True)).to_have_text("Momentum")
    experiment.page.wait_for_url(lambda url: "scene:1" in unquote(url) and "0.98" not in url)
