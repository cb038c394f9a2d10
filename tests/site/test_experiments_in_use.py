"""The experiments in a reader's hands: what they ask, what stays in sight, where a link leads."""

import pytest
from playwright.sync_api import expect

from .experiments import call, calls, dots, move, reset, slider
from .test_experiments import CHAPTER, EXPERIMENTS, ONE_AT_ONCE

DECK = CHAPTER.replace(".html", ".slides.html")

OPACITIES = """(all) => all.map((one) => {
    let opacity = 1;
    for (let e = one; e; e = e.parentElement) opacity *= getComputedStyle(e).opacity;
    return opacity;
})"""
# Seconds pass at each look at the clock, and whatever has a limit is over it.
NO_TIME = """
AbortSignal.timeout = () => {
    const controller = new AbortController();
    queueMicrotask(() => controller.abort());
    return controller.signal;
};
let seconds = 0;
Date.now = () => 1000 * (seconds += 3);
"""
FLOATING = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return getComputedStyle(one).position === "fixed" && one.checkVisibility()
        && box.width * box.height > 0 && box.bottom > 0 && box.left < innerWidth && box.right > 0;
}).map((one) => one.id || one.className)"""


@pytest.fixture(params=ONE_AT_ONCE)
def experiment(request, visit):
    """The experiment in the chapter, where nothing moves by itself."""
    page = visit(CHAPTER, reduced_motion="reduce")
    return page.locator(f"[data-experiment={request.param}]")


def turn_to(experiment):
    """Turn the deck to the slide that holds the experiment."""
    slides = "[...document.querySelectorAll('.slides > section')]"
    index = experiment.evaluate(f"(one) => {slides}.findIndex((slide) => slide.contains(one))")
    experiment.page.evaluate("(index) => (location.hash = `#/${index}`)", index)
    experiment.locator(".gd-play").wait_for(state="visible")


def test_an_experiment_asks_before_it_tells(experiment):
    for key in (None, "ArrowRight"):
        if key:
            move(experiment, key)
        assert len(dots(experiment)) == 1
        assert not experiment.locator(".gd-predicted").is_visible()
        assert not experiment.locator(".gd-control-step_size .gd-zones").is_visible()
        assert experiment.locator(".gd-law").count() == 0
    call(experiment)
    assert experiment.locator(".gd-predicted").is_visible()
    assert not calls(experiment).first.is_visible()
    assert len(dots(experiment)) > 1
    move(experiment, "ArrowLeft")
    assert experiment.locator(".gd-verdict").is_visible()
    assert "our call" not in experiment.locator(".gd-observed").inner_text()


@pytest.mark.slow
def test_one_call_of_all_is_right(experiment):
    verdicts = []
    for n in range(calls(experiment).count()):
        call(experiment, n)
        verdicts.append(experiment.locator(".gd-observed").inner_text())
        reset(experiment)
    assert sum("your call was right" in verdict for verdict in verdicts) == 1


def test_reset_is_as_it_opened(experiment):
    names = ("data-told", "data-steps", "data-end")
    start = [experiment.get_attribute(name) for name in names]
    value = slider(experiment).get_attribute("aria-valuenow")
    call(experiment)
    slider(experiment, "Start").press("Home")
    move(experiment, "End")
    experiment.page.wait_for_url("**?*step_size*")
    reset(experiment)
    expect(slider(experiment)).to_have_attribute("aria-valuenow", value)
    assert [experiment.get_attribute(name) for name in names] == start
    assert len(dots(experiment)) == 1
    assert "?" not in experiment.page.url


@pytest.mark.slow
def test_nothing_is_dimmed_in_an_experiment_in_use(experiment):
    for use in (slider(experiment).focus, slider(experiment).hover):
        use()
        assert set(experiment.locator("svg [data-quantity]").evaluate_all(OPACITIES)) == {1}
        experiment.page.evaluate("document.activeElement.blur()")


def test_a_step_off_the_picture_says_so(visit):
    page = visit(f"{CHAPTER}?regimes=step_size:2.5,curvature:4,start:1.8")
    experiment = page.locator("[data-experiment=regimes]")
    assert "off the picture" in experiment.locator(".gd-step-name").text_content()
    assert experiment.locator(".gd-off").count() == 1


@pytest.mark.slow
def test_a_copied_link_opens_at_the_experiment_with_its_own_state_alone(visit):
    page = visit(CHAPTER, permissions=["clipboard-read", "clipboard-write"])
    for name in EXPERIMENTS:
        move(page.locator(f"[data-experiment={name}]"), "ArrowRight")
    experiment = page.locator("[data-experiment=basin]")
    value = slider(experiment).get_attribute("aria-valuenow")
    experiment.get_by_role("button", name="Copy link").click()
    expect(experiment.locator("p.gd-note")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit(link.partition("/a/course/")[2])
    there = other.locator("[data-experiment=basin]")
    expect(slider(there)).to_have_attribute("aria-valuenow", value)
    expect(there.locator(".gd-panel").first).to_be_in_viewport(ratio=0.9)
    untouched = slider(other.locator("[data-experiment=regimes]"))
    assert untouched.get_attribute("aria-valuenow") == f"{EXPERIMENTS['regimes']().step_size:g}"


def test_nothing_floats_over_a_page_that_scrolls_back(visit):
    page = visit(CHAPTER, width=390, height=844)
    page.evaluate("scrollTo({ top: 4000, behavior: 'instant' })")
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    page.wait_for_function("() => new Promise(requestAnimationFrame)")
    assert page.evaluate(FLOATING) == []


def test_a_run_on_a_slide_stops_when_the_page_is_turned(visit):
    page = visit(DECK, 1280, 720)
    page.wait_for_selector("html[data-ready]")
    experiment = page.locator("[data-experiment=regimes]")
    turn_to(experiment)
    experiment.get_by_role("button", name="Play").click()
    page.keyboard.press("PageDown")
    expect(experiment.locator(".gd-play")).to_have_text("Play")
    assert experiment.get_attribute("data-told") == "false"


def test_an_experiment_comes_to_life_however_busy_the_machine_is(browser, address):
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(NO_TIME)
        page.goto(address + CHAPTER)
        for place in page.locator(".gd-experiment").all():
            expect(place).to_have_attribute("data-state", "live", timeout=30_000)
