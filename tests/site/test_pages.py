"""Every page of the book, as a reader meets it: on a laptop and a phone, light and dark."""

import functools
import itertools
import re
from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup

from extensions.ledger.entries import load

from .conftest import PAGES, ROOT, SITE, violations

DECKS = [page for page in PAGES if page.endswith(".slides.html")]
READ = [page for page in PAGES if page not in DECKS and page != "index.html"]
# A window of a chapter takes a browser half a minute: at once a phone's of two short pages, the
# others among the slow tests.
AT_ONCE = {(page, 390, "dark") for page in ("book/intro.html", "book/notation.html")}
WINDOWS = [
    pytest.param(path, *window, marks=() if at_once else pytest.mark.slow)
    for path in READ
    for window in itertools.product((1280, 390, 320), ("light", "dark"))
    for at_once in [(path, *window) in AT_ONCE]
]


@functools.cache
def parsed(path: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / path).read_text("utf-8"), "html.parser")


@pytest.mark.parametrize(("path", "width", "theme"), WINDOWS)
def test_a_page_keeps_the_rules_of_access_and_fits_its_window(visit, path, width, theme):
    page = visit(path, width=width, color_scheme=theme)
    assert page.locator("html").get_attribute("data-theme") == theme
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "path", [path for path in READ if "gd-experiment" in (SITE / path).read_text("utf-8")]
)
def test_every_experiment_of_a_page_comes_to_life(visit, path):
    assert visit(path).locator(".gd-live").count()


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_is_described_in_words(path):
    soup = parsed(path)
    words = [image.get("alt", "") for image in soup.select("img:not(.logo__image)")]
    words += [picture.get("aria-label", "") for picture in soup.select("svg[role=img]")]
    assert [text for text in words if len(text.split()) < 3] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_formula_failed_and_none_is_shown_as_it_was_typed(path):
    html = (SITE / path).read_text("utf-8")
    assert "katex-error" not in html
    soup = BeautifulSoup(html, "html.parser")
    for other in soup.select("pre, code, .sig, script, style, svg, annotation"):
        other.decompose()
    assert [line for line in soup.get_text("\n").splitlines() if "$" in line] == []


def links(path: str) -> set[tuple[str, str]]:
    """The internal links of a page: path of the target, and anchor in it."""
    soup = parsed(path)
    targets = [tag[name] for name in ("href", "src") for tag in soup.find_all(attrs={name: True})]
    found = set()
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        file = file.partition("?")[0]
        whole = PurePosixPath("/", path).parent / file if file else PurePosixPath("/", path)
        found.add(("/".join(resolve(whole.parts[1:])), anchor))
    return found


def resolve(parts: tuple[str, ...]) -> list[str]:
    """Follow the `..` of a path."""
    whole: list[str] = []
    for part in parts:
        whole = whole[:-1] if part == ".." else [*whole, part]
    return whole


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_something(path):
    dead = []
    for file, anchor in links(path):
        if not (SITE / file).is_file():
            dead.append(file)
        elif anchor and file.endswith(".html"):
            soup = parsed(file)
            if not soup.find(id=anchor):
                dead.append(f"{file}#{anchor}")
    assert dead == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_from_no_other_host(path):
    soup = parsed(path)
    loading = [tag.get("src") or tag.get("href") for tag in soup.select("[src], link[href]")]
    assert [target for target in loading if re.match(r"(https?:)?//", target)] == []


@pytest.mark.parametrize("path", READ)
def test_ids_are_unique(path):
    soup = parsed(path)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "entry", load(ROOT / "book" / "ledger").values(), ids=lambda entry: entry.anchor
)
def test_an_entry_says_what_was_checked_and_leads_to_its_chapter_and_back(entry):
    page = {"L": "claims.html", "P": "elsewhere.html"}[entry.series]
    block = parsed(f"book/{page}").find(id=entry.anchor)
    assert all(fact in block.get_text() for fact in (entry.verdict, *entry.kinds))
    ran = sum(check.test is not None for check in entry.checks)
    assert len(block.find_all(string="passed")) == ran
    badges = [link["href"].split("#") for link in block.select(f"[href*='#claim-{entry.anchor}-']")]
    assert badges or entry.series == "P"  # what is said elsewhere stands in no chapter
    for chapter, badge in badges:
        assert parsed(f"book/{chapter}").find(id=badge)["href"] == f"{page}#{entry.anchor}"


def test_search_finds_a_chapter(visit):
    page = visit("search.html?q=overshoot")
    page.locator("#search-results a[href*='05_step_size']").first.wait_for()
