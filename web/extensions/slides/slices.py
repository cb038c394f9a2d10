"""From a page's body to reveal.js sections: cut at the marks, dressed, linked."""

import json
import re
from collections.abc import Iterator
from itertools import chain

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from docutils.utils.smartquotes import educate_tokens
from sphinx.util import logging

from extensions.slides.marks import MARK

HEADING = re.compile("^h[1-6]$")
TEXT = re.compile("^(h[1-6]|p|li|t[dh])$")
AS_IT_IS = ("code", "pre", "svg", "math", ".katex", ".gd-experiment")
CODE = {"class": "gd-code", "role": "region", "aria-label": "Code", "tabindex": "0"}

log = logging.getLogger(__name__)


def flow(root: Tag) -> Iterator[Tag | Comment]:
    """The blocks of a body and the marks between them, sections opened up."""
    for child in list(root.children):
        if isinstance(child, Tag) and child.name == "section" and child.has_attr("id"):
            if heading := child.find(HEADING, recursive=False):
                heading["id"] = child["id"]
            yield from flow(child)
        elif isinstance(child, Tag) or (isinstance(child, Comment) and child.startswith(MARK)):
            yield child


def slices(body: str, where: str) -> list[list[Tag]]:
    """Slides cut out of a body: columns, each of a slide and the ones below it.

    The first slide shows the title, which the template knows; here it gets its notes.
    """
    soup = BeautifulSoup(body, "html.parser")
    columns = [[soup.new_tag("section")]]
    cell = None
    for block in flow(soup):
        if isinstance(block, Comment):
            cell = open_cell(columns, soup, where, **json.loads(block.removeprefix(MARK)))
        elif cell is not None:
            cell.append(block.extract())
    for slide in chain(*columns[1:]):
        finish(slide, soup)
    for slide in chain(*columns):
        curl_quotes(slide)
        # The speaker's window has no styles for KaTeX, but knows MathML.
        for formula in slide.select(".notes .katex-html"):
            formula.decompose()
    return columns


def open_cell(columns: list, soup: BeautifulSoup, where: str, kind: str, tags: list) -> Tag | None:
    """The element for a cell, in its slide, which it may open. None if it is on no slide."""
    if kind in (None, "skip"):
        return None
    if kind == "slide":
        columns.append([])
    elif kind != "notes" and len(columns) == 1:
        log.warning("slide_type %r stands before the first slide", kind, location=where)
    if kind in ("slide", "subslide"):
        columns[-1].append(soup.new_tag("section", attrs={"class": tags}))
    classes = ["gd-cell", *tags, *({kind} & {"notes", "fragment"})]
    name = "aside" if kind == "notes" else "div"
    cell = soup.new_tag(name, attrs={"class": classes})
    columns[-1][-1].append(cell)
    return cell


def curl_quotes(slide: Tag) -> None:
    """Give words that only the slides show the quotation marks that Sphinx gives the page's.

    To Sphinx they are a comment, in which it leaves quotation marks as they are.
    """
    literal = {id(part) for part in slide.select(", ".join(AS_IT_IS))}
    for block in slide.find_all(TEXT):
        texts = [text for text in block.find_all(string=True) if type(text) is NavigableString]
        kinds = [
            "plain" if literal.isdisjoint(map(id, text.parents)) else "literal" for text in texts
        ]
        curled = educate_tokens(zip(kinds, map(str, texts), strict=True), "qDe", "en")
        for text, new in zip(texts, list(curled), strict=True):
            text.replace_with(new)


def finish(slide: Tag, soup: BeautifulSoup) -> None:
    """Turn the cells of a slide into what reveal.js and slides.css expect."""
    for nested in slide.find_all("section"):  # reveal.js takes every section for a slide
        nested.name = "div"
    for item in slide.select(".incremental li"):
        item["class"] = [*item.get("class", []), "fragment"]
    for gone in slide.select("a.headerlink, details.hide > summary"):
        gone.decompose()
    for hidden in slide.select("details.hide"):
        hidden.unwrap()
    for place in slide.select(".gd-experiment, img, svg:not(.katex svg, .gd-experiment svg)"):
        holds = "experiment" if "gd-experiment" in place.get("class", []) else "picture"
        place.find_parent(class_="gd-cell")["class"].append(f"gd-holds-{holds}")
    code = soup.new_tag("div", attrs=CODE)
    code.extend(cell.extract() for cell in slide.select(".gd-cell:not(.show-code) .cell_input"))
    inner = soup.new_tag("div", attrs={"class": "gd-slide"})
    cells = slide.find_all("div", recursive=False)
    if heading := cells[0].find(HEADING, recursive=False):
        inner.append(heading.extract())
    inner.extend(cell.extract() for cell in cells if cell.find(True))
    slide.extend([inner, *([code] if code.contents else []), *slide.select("aside.notes")])
    for empty in slide.find_all("div", class_="gd-cell", recursive=False):
        empty.decompose()


def relink(columns: list[list[Tag]], page: str) -> None:
    """Lead links to parts of the page that are on no slide to the page."""
    slides = list(chain(*columns))
    here = {tag["id"] for slide in slides for tag in slide.find_all(id=True)}
    for slide in slides:
        for link in slide.select("a[href^='#']"):
            if link["href"][1:] not in here:
                link["href"] = page + link["href"]


def markup(columns: list[list[Tag]]) -> str:
    stacks = ("".join(map(str, column)) for column in columns)
    return "\n".join(
        f"<section>{stack}</section>" if len(column) > 1 else stack
        for column, stack in zip(columns, stacks, strict=True)
    )
