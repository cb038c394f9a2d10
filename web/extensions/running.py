"""Chapters that have to run do so side by side, before the first page is read.

myst-nb runs a chapter when its page is read, one page after the other, unless the chapter's outputs
are in its cache. So they are put there first, by as many processes as there are processors. A
chapter that fails is not: myst-nb runs it again, and tells what went wrong.
"""

import logging
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

MYST = {"type": "plugin", "name": "myst_nb_md"}


def run_chapters(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Run those of the pages to be read that hold code and are not in the cache."""
    cache = get_cache(app.config.nb_execution_cache_path)
    pages = [env.doc2path(name) for name in names]
    pages = [page for page in pages if "{code-cell}" in Path(page).read_text(encoding="utf-8")]
    for page in pages:
        cache.add_nb_to_project(page, read_data=MYST)
    executor = load_executor("local-parallel", cache, logging.getLogger(__name__))
    executor.run_and_cache(filter_uris=pages, timeout=app.config.nb_execution_timeout)


def setup(app: Sphinx) -> dict:
    app.connect("env-before-read-docs", run_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
