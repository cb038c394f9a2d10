"""Formulas in a line of text keep the punctuation that touches them.

Browsers may break a line beside a formula, which would put a lone full stop or closing bracket on
the next line. The formula and what touches it go into a span that the stylesheet does not break.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

OPENING = re.compile(r"[(\[“‘]+$")
CLOSING = re.compile(r"^[.,;:!?)\]”’…-]+")


def split_off(text: nodes.Node | None, pattern: re.Pattern) -> str:
    """Take from a text what the pattern finds at its end or beginning, and return it."""
    found = pattern.search(text) if isinstance(text, nodes.Text) else None
    if not found:
        return ""
    text.parent.replace(text, nodes.Text(text[: found.start()] + text[found.end() :]))
    return found[0]


class HoldPunctuation(SphinxPostTransform):
    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for formula in list(self.document.findall(nodes.math)):
            line = formula.parent
            place = line.index(formula)
            before = split_off(line[place - 1] if place else None, OPENING)
            after = split_off(line[place + 1] if place + 1 < len(line) else None, CLOSING)
            if before or after:
                held = nodes.inline(classes=["gd-held"])
                line.replace(formula, held)
                held += [nodes.Text(before), formula, nodes.Text(after)]


def setup(app: Sphinx) -> dict:
    app.add_post_transform(HoldPunctuation)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
