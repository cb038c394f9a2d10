"""How long a chapter takes, told where readers choose one; sections that may be left out.

The minutes of reading are counted: the running text, without notes in the margin, exercises, code
and formulas set apart, at a pace that leaves time for the formulas in the lines. The minutes of the
core path are the author's (`core_minutes` in the front matter; see slides/). Both stand in the
list of chapters (a container `gd-chapters`), and under it how long the whole core path takes. A
section whose heading ends in "(optional)" gets the class `gd-optional`.
"""

from docutils import nodes
from sphinx.application import Sphinx

from extensions.slides.marks import OffPage

# Adults read 238 words of English prose a minute (Brysbaert 2019, J. Mem. Lang. 109, 104047), and
# two thirds of that where every line is to be understood.
WORDS_A_MINUTE = 160
APART = {"exercise", "solution", "proof-solution", "margin", "sidebar"}


def is_apart(node: nodes.Node) -> bool:
    """Whether a node is in what the count leaves out."""
    while node := node.parent:
        if isinstance(node, (OffPage, nodes.sidebar, nodes.literal_block)):
            return True
        if isinstance(node, nodes.Element) and APART & set(node.get("classes", [])):
            return True
    return False


def minutes(document: nodes.document) -> int:
    """Minutes to read the running text of a page, at least one."""
    texts = (node for node in document.findall(nodes.paragraph) if not is_apart(node))
    words = sum(len(text.astext().split()) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))


def note(app: Sphinx, document: nodes.document) -> None:
    app.env.metadata[app.env.docname]["reading_minutes"] = minutes(document)
    for title in document.findall(nodes.title):
        if title.astext().endswith("(optional)"):
            title.parent["classes"].append("gd-optional")


def tell(app: Sphinx, document: nodes.document, name: str) -> None:
    """Write behind each chapter of a list how long it takes."""
    pages = {app.builder.get_relative_uri(name, page): page for page in app.env.found_docs}
    for chapters in document.findall(nodes.container):
        if "gd-chapters" not in chapters["classes"]:
            continue
        core_path = 0
        for link in chapters.findall(nodes.reference):
            about = app.env.metadata[pages[link["refuri"]]]
            count = about["reading_minutes"]
            words = f"{count} minute{'s' * (count > 1)} to read"
            if core := about.get("core_minutes"):
                words += f", {core} in the core path of the lecture"
                core_path += int(core)
            place = link.parent
            place.insert(place.index(link) + 1, nodes.inline(text=words, classes=["gd-minutes"]))
        if core_path:
            total = f"The core path of all chapters together: one lecture of {core_path} minutes."
            chapters += nodes.paragraph(text=total, classes=["gd-core-path"])


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", note)
    app.connect("doctree-resolved", tell)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
