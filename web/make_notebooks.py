"""The chapters as notebooks: `python web/make_notebooks.py book notebooks` writes them.

A chapter is executed; of its outputs the notebook keeps what is text, so that it is small and the
same each time it is made. What only the slides show is left out. MyST's directives and roles, which
a plain notebook shows raw, become Markdown that reads well anywhere.
"""

import re
import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

import launch

DIRECTIVE = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w:-]+)\} *(?P<title>.*)\n"
    r"(?P<options>(?::[\w-]+:.*\n)*)(?P<body>(?:.*\n)*?)(?P=fence)$",
    re.MULTILINE,
)
DEFINITION = re.compile(r"^(?P<term>\S.*)\n: +(?P<text>\S)", re.MULTILINE)
TARGET = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
ROLE = re.compile(r"\{(?P<name>[\w:]+)\}`(?P<text>[^`<]*?)(?: *<(?P<target>[^`>]*)>)?`")
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?![a-z]+:|#)[^)]*\)")
LABEL = re.compile(r":(?:label|name): *(\S+)")
TEXT = ("text/plain", "text/latex", "text/markdown")
UNFRAMED = ("container", "table")  # shown as their body alone
NAMED = ("prf:", "exercise", "solution")  # shown under their kind and title


def labels(chapter: str) -> dict[str, str]:
    """What a reference to each label reads: a number for an equation, a title for the rest."""
    names: dict[str, str] = {}
    for block in DIRECTIVE.finditer(chapter):
        if label := LABEL.search(block["options"]):
            equations = sum(name.startswith("(") for name in names.values())
            is_equation = block["name"] == "math"
            names[label[1]] = f"({equations + 1})" if is_equation else block["title"]
    return names


def titles_elsewhere(chapter: Path) -> dict[str, str]:
    """What a reference to another chapter's theorem reads; equations have numbers only at home."""
    others = (other for other in chapter.parent.glob("*.md") if other != chapter)
    found = [labels(other.read_text(encoding="utf-8")) for other in others]
    return {label: name for names in found for label, name in names.items() if name[:1] != "("}


def plain_block(block: re.Match, names: dict[str, str]) -> str:
    """A directive as Markdown: an equation, a bare body, or a quotation under its title."""
    name, title, body = block["name"], block["title"].strip(), block["body"].strip()
    if name == "math":
        label = LABEL.search(block["options"])
        number = rf" \tag{{{names[label[1]].strip('()')}}}" if label else ""
        return f"$$\n{title}{body}{number}\n$$"
    if name.endswith("-end"):
        return ""  # what a -start directive opened, around cells that run
    name, body = name.removesuffix("-start"), DEFINITION.sub(r"**\g<term>.** \g<text>", body)
    if name in UNFRAMED:
        return f"{title}\n\n{body}".strip() if name == "table" else body
    title = names.get(title, title)
    kind = name.removeprefix("prf:").capitalize() if name.startswith(NAMED) else ""
    heading = f"{kind} ({title})" if kind and title else kind or title
    lines = ([f"**{heading}**", ""] if heading else []) + body.splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines).removesuffix("\n>")


def plain_role(role: re.Match, names: dict[str, str]) -> str:
    text = role["text"].strip()
    if role["name"].startswith("cite"):
        return f"[{text}]"
    if role["name"] == "claim":
        return f"(claim {text})"
    if role["target"] or text not in names:
        return text
    return names[text] if role["name"] == "eq" else f"*{names[text]}*"


def plain(markdown: str, names: dict[str, str]) -> str:
    """MyST as the Markdown that every notebook shows."""
    markdown = TARGET.sub("", markdown)
    markdown = DIRECTIVE.sub(lambda block: plain_block(block, names), markdown)
    markdown = ROLE.sub(lambda role: plain_role(role, names), markdown)
    return LINK.sub(r"\g<text>", DEFINITION.sub(r"**\g<term>.** \g<text>", markdown))


def for_reading(cell: NotebookNode) -> bool:
    """Whether a cell belongs to the chapter and not only to its slides."""
    tags, kind = cell.metadata.get("tags", []), cell.metadata.get("slideshow", {})
    return "slide-only" not in tags and kind.get("slide_type") != "notes"


def text_only(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data = {kind: data for kind, data in output.data.items() if kind in TEXT}
        output.metadata = {}
    return output


def notebook(chapter: Path, *, run: bool = True) -> str:
    """The text of the .ipynb file of a chapter; not ``run``, it has no outputs."""
    text = chapter.read_text(encoding="utf-8")
    book = jupytext.reads(text, fmt="md:myst")
    book.cells = [cell for cell in book.cells if for_reading(cell)]
    if run:
        where = {"metadata": {"path": chapter.parent}}
        NotebookClient(book, timeout=120, resources=where, coalesce_streams=True).execute()
    names = titles_elsewhere(chapter) | labels(text)
    if address := launch.repository():
        cell = new_code_cell(launch.set_up_cell(address), metadata={"tags": ["set-up"]})
        book.cells.insert(0, cell)
    for number, cell in enumerate(book.cells, start=1):
        cell.id = f"cell-{number:03}"
        cell.metadata = {"tags": cell.metadata.tags} if "tags" in cell.metadata else {}
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source + "\n", names).strip()
        else:
            cell.outputs = [text_only(output) for output in cell.outputs]
    book.metadata = {"kernelspec": book.metadata.kernelspec, "language_info": {"name": "python"}}
    return nbformat.writes(book, version=nbformat.NO_CONVERT) + "\n"


def with_code(source: Path) -> list[Path]:
    """The pages that a reader may want to run: all that show code, so not the front page."""
    pages = sorted(source.glob("*.md"))
    return [
        page for page in pages if page.stem != "intro" and "{code-cell}" in page.read_text("utf-8")
    ]


def main(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for chapter in with_code(source):
        file = target / chapter.with_suffix(".ipynb").name
        file.write_text(notebook(chapter), encoding="utf-8")
        print(f"{chapter} -> {file}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
