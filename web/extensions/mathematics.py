"""Mathematics set at build time: pages carry KaTeX's HTML and MathML and no script.

`web/mathematics.js` turns LaTeX into HTML, and marks the symbols of each quantity with
`data-quantity`. It is asked once per page for all of the page's formulas, those written by the
author and those printed by cells. A formula that it cannot read is a warning at the formula's own
line, and so fails the build.
"""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

WEB = Path(__file__).parents[1]
KATEX = WEB / "node_modules" / "katex" / "dist"

logger = logging.getLogger(__name__)
rendered: dict[tuple[str, bool], dict[str, str]] = {}


def formula(node: nodes.Node) -> tuple[str, bool]:
    """The LaTeX of a node, and whether it is displayed on lines of its own."""
    return node.astext(), isinstance(node, nodes.math_block)


def render(formulas: list[tuple[str, bool]]) -> None:
    """Fill `rendered` with those formulas that it lacks."""
    new = [key for key in dict.fromkeys(formulas) if key not in rendered]
    if not new:
        return
    answer = subprocess.run(
        ["node", str(WEB / "mathematics.js")],
        input=json.dumps(new),
        capture_output=True,
        text=True,
        check=True,
    )
    rendered.update(zip(new, json.loads(answer.stdout), strict=True))


def render_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format == "html":
        found = doctree.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block)))
        render([formula(node) for node in found])


def html_of(node: nodes.Element) -> str:
    render([formula(node)])
    result = rendered[formula(node)]
    if "error" in result:
        logger.warning("%s in the formula %s", result["error"], node.astext(), location=node)
        return f"<code>{html.escape(node.astext())}</code>"
    return result["html"]


def visit_math(self, node: nodes.math) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(html_of(node) + "</span>")
    raise nodes.SkipNode


def visit_math_block(self, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(html_of(node) + "</div>\n")
    raise nodes.SkipNode


def copy_katex(app: Sphinx) -> None:
    """KaTeX's stylesheet and the fonts that browsers of today read, from our own site."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "katex"
    woff2_only = shutil.ignore_patterns("*.woff", "*.ttf")
    shutil.copytree(KATEX / "fonts", target / "fonts", ignore=woff2_only, dirs_exist_ok=True)
    style = (KATEX / "katex.min.css").read_text()
    older_formats = r',url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)'
    (target / "katex.min.css").write_text(re.sub(older_formats, "", style))
    app.add_css_file("katex/katex.min.css")


def setup(app: Sphinx) -> dict:
    app.add_html_math_renderer("katex", (visit_math, None), (visit_math_block, None))
    app.connect("builder-inited", copy_katex)
    app.connect("doctree-resolved", render_page, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
