"""No stale page: what was computed with an older gdlib, or made by older site code, is made again.

Sphinx notices edited pages and changed settings, not edited code. So two settings hold a hash of
the code they stand for. myst-nb keeps the outputs of executed cells in a cache that knows the cells
only: its folder's name holds the hash of gdlib, so an edit there executes the pages again.
"""

import hashlib
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

ROOT = Path(__file__).parents[2]


def fingerprint(folder: Path) -> str:
    """A hash of the names and contents of the text files below a folder, dependencies left out."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def set_fingerprints(app: Sphinx, config: Config) -> None:
    """Fill the settings in before anything reads them."""
    config.gdlib_fingerprint = fingerprint(ROOT / "gdlib")
    config.web_fingerprint = fingerprint(ROOT / "web")
    cache = Path(app.outdir).parent / f".jupyter_cache_{config.gdlib_fingerprint}"
    config.nb_execution_cache_path = str(cache)
    for older in set(cache.parent.glob(".jupyter_cache_*")) - {cache}:
        shutil.rmtree(older)


def setup(app: Sphinx) -> dict:
    app.add_config_value("gdlib_fingerprint", "", "env", [str])
    app.add_config_value("web_fingerprint", "", "env", [str])
    app.connect("config-inited", set_fingerprints)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
