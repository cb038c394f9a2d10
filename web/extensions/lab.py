"""A chapter's other forms, under its title: run it in the browser's lab, or elsewhere.

The lab itself is built beside the book (`web/lab/build.py`). Here a page whose chapter has a
notebook gets a button to it, and a menu with the notebook and the public services that can open it;
their addresses are web/launch.py's. slides/ puts its links in the same place before.
"""

import html
import shutil
from pathlib import Path

from sphinx.application import Sphinx

import launch

FORMS = '<p class="gd-forms">'
MENU = """\
<details class="gd-launch"><summary>Run it elsewhere</summary><ul>
{items}
</ul></details>"""


def item(address: str, label: str, about: str, attributes: str = "") -> str:
    return f'<li><a href="{html.escape(address)}"{attributes}>{label}</a> {about}</li>'


def forms(chapter: str, root: str) -> str:
    """Button and menu of a chapter; `root` leads from its page to the site's root."""
    about = {"Binder": "a Jupyter server for an hour", "Colab": "needs a Google account"}
    services = launch.elsewhere(chapter, launch.repository(), launch.branch())
    items = [item(address, name, about[name]) for name, address in services.items()]
    notebook = f"{root}notebooks/{chapter}.ipynb"
    items += [
        item(notebook, "The notebook", "for your own JupyterLab", " download"),
        item("class.html", "A class of any size", "how to run all of this for many"),
    ]
    run = f'<a class="gd-run" href="{html.escape(root + launch.lab(chapter))}">Run this chapter</a>'
    return run + MENU.format(items="\n".join(items))


def offer(app: Sphinx, pagename: str, template: str, context: dict, doctree: object) -> None:
    chapter = Path(pagename).name
    body = context.get("body", "")
    if chapter not in launch.chapters() or "</h1>" not in body:
        return
    new = forms(chapter, context["pathto"]("", resource=True))
    before, found, after = body.partition(FORMS)
    if found:
        old, _, after = after.partition("</p>")
        context["body"] = f'{before}<div class="gd-forms">{new}{old}</div>{after}'
    else:
        block = f'</h1>\n<div class="gd-forms">{new}</div>'
        context["body"] = body.replace("</h1>", block, 1)


def copy_notebooks(app: Sphinx) -> None:
    """The notebooks as they are in the repository, to take away."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir, "notebooks")
    target.mkdir(parents=True, exist_ok=True)
    for chapter in launch.chapters():
        shutil.copy(launch.ROOT / "notebooks" / f"{chapter}.ipynb", target)


def setup(app: Sphinx) -> dict:
    app.connect("builder-inited", copy_notebooks)
    app.connect("html-page-context", offer, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
