"""Pictures inside the page: a cell's SVG output becomes part of the page's own HTML.

So a picture follows the page's theme, its letters are the page's letters, and its parts answer to
the same quantities as the symbols in the equations. What is changed on the way:

- colours of `gdlib.plots.picture.COLOURS` become the stylesheet's custom properties of that name;
- a part whose id starts with the name of a quantity (matplotlib's `gid`) carries `data-quantity`;
- ids that nothing refers to are dropped, the others made unique in the page;
- the alternative text (the cell's `mystnb: image: alt`, or the SVG's own title) becomes its label.
  A picture without one is a warning, and so fails the build.
"""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from gdlib.plots.picture import COLOURS

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
QUANTITY = re.compile(r"(path|gradient|step|direction|cost|threshold)(?![a-z])")
PIXELS_PER_POINT = 4 / 3

ET.register_namespace("", SVG)
ET.register_namespace("xlink", XLINK)
logger = logging.getLogger(__name__)


def mark_parts(root: ET.Element, prefix: str) -> None:
    """Give parts the quantity that their id names; make ids that are in use the page's own."""
    in_use = set(re.findall(r'(?:url\(|href=")#([^")]+)', ET.tostring(root, encoding="unicode")))
    for part in root.iter():
        name = part.attrib.pop("id", "")
        if quantity := QUANTITY.match(name):
            part.set("data-quantity", quantity[1])
        if name in in_use:
            part.set("id", prefix + name)
        for attribute, value in part.items():
            if value.startswith("#") and attribute.endswith("href"):
                part.set(attribute, "#" + prefix + value[1:])
            elif "url(#" in value:
                part.set(attribute, value.replace("url(#", f"url(#{prefix}"))


def follow_theme(svg: str) -> str:
    """Replace the palette's light values by custom properties."""
    for name, value in COLOURS.items():
        colour = f"var(--gd-{'text-quiet' if name == 'quiet' else name})"
        svg = re.sub(re.escape(value), colour, svg, flags=re.IGNORECASE)
    return svg


def inline_svg(text: str, alt: str, prefix: str) -> str:
    """The SVG element to stand in the page; without `alt`, the picture's own title labels it."""
    root = ET.fromstring(text)
    for tag in ("metadata", "title"):
        if (element := root.find(f"{{{SVG}}}{tag}")) is not None:
            alt = alt or (element.text or "").strip() if tag == "title" else alt
            root.remove(element)
    mark_parts(root, prefix)
    for side in ("width", "height"):
        length = root.get(side, "")
        if length.endswith("pt"):
            root.set(side, f"{float(length[:-2]) * PIXELS_PER_POINT:.0f}")
    root.set("class", "gd-picture")
    root.set("role", "img")
    root.set("aria-label", " ".join(alt.split()))
    return follow_theme(ET.tostring(root, encoding="unicode"))


class InlinePictures(SphinxPostTransform):
    """Replaces the image nodes of SVG outputs, before myst-nb picks one output of each cell."""

    default_priority = 2
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        outputs = self.document.findall(
            lambda node: (
                isinstance(node, nodes.container) and node.get("mime_type") == "image/svg+xml"
            )
        )
        for number, output in enumerate(list(outputs), start=1):
            for image in list(output.findall(nodes.image)):
                text = Path(self.app.srcdir, image["uri"]).read_text(encoding="utf-8")
                svg = inline_svg(text, image.get("alt", ""), f"picture-{number}-")
                if 'aria-label=""' in svg:
                    logger.warning("a picture has no alternative text", location=output.parent)
                image.replace_self(nodes.raw("", svg, format="html"))


def setup(app: Sphinx) -> dict:
    app.add_post_transform(InlinePictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
