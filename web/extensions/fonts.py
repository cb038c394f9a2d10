"""The faces of text and code, copied from their npm packages into the site with their licences."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

PACKAGES = Path(__file__).parents[1] / "node_modules" / "@fontsource"
FACES = {
    "stix-two-text": ["latin-400-normal", "latin-400-italic", "latin-600-normal"],
    "ibm-plex-mono": ["latin-400-normal"],
}


def copy_fonts(app: Sphinx) -> None:
    """Fill `_static/fonts`; `web/static/fonts.css` names the files."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for package, styles in FACES.items():
        shutil.copy(PACKAGES / package / "LICENSE", target / f"{package}-LICENSE.txt")
        for style in styles:
            shutil.copy(PACKAGES / package / "files" / f"{package}-{style}.woff2", target)


def setup(app: Sphinx) -> dict:
    app.connect("builder-inited", copy_fonts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
