"""From cells to slides: what is where, with no browser."""

import json
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup
from sphinx.search.en import SearchEnglish

from extensions.slides import on_page, relink, slices

from .conftest import SITE
from .decks import NAMES, cells_of, is_off_page, slides_of


def words(text: str) -> set[str]:
    """The words of a text as the search index knows them."""
    return {SearchEnglish({}).stem(word) for word in re.findall(r"[a-z]+", text.lower())}


def body(*cells: tuple[str, list[str], str]) -> str:
    mark = '<!--gd-cell {{"kind": "{}", "tags": {}}}-->{}'
    return "".join(mark.format(kind, json.dumps(tags), html) for kind, tags, html in cells)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_as_many_slides_as_cells_that_open_one(name):
    deck = (SITE / f"{name}.slides.html").read_text("utf-8")
    assert deck.count('class="gd-slide"') == slides_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_for_the_page_is_neither_on_it_nor_in_the_search(name):
    off = "\n".join(cell.source for cell in cells_of(name) if is_off_page(cell))
    page = (SITE / f"{name}.html").read_text("utf-8")
    deck = (SITE / f"{name}.slides.html").read_text("utf-8")
    lines = re.findall(r"^[\w ,.?:]{12,}$", off, re.MULTILINE)
    assert lines
    assert [line for line in lines if line in page or line not in deck] == []

    index = (SITE / "searchindex.js").read_text("utf-8")
    index = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    number = index["docnames"].index(name)
    known = {term for term, pages in index["terms"].items() if number in np.atleast_1d(pages)}
    only_off = words(off) - words(BeautifulSoup(page, "html.parser").get_text(" "))
    assert known
    assert only_off
    assert not only_off & known


@pytest.mark.parametrize("name", NAMES)
def test_links_of_slides_lead_somewhere_and_page_and_slides_to_each_other(name):
    deck, page = SITE / f"{name}.slides.html", SITE / f"{name}.html"
    assert f'href="{deck.name}"' in page.read_text("utf-8")
    links = re.findall(r'<a [^>]*href="([^"]+)"', deck.read_text("utf-8"))
    assert page.name in links
    for link in links:
        address, _, fragment = link.partition("#")
        address = address.partition("?")[0]
        target = (deck.parent / address).read_text("utf-8") if address else deck.read_text("utf-8")
        assert not fragment or f'id="{fragment}"' in target, link


def test_cells_without_metadata_stay_off_the_slides():
    cells = body(("slide", [], "<p>on</p>"), ("skip", [], "<p>off</p>"), ("-", [], "<p>on too</p>"))
    (_, (slide,)) = slices(cells, "page")
    assert [paragraph.text for paragraph in slide.find_all("p")] == ["on", "on too"]


def test_a_subslide_stands_below_the_slide_before_it():
    cells = body(("slide", [], "<p>1</p>"), ("subslide", [], "<p>2</p>"), ("slide", [], "<p>3</p>"))
    columns = slices(cells, "page")[1:]
    assert [[slide.text for slide in column] for column in columns] == [["1", "2"], ["3"]]


def test_notes_before_the_first_slide_belong_to_the_title():
    cells = body(("notes", [], "<p>a</p>"), ("slide", [], "<p>b</p>"))
    ((title,), (slide,)) = slices(cells, "page")
    assert (title.find("aside").text, slide.find("aside")) == ("a", None)


def test_no_section_is_left_inside_a_slide():
    theorem = '<div><section class="theorem"><p>T</p></section></div>'
    (_, (slide,)) = slices(body(("slide", [], theorem)), "page")
    assert slide.find("section") is None
    assert slide.find("div", class_="theorem").text == "T"


def test_a_heading_on_a_slide_keeps_the_address_of_its_section():
    cell = '<section id="x"><h2>Heading<a class="headerlink" href="#x">#</a></h2><p>text</p>'
    (_, (slide,)) = slices(body(("slide", [], cell)), "page")
    assert (slide.h2["id"], slide.h2.text, slide.p.text) == ("x", "Heading", "text")


def test_links_to_what_is_on_no_slide_lead_to_the_page():
    cell = '<p id="here"><a href="#here">a</a><a href="#there">b</a><a href="other.html">c</a></p>'
    columns = slices(body(("slide", [], cell)), "page")
    relink(columns, "page.html")
    links = [link["href"] for link in columns[1][0].find_all("a")]
    assert links == ["#here", "page.html#there", "other.html"]


def test_the_page_keeps_what_is_for_both_and_no_mark():
    off = "<!--gd-off-page--><p>bullets</p><!--gd-on-page-->"
    cells = body(("slide", ["slide-only"], off), ("-", [], "<p>both</p>"))
    assert on_page(cells) == "<p>both</p>"


def test_words_on_a_slide_have_curled_quotation_marks_and_code_has_none():
    cell = """<h2>"It is <em>Adam's</em>"</h2><p>it's <code>x = "a"</code></p>"""
    (_, (slide,)) = slices(body(("slide", ["slide-only"], cell)), "page")
    assert (slide.h2.text, slide.p.text) == ("“It is Adam’s”", """it’s x = "a\"""")
