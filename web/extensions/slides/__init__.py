"""Slides from the chapters: in the build of the book, `X.slides.html` beside `X.html`.

Authors mark cells with Jupyter's `slideshow` metadata. A cell without it stays off the slides.

| slide_type        | page | slides                                              |
|-------------------|------|-----------------------------------------------------|
| slide, subslide   | yes  | opens a slide: to the right, or below the last one  |
| -, fragment       | yes  | goes on with the open slide, at once or a press later |
| notes             | no   | the speaker's notes of the open slide               |

Tags: `slide-only` keeps a cell off the page; `incremental` shows its list items one by one;
`show-code` shows the source, which otherwise waits behind a button. On the cell that opens a slide
`columns` puts text left of pictures; `dense` sets a long theorem or table smaller; `core` puts the
slide on the core path, which `X.slides.html?core` (key `e`) walks alone. `core_minutes: 12` in a
chapter's front matter says how long that takes. All tags become classes that slides.css may use.

How the parts fit: every cell is rendered as always, so numbers, links, citations and widgets are
those of the page. `marks.py` leaves a `Mark` before each cell, and puts what is not for the page
into an `OffPage`. When the page's body is complete, `slices.py` cuts it at the marks into reveal.js
sections; `write_deck` writes the deck, and takes off the page what is not for it. esbuild bundles
the script and the styles of all decks. `web/slides/deck.html` is the template; `pdf.py` prints.
"""

import re
import subprocess
from pathlib import Path

import jinja2
from myst_nb.sphinx_ import SphinxNbRenderer
from sphinx.application import Sphinx

from extensions.slides.marks import (
    MARK,
    Mark,
    OffPage,
    depart_off_page,
    marked,
    on_page,
    visit_mark,
    visit_off_page,
)
from extensions.slides.slices import markup, relink, slices

WEB = Path(__file__).parents[2]
# What a deck takes over of the page's stylesheets and scripts: all but the theme's.
SHARED = re.compile(r"_static/(palette|fonts|course|pygments|katex/|widgets/|quantities)")
STATE = "application/vnd.jupyter.widget-state+json"


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
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(WEB / "slides"), autoescape=True)
    core = any("core" in slide.get("class", []) for column in columns for slide in column)
    deck = templates.get_template("deck.html").render(
        context,
        core=core,
        title_notes=columns[0][0].decode_contents(),
        slides=markup(columns[1:]),
        page=page,
        assets=assets(context),
    )
    path = Path(app.outdir, f"{pagename}.slides.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(deck, encoding="utf-8")
    minutes = app.env.metadata[pagename].get("core_minutes")
    links = forms(path.name, core, minutes)
    context["body"] = context["body"].replace("</h1>", f"</h1>\n{links}", 1)


def forms(deck: str, core: bool, minutes: str | None) -> str:
    """The links to the deck, under the page's title."""
    links = f'<a href="{deck}">Slides</a>'
    if core:
        length = f" ({minutes} minutes)" if minutes else ""
        links += f' <a href="{deck}?core">Core path{length}</a>'
    return f'<p class="gd-forms">{links}</p>'


def bundle(app: Sphinx, error: Exception | None) -> None:
    """Bundle the script and the styles of the decks into `_static`."""
    if error is None and app.builder.format == "html":
        esbuild = WEB / "node_modules" / ".bin" / "esbuild"
        subprocess.run(
            [esbuild, WEB / "slides" / "deck.js", "--bundle", "--minify", "--log-level=warning",
             f"--outdir={Path(app.outdir, '_static')}", "--external:*.svg"],
            check=True,
        )  # fmt: skip


def setup(app: Sphinx) -> dict:
    SphinxNbRenderer.render_nb_cell_markdown = marked(SphinxNbRenderer.render_nb_cell_markdown)
    SphinxNbRenderer.render_nb_cell_code = marked(SphinxNbRenderer.render_nb_cell_code)
    app.add_node(Mark, html=(visit_mark, None))
    app.add_node(OffPage, html=(visit_off_page, depart_off_page))
    app.connect("html-page-context", write_deck, priority=900)
    app.connect("build-finished", bundle)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
