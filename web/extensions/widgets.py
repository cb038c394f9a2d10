"""Live experiments in the page, with no kernel behind them.

A cell that returns a widget also returns a picture. In the page the two become one place,
`<div class="gd-experiment">`: the picture, and the widget's address for `web/widgets/host.js`,
which brings it to life. With scripts off the picture stays.

A page's state repeats the code of a widget (`_esm`, `_css`) for every widget. Here that code moves
to a file, written once for the whole site, and the state keeps its key. A page loads the host and
that code only if it has widgets.
"""

import hashlib
import json
import subprocess
from pathlib import Path

import anywidget
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

WEB = Path(__file__).parents[1]
VIEW = "application/vnd.jupyter.widget-view+json"
STILL = "image/svg+xml"
CODE = ("_esm", "_css")
SCRIPTS_OFF = (
    '<noscript><p class="gd-experiment-note">'
    "With scripts switched on, this picture is an experiment.</p></noscript>"
)

logger = logging.getLogger(__name__)


class PlaceExperiments(SphinxPostTransform):
    """Joins view and picture of a widget, before myst-nb picks one output of each cell."""

    default_priority = 3
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for bundle in list(self.document.findall(nodes.container)):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            outputs = {output["mime_type"]: output for output in bundle.children}
            if VIEW not in outputs:
                continue
            if STILL not in outputs:
                logger.warning("a widget has no picture to stand in for it", location=bundle)
                continue
            bundle.replace_self([
                raw('<div class="gd-experiment"><div class="gd-still">'),
                *outputs[STILL].children, raw(f"</div>{SCRIPTS_OFF}"),
                *outputs[VIEW].children, raw("</div>"),
            ])  # fmt: skip


def raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def move_code(app: Sphinx, doctree: nodes.document) -> None:
    """Take the code out of the state that myst-nb kept for this page."""
    page = app.env.nb_metadata.get(app.env.docname, {})
    if "ipywidgets_state" not in page.get("js_files", {}):
        return
    script = page["js_files"]["ipywidgets_state"][1]
    state = json.loads(script["body"])
    page["widget_code"] = {}
    for model in state["state"].values():
        code = {trait: model["state"].pop(trait) for trait in CODE if trait in model["state"]}
        if code:
            key = hashlib.sha256(json.dumps(code).encode()).hexdigest()[:12]
            model["state"]["_code"] = key
            page["widget_code"][key] = code
    # A "</script>" inside a string must not end the script element.
    script["body"] = json.dumps(state).replace("</", r"<\/")


def load_host(app: Sphinx, pagename: str, template: str, context: dict, doctree: object) -> None:
    """On a page with widgets: their code, the host and its stylesheet."""
    page = getattr(app.env, "nb_metadata", {}).get(pagename, {})
    if not page.get("widget_code"):
        return
    for key, code in page["widget_code"].items():
        path = Path(app.outdir, "_static", "widgets", f"code-{key}.js")
        path.write_text(f'(window.gdWidgetCode ??= {{}})["{key}"] = {json.dumps(code)};')
        app.add_js_file(f"widgets/{path.name}", loading_method="defer")
    app.add_js_file("widgets/host.js", loading_method="defer")
    app.add_css_file("widgets/host.css")


def bundle_host(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    runtime = Path(anywidget.__file__).parent / "nbextension" / "index.js"
    subprocess.run(
        [
            WEB / "node_modules" / ".bin" / "esbuild", "widgets/host.js", "widgets/host.css",
            "--bundle", "--minify", "--log-level=warning",
            f"--outdir={Path(app.outdir, '_static', 'widgets')}",
            "--inject:widgets/anywidget.js", f"--alias:anywidget-runtime={runtime}",
            "--define:AbortSignal.timeout=withoutHaste",
            "--alias:sanitize-html=./widgets/sanitize.js",
        ],
        cwd=WEB, check=True,
    )  # fmt: skip


def setup(app: Sphinx) -> dict:
    app.add_post_transform(PlaceExperiments)
    app.connect("builder-inited", bundle_host)
    app.connect("doctree-read", move_code)
    app.connect("html-page-context", load_host)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
