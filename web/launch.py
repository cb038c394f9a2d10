"""Where a chapter runs besides its page. All addresses follow from one setting of `_config.yml`:
`repository: url`, the repository on GitHub. Without it, what needs no repository remains."""

from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml

ROOT = Path(__file__).parents[1]
SET_UP = """\
# Colab comes without gdlib, and this gets it. Anywhere else, this cell does nothing.
from importlib.util import find_spec

if not find_spec("gdlib"):
    %pip install --quiet "gdlib @ git+{repository}"
"""


@cache
def repository() -> str:
    """The repository's address, or nothing."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    return settings["repository"]["url"].rstrip("/")


@cache
def branch() -> str:
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    return settings["repository"]["branch"]


def chapters() -> list[str]:
    """Names of the chapters that have a notebook."""
    return sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def lab(chapter: str) -> str:
    """The chapter in the in-browser lab, from the site's root."""
    return f"lab/notebooks/index.html?path={quote(chapter)}.ipynb"


def elsewhere(chapter: str, repository: str, branch: str) -> dict[str, str]:
    """Addresses of the chapter on public services, by their names."""
    if not repository:
        return {}
    project = urlsplit(repository).path.strip("/").removesuffix(".git")
    notebook = f"notebooks/{quote(chapter)}.ipynb"
    place = quote(f"lab/tree/{notebook}", safe="")
    return {
        "Binder": f"https://mybinder.org/v2/gh/{project}/{branch}?urlpath={place}",
        "Colab": f"https://colab.research.google.com/github/{project}/blob/{branch}/{notebook}",
    }


def set_up_cell(repository: str) -> str:
    """The source of the cell with which a notebook brings what Colab lacks."""
    return SET_UP.format(repository=repository)
