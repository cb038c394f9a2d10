"""Slides from the chapters: in the build of the book, `X.slides.html` beside `X.html`.

Authors mark cells with Jupyter's `slideshow` metadata. A cell without it stays off the slides.

| slide_type        | page | slides                                              |
|-------------------|------|-----------------------------------------------------|
| slide, subslide   | yes  | opens a slide: to the right, or below the last one  |
| -, fragment       | yes  | goes on with the open slide, at once or a press later |
| notes             | no   | the speaker's notes of the open slide               |

Tags: `slide-only` keeps a cell off the page; `incremental` shows its list items one by one;
`columns` on the cell that opens a slide puts text left of pictures; `show-code` shows the source,
which otherwise waits behind a button. All tags become classes that slides.css may use.

How the parts fit: every cell is rendered as always, so numbers, links, citations and widgets are
those of the page. `_marked` wraps myst-nb's rendering to leave a `Mark` before each cell, and puts
what is not for the page into an `OffPage`, a comment to everything (search, contents, summaries)
but the HTML writer. When the page's body is complete, `write_deck` slices it at the marks into
reveal.js sections, writes the deck, and cuts what is not for the page. esbuild bundles the script
and the styles of all decks. `slides/deck.html` is the template; `slides/pdf.py` prints.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import jinja2
from bs4 import BeautifulSoup, Comment, Tag
from docutils import nodes
from myst_nb.sphinx_ import SphinxNbRenderer
from sphinx.application import Sphinx
from sphinx.util import logging

HERE = Path(__file__).parent.parent / "slides"
TYPES = {"slide", "subslide", "fragment", "-", "notes", "skip", None}
HEADING = re.compile("^h[1-6]$")
MARK = "gd-cell "
# What a deck takes over of the page's stylesheets and scripts: all but the theme's.
SHARED = re.compile(r"_static/(palette|fonts|course|pygments|katex/|widgets/|quantities)")
STATE = "application/vnd.jupyter.widget-state+json"
CODE = {"class": "gd-code", "role": "region", "aria-label": "Code", "tabindex": "0"}
OFF, ON = "<!--gd-off-page-->", "<!--gd-on-page-->"

log = logging.getLogger(__name__)


class Mark(nodes.comment):
    """Where a cell begins, with its slide type and its tags."""


class OffPage(nodes.comment):
    """Content of the slides that the page does not show."""


def _marked(render: Callable) -> Callable:
    """Wrap a rendering method of myst-nb so that the cell leaves its mark."""

    def render_marked(self: SphinxNbRenderer, token) -> None:
        metadata = token.meta["metadata"]
        kind = metadata.get("slideshow", {}).get("slide_type")
        tags = list(metadata.get("tags", []))
        if kind not in TYPES:
            log.warning("slide_type %r is none of %s", kind, TYPES, location=self.document)
        self.current_node.append(Mark(kind=kind, tags=tags))
        if kind == "notes" or "slide-only" in tags:
            with self.current_node_context(OffPage(), append=True):
                render(self, token)
        else:
            render(self, token)

    return render_marked


def visit_mark(self, node: Mark) -> None:
    cell = json.dumps({"kind": node["kind"], "tags": node["tags"]})
    self.body.append(f"<!--{MARK}{cell}-->")
    raise nodes.SkipNode


def visit_off_page(self, node: OffPage) -> None:
    self.body.append(OFF)


def depart_off_page(self, node: OffPage) -> None:
    self.body.append(ON)


def on_page(body: str) -> str:
    """The body without marks and without what is only for the slides."""
    body = re.sub(f"{OFF}.*?{ON}", "", body, flags=re.DOTALL)
    return re.sub(f"<!--{MARK}.*?-->", "", body)


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
    for slide in chain(*columns):  # the speaker's window has no styles for KaTeX, but knows MathML
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


def assets(context: dict) -> list[str]:
    """The elements that load the page's own styles, scripts and widgets."""
    tags = [(file, context["css_tag"]) for file in context["css_files"]]
    tags += [(file, context["js_tag"]) for file in context["script_files"]]
    tags.sort(key=lambda entry: entry[0].priority)
    return [
        tag(file)
        for file, tag in tags
        if SHARED.match(str(file.filename or "")) or file.attributes.get("type") == STATE
    ]


def write_deck(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Write the page's deck, if it has slides, and take off the page what is only for the deck."""
    body = context.get("body", "")
    if MARK not in body:
        return
    columns = slices(body, pagename)
    context["body"] = on_page(body)
    if len(columns) == 1:
        return
    page = f"{Path(pagename).name}.html"
    relink(columns, page)
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True)
    deck = templates.get_template("deck.html").render(
        context,
        title_notes=columns[0][0].decode_contents(),
        slides=markup(columns[1:]),
        page=page,
        assets=assets(context),
    )
    path = Path(app.outdir, f"{pagename}.slides.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(deck, encoding="utf-8")
    link = f'<p class="gd-forms"><a href="{Path(pagename).name}.slides.html">Slides</a></p>'
    context["body"] = context["body"].replace("</h1>", f"</h1>\n{link}", 1)


def bundle(app: Sphinx, error: Exception | None) -> None:
    """Bundle the script and the styles of the decks into `_static`."""
    if error is None and app.builder.format == "html":
        esbuild = HERE.parent / "node_modules" / ".bin" / "esbuild"
        subprocess.run(
            [esbuild, HERE / "deck.js", "--bundle", "--minify", "--log-level=warning",
             f"--outdir={Path(app.outdir, '_static')}", "--external:*.svg"],
            check=True,
        )  # fmt: skip


def setup(app: Sphinx) -> dict:
    SphinxNbRenderer.render_nb_cell_markdown = _marked(SphinxNbRenderer.render_nb_cell_markdown)
    SphinxNbRenderer.render_nb_cell_code = _marked(SphinxNbRenderer.render_nb_cell_code)
    app.add_node(Mark, html=(visit_mark, None))
    app.add_node(OffPage, html=(visit_off_page, depart_off_page))
    app.connect("html-page-context", write_deck, priority=900)
    app.connect("build-finished", bundle)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
