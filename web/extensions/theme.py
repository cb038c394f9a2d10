"""What the pages leave out of the theme: scripts that nothing needs, icons that no page shows.

Jupyter Book always brings Thebe, which would load scripts from another host. The theme's icon font
holds two thousand icons, its stylesheet a rule for each; the site keeps those that its pages name.
`web/templates/` does the rest.
"""

import re
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from sphinx.application import Sphinx

ICON_RULE = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"\\([0-9a-f]+) ?"\}')
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


def drop_thebe(app: Sphinx, pagename: str, template: str, context: dict, doctree: object) -> None:
    """Take Thebe's stylesheet from the page's list; what else it adds is undone in `setup`."""
    thebe = [file for file in context["css_files"] if "thebe" in str(file.filename)]
    for file in thebe:
        context["css_files"].remove(file)


def icons_in_use(site: Path) -> set[str]:
    """Names of icons in pages and scripts."""
    texts = [*site.rglob("*.html"), *(site / "_static" / "scripts").glob("*theme.js")]
    return {name for text in texts for name in re.findall(r"fa-[\w-]+", text.read_text("utf-8"))}


def subset(font: Path, characters: set[int]) -> None:
    options = Options(flavor="woff2", layout_features=[], notdef_outline=True)
    loaded = load_font(BytesIO(font.read_bytes()), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(loaded)
    save_font(loaded, str(font), options)


def drop_templates(app: Sphinx, error: Exception | None) -> None:
    """Delete the templates that the theme keeps among its static files."""
    if error is None and app.builder.format == "html":
        for template in Path(app.outdir, "_static").glob("*.html"):
            template.unlink()


def thin_icons(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    stylesheet = static / "styles" / "pydata-sphinx-theme.css"
    used, characters = icons_in_use(Path(app.outdir)), set()

    def keep_used(rule: re.Match) -> str:
        if not used & set(re.findall(r"fa-[\w-]+", rule[1])):
            return ""
        characters.add(int(rule[2], 16))
        return rule[0]

    style = ICON_RULE.sub(keep_used, stylesheet.read_text("utf-8"))
    characters.update(map(ord, PRIVATE_USE.findall(style)))
    stylesheet.write_text(style, "utf-8")
    for font in (static / "vendor" / "fontawesome" / "webfonts").iterdir():
        if font.suffix == ".woff2":
            subset(font, characters)
        else:
            font.unlink()


def setup(app: Sphinx) -> dict:
    for listeners in app.events.listeners.values():
        listeners[:] = [one for one in listeners if one.handler.__module__ != "sphinx_thebe"]
    app.connect("html-page-context", drop_thebe, priority=950)
    app.connect("build-finished", drop_templates)
    app.connect("build-finished", thin_icons)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
