"""Where you start, in the page: a step is seen after it was called, and the ends are gdlib's."""

import itertools

import pytest
from playwright.sync_api import expect

from gdlib.live import WhereYouStart

from .experiments import FRAMES, call, calls, observed, reset, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER = "book/02_the_step.html"


@pytest.fixture
def page(visit):
    return visit(CHAPTER, reduced_motion="reduce")


@pytest.fixture
def side(page):
    return page.locator("[data-experiment=side]")


@pytest.fixture
def start(page):
    return page.locator("[data-experiment=start]")


def arrows(experiment):
    return experiment.locator(".gd-step .gd-shaft").count()


def test_a_step_is_seen_only_after_it_was_called_and_asked_for_again_elsewhere(side):
    assert (arrows(side), side.locator(".gd-tangent").count()) == (0, 1)
    calls(side).get_by_text("← left").click()
    expect(observed(side)).to_contain_text("your call was right")
    assert arrows(side) == 1
    slider(side, "Start").press("ArrowLeft")
    side.page.evaluate(FRAMES)
    assert arrows(side) == 0
    slider(side).press("ArrowRight")
    expect(calls(side).first).to_be_visible()


@pytest.mark.parametrize(
    ("key", "told"),
    [("ArrowLeft", "your call was right"), ("ArrowRight", "Your call was: right →")],
)
def test_the_arrow_keys_call_the_side(side, key, told):
    calls(side).first.focus()
    side.page.keyboard.press(key)
    expect(observed(side)).to_contain_text(told)


def test_uphill_the_same_slope_sends_the_step_to_the_other_side(side):
    side.get_by_role("button", name="Ascent").click()
    calls(side).get_by_text("right →").click()
    expect(observed(side)).to_contain_text("your call was right")


@pytest.mark.parametrize("curve", ["Bowl", "Ripples", "Terraces"])
@pytest.mark.parametrize("keys", [*itertools.product(("Home", "End"), repeat=2)])
def test_to_the_ends_of_its_ranges_the_page_tells_what_gdlib_finds(start, curve, keys):
    start.get_by_role("button", name=curve).click()
    for name, key in zip(("Start", "Step size"), keys, strict=True):
        slider(start, name).press(key)
    call(start)
    here = {"Home": (-4.8, 0.02), "End": (4.8, 2.5)}
    given = {"start": here[keys[0]][0], "step_size": here[keys[1]][1]}
    path = WhereYouStart(curve=curve.lower(), **given).path
    expect(start).to_have_attribute("data-end", path.end)
    expect(start).to_have_attribute("data-steps", str(path.steps))
    assert "NaN" not in start.inner_text()


def test_the_strip_waits_for_a_call_and_has_a_band_for_each_valley(start):
    bands = start.locator(".gd-end-band")
    assert bands.count() == 0
    calls(start).get_by_text("D", exact=True).click()
    expect(observed(start)).to_contain_text("your call was right")
    assert start.locator(".gd-end-name").all_text_contents() == ["A", "B", "C", "D", "E"]
    start.get_by_role("button", name="Bowl").click()
    expect(calls(start)).to_have_text(["A", "nowhere"])
    calls(start).get_by_text("A", exact=True).click()
    expect(start.locator(".gd-end-name")).to_have_count(1)
    reset(start)
    expect(bands).to_have_count(0)


def test_each_of_the_two_keeps_its_own_state_in_the_address(visit):
    page = visit(f"{CHAPTER}?side=start:-2&start=start:3", reduced_motion="reduce")
    starts = [page.locator(f"[data-experiment={key}]") for key in ("side", "start")]
    told = [slider(one, "Start").get_attribute("aria-valuenow") for one in starts]
    assert told == ["-2", "3"]
