"""Roles of the list of references that screen readers know.

docutils marks each entry with a role that ARIA has withdrawn since, inside a list that may hold
list items only.
"""

from sphinx.application import Sphinx


def name_entries(app: Sphinx, pagename: str, template: str, context: dict, doctree: object) -> None:
    if "body" in context:
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", name_entries)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
