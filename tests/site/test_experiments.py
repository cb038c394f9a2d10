"""The experiments in the page, no kernel behind them: they move, and tell gdlib's numbers."""

import math
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from gdlib.live import LopsidedBasin, StepSizeRegimes, Zigzag

from .conftest import SITE
from .experiments import slider

CHAPTER = "book/05_step_size.html"
EXPERIMENTS = {"regimes": StepSizeRegimes, "zigzag": Zigzag, "basin": LopsidedBasin}
# What one of them shows of all at once; the others among the slow tests.
ONE_AT_ONCE = [
    pytest.param(name, marks=() if name == "regimes" else pytest.mark.slow) for name in EXPERIMENTS
]
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.fixture(params=ONE_AT_ONCE)
def experiment(request, visit):
    """The experiment's own part of the chapter."""
    page = visit(CHAPTER)
    return page.locator(f"[data-experiment={request.param}]")


def in_python(experiment):
    """The same experiment in Python, from the state that the page's address tells."""
    name = experiment.get_attribute("data-experiment")
    step_size = slider(experiment).get_attribute("aria-valuenow")
    experiment.page.wait_for_url(re.compile(rf"{name}=[^&]*step_size:{re.escape(step_size)}\b"))
    (state,) = parse_qs(urlsplit(experiment.page.url).query)[name]
    pairs = (pair.split(":") for pair in state.split(","))
    return EXPERIMENTS[name](**{key: float(value) for key, value in pairs if key != "scene"})


def assert_tells_the_numbers_of(path, experiment):
    answer = experiment.locator(".gd-answer")
    expect(answer).to_have_attribute("aria-busy", "false")
    expect(experiment).to_have_attribute("data-end", path.end)
    expect(experiment).to_have_attribute("data-steps", str(path.steps))
    costs = slider(experiment, "Read the cost")
    for key in ("Home", "ArrowRight", "ArrowRight", "End"):
        costs.press(key)
        assert_is_the_cost(costs.get_attribute("aria-valuetext"), path)


def assert_is_the_cost(text, path):
    """`step 2, cost 1.66 × 10⁻⁹` is the path's cost at step 2 to the digits shown."""
    step, number, power = re.fullmatch(
        r"step (\d+), cost ([\d.]+)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text
    ).groups()
    shown = f"{number}e{(power or '0').translate(SUPERSCRIPTS)}"
    digits = len(number.replace(".", "").lstrip("0"))
    assert math.isclose(
        float(shown), float(f"{path.values[int(step)]:.{max(digits, 3) - 1}e}"), rel_tol=1e-12
    )


def test_a_key_moves_an_experiment_and_its_readouts_are_gdlibs_numbers(experiment):
    before = experiment.locator(".gd-answer").inner_text()
    for _ in range(5):
        slider(experiment).press("ArrowLeft")
    expect(experiment.locator(".gd-answer")).not_to_have_text(before)
    assert_tells_the_numbers_of(in_python(experiment).path, experiment)


@pytest.mark.slow
def test_a_drag_moves_an_experiment_and_its_readouts_are_gdlibs_numbers(experiment):
    handle, mouse = slider(experiment), experiment.page.mouse
    before = handle.get_attribute("aria-valuenow")
    handle.hover()
    mouse.down()
    box = handle.bounding_box()
    mouse.move(box["x"] - 60, box["y"] + 8, steps=5)
    mouse.up()
    assert float(handle.get_attribute("aria-valuenow")) < float(before)
    assert_tells_the_numbers_of(in_python(experiment).path, experiment)


def test_a_step_size_beyond_the_threshold_is_called_diverged(visit):
    page = visit(f"{CHAPTER}?regimes=step_size:0.9,curvature:4,start:1.8", reduced_motion="reduce")
    experiment = page.locator("[data-experiment=regimes]")
    path = StepSizeRegimes(step_size=0.9, curvature=4, start=1.8).path
    assert path.end == "diverged"
    expect(experiment).to_have_attribute("data-end", "diverged")
    experiment.get_by_role("button", name="blows up").click()
    expect(experiment.locator(".gd-answer")).to_contain_text(path.message)
    assert "NaN" not in experiment.inner_text()


def test_without_scripts_a_picture_stands_where_each_experiment_is(visit):
    page = visit(CHAPTER, java_script_enabled=False)
    places = page.locator(".gd-experiment")
    assert places.count() == len(EXPERIMENTS)
    for place in places.all():
        assert place.get_by_role("img").bounding_box()["height"] > 100
        assert place.locator(".gd-experiment-note").is_visible()


def test_the_picture_gives_its_place_to_the_experiment(visit):
    page = visit(CHAPTER)
    for place in page.locator(".gd-experiment").all():
        assert place.locator("[data-ready]").is_visible()
        assert not place.locator(".gd-still").is_visible()


def test_experiments_live_in_a_page_that_is_opened_as_a_file(browser):
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto((SITE / CHAPTER).as_uri())
        for place in page.locator(".gd-experiment").all():
            expect(place).to_have_attribute("data-state", "live")


def test_an_experiment_that_cannot_start_says_so_under_its_picture(browser, address):
    with browser.new_context() as context:
        page = context.new_page()
        page.route(re.compile("widgets/code-"), lambda route: route.abort())
        page.goto(address + CHAPTER)
        for place in page.locator(".gd-experiment").all():
            expect(place.get_by_role("alert")).to_contain_text("could not start")
            assert place.locator(".gd-still").is_visible()
