"""The slides in a real browser: what the speaker and the back row rely on."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from .conftest import SITE, violations
from .decks import (
    CHAPTER,
    CURRENT,
    NAMES,
    ONE_AT_ONCE,
    ROOT,
    TOO_BIG,
    cells_of,
    go_to_slide_with,
    kind_of,
    slides_of,
)

# Addresses of all slides, or of the one that is shown.
PLACES = """(shown) => [...document.querySelectorAll(".slides > section")].flatMap((column, h) => {
  const below = [...column.querySelectorAll(":scope > section")];
  return (below.length ? below : [column]).flatMap((slide, v) =>
    !shown || (column.matches(".present") && slide.matches(".present")) ? [`#/${h}/${v}`] : []);
})"""


def where(page) -> str:
    return page.evaluate("location.hash")


@pytest.fixture
def experiment(open_deck):
    """The chapter's deck, at its first slide with an experiment."""
    page = open_deck(CHAPTER)
    go_to_slide_with(page, ".gd-experiment")
    return page


@pytest.mark.parametrize("name", ONE_AT_ONCE)
def test_every_slide_fits_its_sheet(open_deck, name):
    assert open_deck(name).evaluate(TOO_BIG) == []


@pytest.mark.parametrize("size", ["height: 900px", "width: 1400px; height: 2px"])
def test_the_measure_of_fitting_sees_what_is_too_tall_or_too_wide(open_deck, size):
    page = open_deck(CHAPTER)
    slide = page.locator(".gd-slide").first
    slide.evaluate(f"e => e.insertAdjacentHTML('beforeend', `<p style='flex: none; {size}'></p>`)")
    assert page.evaluate(TOO_BIG)


def test_fragments_appear_one_press_at_a_time(open_deck):
    page = open_deck(CHAPTER)
    index = go_to_slide_with(page, "li.fragment")
    items = page.locator(f"{CURRENT} li.fragment").all()
    for shown in range(len(items) + 1):
        visible = [item.evaluate("e => getComputedStyle(e).visibility") for item in items]
        assert visible == ["visible"] * shown + ["hidden"] * (len(items) - shown)
        page.keyboard.press("ArrowRight")
    page.wait_for_function("(next) => location.hash.startsWith(next)", arg=f"#/{index + 1}")


def test_the_speaker_sees_notes_that_the_room_does_not(open_deck):
    page = open_deck(CHAPTER)
    notes = next(cell.source for cell in cells_of(CHAPTER) if kind_of(cell) == "notes")
    assert page.locator("aside.notes").count()
    assert not page.locator("aside.notes:visible").count()
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    shown = opened.value.locator(".speaker-controls-notes .value")
    opened.value.wait_for_function(
        "document.querySelector('.speaker-controls-notes .value')?.innerText"
    )
    assert notes[:40] in shown.inner_text()


def test_keys_move_an_experiment_and_a_clicker_still_turns_pages(experiment):
    slide = where(experiment)
    slider = experiment.locator(f"{CURRENT} .noUi-handle").first
    for _ in range(40):
        experiment.keyboard.press("Tab")
        if slider.evaluate("element => element === document.activeElement"):
            break
    expect(slider).to_be_focused()
    before = slider.get_attribute("aria-valuenow")
    experiment.keyboard.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuenow", before)
    assert where(experiment) == slide
    experiment.keyboard.press("PageDown")
    experiment.wait_for_function("(slide) => location.hash !== slide", arg=slide)


def test_a_drag_moves_an_experiment_and_gives_the_keys_back(experiment):
    slide = where(experiment)
    slider = experiment.locator(f"{CURRENT} .noUi-handle").first
    before, box = slider.get_attribute("aria-valuenow"), slider.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    experiment.mouse.move(x, y)
    experiment.mouse.down()
    experiment.mouse.move(x - 80, y, steps=5)
    experiment.mouse.up()
    assert slider.get_attribute("aria-valuenow") != before
    assert where(experiment) == slide
    experiment.wait_for_function("document.activeElement === document.body")
    experiment.keyboard.press("ArrowRight")
    experiment.wait_for_function("(slide) => location.hash !== slide", arg=slide)


def test_code_is_hidden_until_asked_for(experiment):
    code = experiment.locator(f"{CURRENT} .gd-code")
    assert not code.is_visible()
    experiment.keyboard.press("c")
    assert code.is_visible()
    experiment.get_by_role("button", name="code").click()
    assert not code.is_visible()


def test_code_covers_nothing_that_it_draws(experiment):
    drawn = f"{CURRENT} .gd-holds-experiment, {CURRENT} .gd-holds-picture"
    for selector in (".gd-experiment", ".gd-holds-picture"):
        go_to_slide_with(experiment, selector)
        experiment.keyboard.press("c")
        code = experiment.locator(f"{CURRENT} .gd-code").bounding_box()
        assert experiment.locator(drawn).first.bounding_box()["y"] >= code["y"] + code["height"]
        assert experiment.evaluate(TOO_BIG) == []


def test_d_changes_the_theme_and_the_page_takes_it_over(open_deck):
    page = open_deck(CHAPTER, color_scheme="light")
    page.keyboard.press("d")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator(".gd-home").click()
    page.wait_for_selector("html[data-theme=dark] .bd-article")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_wrong_on_any_slide(open_deck, name):
    page = open_deck(name)
    page.evaluate("document.querySelectorAll('.fragment').forEach(e => e.classList.add('visible'))")
    places = page.evaluate(PLACES)
    assert len(places) == slides_of(name)
    for place in places:
        page.evaluate("(place) => (location.hash = place)", place)
        page.wait_for_function(f"(place) => place === ({PLACES})(true)[0]", arg=place)
        assert violations(page) == [], place


@pytest.mark.parametrize(
    ("width", "theme"), [(390, "light"), pytest.param(320, "dark", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", ONE_AT_ONCE)
def test_on_a_phone_held_upright_slides_stack_up(open_deck, name, width, theme):
    page = open_deck(name, width=width, height=800, color_scheme=theme)
    assert page.locator("html").get_attribute("data-theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".gd-slide:visible").count() == slides_of(name)
    assert violations(page) == []


@pytest.mark.parametrize("name", ONE_AT_ONCE)
def test_with_scripts_off_slides_stack_up_with_still_pictures(visit, name):
    page = visit(f"{name}.slides.html", java_script_enabled=False)
    assert page.locator(".gd-slide:visible").count() == slides_of(name)
    stills = page.locator(".gd-still")
    assert stills.count() == page.locator(".gd-still:visible").count()
    assert stills.count() == page.locator(".gd-experiment").count()
    assert not page.locator("aside.notes:visible").count()


@pytest.mark.slow
def test_a_pdf_has_one_page_a_slide_and_no_slide_overflows_in_print(open_deck, tmp_path):
    subprocess.run([sys.executable, ROOT / "web" / "slides" / "pdf.py", SITE, tmp_path], check=True)
    for name in NAMES:
        printed = (tmp_path / f"{name}.pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == slides_of(name)
        sheets = open_deck(name, "?print-pdf")
        assert sheets.evaluate(TOO_BIG) == []
        assert all(heading.is_visible() for heading in sheets.locator(".gd-slide > h2").all())
