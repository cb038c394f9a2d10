"""Mends what keeps pages from being read by everyone, where the theme or an extension breaks it.

Ids that an extension gives to every proof or exercise alike stay with the first. Entries of a
bibliography get the role that their list asks for, in place of one that is withdrawn from ARIA.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class UniqueIds(SphinxPostTransform):
    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        seen: set[str] = set()
        for node in self.document.findall(nodes.Element):
            node["ids"] = [name for name in node.get("ids", []) if name not in seen]
            seen.update(node["ids"])


def mend_roles(app: Sphinx, pagename: str, template: str, context: dict, doctree: object) -> None:
    if "body" in context:
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> dict:
    app.add_post_transform(UniqueIds)
    app.connect("html-page-context", mend_roles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
