"""The core path: a short way through the deck that the author marked."""

import jupytext
import pytest

from .conftest import ROOT
from .decks import CHAPTER, CURRENT, NAMES, cells_of, go_to_slide_with, slides_of


def core_path_of(name: str) -> tuple[int, int]:
    """How many slides of a chapter are on the core path, and the minutes its author gives them."""
    slides = sum("core" in cell.metadata.get("tags", []) for cell in cells_of(name))
    return slides, int(jupytext.read(ROOT / f"{name}.md").metadata.get("core_minutes", 0))


@pytest.mark.parametrize("name", NAMES)
def test_a_slide_of_the_core_path_has_one_to_two_and_a_half_minutes(name):
    slides, minutes = core_path_of(name)
    assert slides <= minutes <= 2.5 * slides


def test_the_core_path_through_the_whole_course_is_a_lecture_of_ninety_minutes_at_most():
    assert 0 < sum(core_path_of(name)[1] for name in NAMES) <= 90


def test_the_core_path_is_the_title_and_the_marked_slides(open_deck):
    marked = [cell for cell in cells_of(CHAPTER) if "core" in cell.metadata.get("tags", [])]
    page = open_deck(CHAPTER, "?core")
    assert page.locator(".gd-slide").count() == len(marked) + 1 < slides_of(CHAPTER)
    assert page.locator("section.core").count() == len(marked)
    assert page.locator(".slide-number").inner_text() == f"1 / {len(marked) + 1}"
    for link in page.locator('.slides a[href^="#"]').all():
        assert page.locator(f'[id="{link.get_attribute("href")[1:]}"]').count()


def test_the_core_path_and_the_whole_deck_lead_to_each_other_at_the_same_slide(open_deck):
    page = open_deck(CHAPTER)
    go_to_slide_with(page, ".gd-experiment")
    heading = page.locator(f"{CURRENT} h2").inner_text()
    for address in ("**?core#/*", "**.slides.html#/*"):
        page.keyboard.press("e")
        page.wait_for_url(address)
        page.wait_for_selector("html[data-ready]")
        assert page.locator(f"{CURRENT} h2").inner_text() == heading
    page.locator(".gd-core-link").click()
    page.wait_for_url("**?core#/*")


def test_the_speakers_window_walks_the_core_path_too(open_deck):
    page = open_deck(CHAPTER, "?core")
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    window = opened.value
    window.wait_for_function("document.querySelectorAll('iframe').length === 2")
    for frame in window.locator("iframe").all():
        assert "?core&receiver" in frame.get_attribute("src")


def test_the_page_leads_to_both_ways_through_its_slides(visit):
    page = visit(f"{CHAPTER}.html")
    links = page.locator(".gd-forms a[href*=slides]")
    minutes = jupytext.read(ROOT / f"{CHAPTER}.md").metadata["core_minutes"]
    assert links.all_inner_texts() == ["Slides", f"Core path ({minutes} minutes)"]
    links.last.click()
    page.wait_for_url("**.slides.html?core*")
