"""The map of basins in the page: found by a worker or without one, it is gdlib's."""

import pytest
from playwright.sync_api import expect

from gdlib.live import Basins

from .experiments import FRAMES, call, calls, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER = "book/06_where_it_ends.html"
NO_WORKERS = {
    "cannot be made": "class { constructor() { throw new Error('no'); } }",
    "fail once made": """class {
        constructor() { setTimeout(() => this.onerror()); }
        postMessage() {}
    }""",
}
# The colours of a few places of the map, and how much of it is painted.
MAP = """(canvas) => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const painted = data.filter((v, i) => i % 4 === 3 && v > 0).length / (width * height);
    const at = (x, y) => {
        const from = 4 * (Math.round(y * height) * width + Math.round(x * width));
        return [...data.slice(from, from + 3)];
    };
    return { painted, places: [at(0.75, 0.3), at(0.28, 0.25), at(0.2, 0.8), at(0.8, 0.6)] };
}"""


@pytest.fixture
def basins(visit):
    return visit(CHAPTER, reduced_motion="reduce").locator("[data-experiment=basins]")


def counted(experiment) -> list[float]:
    """The shares in per cent that the page tells of the fine map, once it is whole."""
    expect(experiment).to_have_attribute("data-counted", "300", timeout=30_000)
    told = experiment.locator(".gd-share-value").all_text_contents()
    return [0.0 if "<" in text else float(text.removesuffix(" %")) for text in told]


def shares(step_size: float) -> list[float]:
    return [100 * share for share in Basins(step_size=step_size).shares().values()]


def drawn(experiment) -> dict:
    return experiment.locator(".gd-panel-plan canvas").evaluate(MAP)


def test_no_start_is_run_before_the_call_and_then_all_of_them_end_where_gdlib_s_do(basins):
    assert drawn(basins)["painted"] == 0
    assert basins.get_attribute("data-counted") == ""
    call(basins)
    assert counted(basins) == pytest.approx(shares(0.01), abs=0.06)
    assert drawn(basins)["painted"] == 1


@pytest.mark.parametrize("failure", NO_WORKERS)
def test_where_workers_cannot_run_the_page_counts_by_itself(visit, failure):
    page = visit(CHAPTER, reduced_motion="reduce")
    page.evaluate(f"() => {{ window.Worker = {NO_WORKERS[failure]}; }}")
    experiment = page.locator("[data-experiment=basins]")
    call(experiment)
    assert counted(experiment) == pytest.approx(shares(0.01), abs=0.06)


def test_a_moved_slider_puts_the_new_map_in_place_of_the_one_that_was_begun(basins):
    call(basins)
    for key in ("PageUp", "End", "PageDown", "ArrowLeft"):
        slider(basins).press(key)
    basins.page.evaluate(FRAMES)
    step_size = float(slider(basins).get_attribute("aria-valuenow"))
    assert counted(basins) == pytest.approx(shares(step_size), abs=0.06)


def test_badge_and_bar_of_a_minimum_that_cannot_hold_are_struck_out(visit):
    page = visit(f"{CHAPTER}?basins=step_size:0.0155,scene:0", reduced_motion="reduce")
    experiment = page.locator("[data-experiment=basins]")
    lost = experiment.locator(".gd-badge-lost")
    expect(lost).to_have_count(0)
    calls(experiment).get_by_text("some of them").click()
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")
    assert lost.all_text_contents() == ["C"]
    assert experiment.locator(".gd-share-lost").text_content().startswith("C")


def test_a_click_on_the_map_chooses_the_start_and_so_do_two_sliders(basins):
    plot = basins.locator(".gd-panel-plan .gd-plot")
    box = plot.bounding_box()
    plot.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    basins.page.evaluate(FRAMES)
    for name in ("Start across", "Start up"):
        assert abs(float(slider(basins, name).get_attribute("aria-valuenow"))) < 0.3
        slider(basins, name).press("Home")
        expect(slider(basins, name)).to_have_attribute("aria-valuetext", "−6")


def test_the_map_follows_the_theme(basins):
    call(basins)
    counted(basins)
    light = drawn(basins)["places"]
    basins.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    basins.page.evaluate(FRAMES)
    dark = drawn(basins)["places"]
    assert all(sum(d) < sum(b) for d, b in zip(dark, light, strict=True))
    basins.page.emulate_media(media="print")
    basins.page.evaluate(FRAMES)
    assert drawn(basins)["places"] == light


def test_words_for_a_slider_s_end_stay_when_a_key_moves_nothing(visit):
    ridge = visit(CHAPTER, reduced_motion="reduce").locator("[data-experiment=ridge]")
    for key in ("End", "Home", "Home"):
        slider(ridge, "Kick").press(key)
        ridge.page.evaluate(FRAMES)
    expect(slider(ridge, "Kick")).to_have_attribute("aria-valuetext", "0")


def test_the_ridge_tells_how_long_its_saddle_holds_a_start(visit):
    ridge = visit(CHAPTER, reduced_motion="reduce").locator("[data-experiment=ridge]")
    calls(ridge).get_by_text("later").click()
    expect(ridge.locator(".gd-observed")).to_contain_text("after 188 steps")
    slider(ridge, "Start beside").press("Home")
    calls(ridge).get_by_text("never").click()
    expect(ridge.locator(".gd-observed")).to_contain_text("your call was right")
    assert ridge.get_attribute("data-end") == "at the saddle"
