"""Marks in a page's body: where each cell begins, and what is for the slides alone.

`marked` wraps myst-nb's rendering of a cell. An `OffPage` is a comment to everything (search,
contents, summaries) but the HTML writer.
"""

import json
import re
from collections.abc import Callable

from docutils import nodes
from myst_nb.sphinx_ import SphinxNbRenderer
from sphinx.util import logging

TYPES = {"slide", "subslide", "fragment", "-", "notes", "skip", None}
MARK = "gd-cell "
OFF, ON = "<!--gd-off-page-->", "<!--gd-on-page-->"

log = logging.getLogger(__name__)


class Mark(nodes.comment):
    """Where a cell begins, with its slide type and its tags."""


class OffPage(nodes.comment):
    """Content of the slides that the page does not show."""


def marked(render: Callable) -> Callable:
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
