"""What the stylesheet promises a reader: measure, faces, quantities that light up, paper."""

import pytest
from bs4 import BeautifulSoup

from .conftest import SITE

CHAPTER = "book/05_step_size.html"
SECTION = "#many-directions-one-step-size"

FONT_SIZE = "one => parseFloat(getComputedStyle(one).fontSize)"
CHARACTERS_A_LINE = """() => {
    const paragraphs = [...document.querySelectorAll(".bd-article > section > section > p")];
    const pen = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(paragraphs[0]);
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const text = paragraphs.filter((p) => !p.querySelector(".katex")).map((p) => p.textContent);
    const width = pen.measureText(text.join(" ")).width / text.join(" ").length;
    return paragraphs[0].clientWidth / width;
}"""


@pytest.mark.parametrize("width", [1280, 1440])
def test_a_line_of_text_has_65_to_75_characters_in_18_or_19_pixels(visit, width):
    page = visit(CHAPTER, width=width)
    assert 65 <= page.evaluate(CHARACTERS_A_LINE) <= 75
    size = page.locator("article section section > p").first.evaluate(FONT_SIZE)
    assert 18 <= size <= 19


def test_text_and_code_are_set_in_faces_of_the_site(visit):
    page = visit(CHAPTER)
    page.evaluate("document.fonts.ready")
    loaded = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"
    families = {family.strip('"') for family in page.evaluate(loaded)}
    assert {"STIX Two Text", "IBM Plex Mono"} <= families
    assert not {family for family in families if "Awesome" in family}
    faces = list((SITE / "_static" / "fonts").glob("*.woff2"))
    assert sum(face.stat().st_size for face in faces) < 120_000


def test_no_line_can_begin_with_the_full_stop_after_a_formula():
    soup = BeautifulSoup((SITE / CHAPTER).read_text("utf-8"), "html.parser")
    closed = [
        formula
        for formula in soup.select("article span.math")
        if str(formula.next_sibling or "").startswith((".", ",", ";", ":", ")", "?"))
    ]
    assert len(closed) > 20
    assert all("gd-held" in formula.parent.get("class", []) for formula in closed)


def test_pointing_at_a_symbol_lights_its_quantity_up_in_equations_and_pictures(visit):
    page = visit(CHAPTER)
    page.locator(f"{SECTION} .katex [data-quantity=path]").first.hover()
    lit = page.locator(".gd-lit")
    assert set(lit.evaluate_all("all => all.map(one => one.dataset.quantity)")) == {"path"}
    assert page.locator(".katex .gd-lit").count() > 1
    assert page.locator(".gd-picture .gd-lit").count() > 1
    assert page.locator(f".gd-lit:not({SECTION} *)").count() == 0
    page.mouse.move(1, 1)
    assert lit.count() == 0


def test_focusing_a_slider_lights_its_letter_up_in_the_text(visit):
    page = visit(CHAPTER)
    page.locator(".gd-live [data-quantity=step] [role=slider]").first.focus()
    assert page.locator(".katex .gd-lit").count() > 1
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".gd-lit").count() == 0


def test_paper_is_white_whatever_the_screen_is(visit):
    page = visit(CHAPTER, color_scheme="dark")
    page.emulate_media(media="print")
    look = "(name) => getComputedStyle(document.querySelector(name))"
    assert page.evaluate(f"({look})('body').backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(f"({look})('article section section > p').color") == "rgb(33, 30, 26)"
    assert not page.locator(".bd-sidebar-primary").is_visible()
