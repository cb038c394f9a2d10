"""A reader's edits stay; the published version is one click away, and comes by itself to others."""

import hashlib
import json
import re

import nbformat
import pytest
from playwright.sync_api import expect

from lab.build import published

from .conftest import ROOT, SITE
from .labs import NOTEBOOKS, PATIENCE, Server, opened, reader

pytestmark = pytest.mark.slow
CHAPTER = NOTEBOOKS[-1]
FILE = f"lab/files/{CHAPTER}.ipynb"
EDIT = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].setSource({})"
UPDATE = """async () => {
    window.registration = await navigator.serviceWorker.ready;
    window.former = registration.active;
    await registration.update();
}"""
UPDATED = "registration.active !== former && registration.active.state === 'activated'"
OURS, NEWS = "# A title of my own", "The course has news."


@pytest.fixture
def newer(tmp_path):
    """The files of a site whose chapter says more than it did."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{CHAPTER}.ipynb", as_version=4)
    notebook.cells[0].source += f"\n\n{NEWS}"
    nbformat.write(notebook, tmp_path / f"{CHAPTER}.ipynb")
    content = nbformat.writes(published(tmp_path / f"{CHAPTER}.ipynb")).encode()
    worker = (SITE / "lab" / "service-worker.js").read_text("utf-8")
    files = json.loads(re.match(r"const FILES = (.*);\n", worker)[1])
    old, new = files[FILE.removeprefix("lab/")], hashlib.sha256(content).hexdigest()[:16]
    return {FILE: content, "lab/service-worker.js": worker.replace(old, new).encode()}


@pytest.fixture
def chapter(browser):
    with Server(SITE) as server, reader(browser) as (page, _):
        page.goto(f"{server.home}lab/notebooks/index.html?path={CHAPTER}.ipynb")
        yield server, opened(page)


def publish(files, server, page):
    """Put other files on the server; the reader's browser hears of it, and they come again."""
    server.changed |= files
    page.evaluate(UPDATE)
    page.wait_for_function(UPDATED, polling=200)
    page.reload()


def news_on(page):
    return page.get_by_role("paragraph").filter(has_text=NEWS)


def test_an_update_reaches_a_reader_who_changed_nothing(chapter, newer):
    server, page = chapter
    publish(newer, server, page)
    expect(news_on(opened(page))).to_be_visible(timeout=PATIENCE)


def test_a_reader_goes_to_the_published_version_and_back_also_after_an_update(chapter, newer):
    server, page = chapter
    page.evaluate(EDIT.format(json.dumps(OURS)))
    mine = page.get_by_role("heading", name=OURS.removeprefix("# "))
    published_version = page.get_by_role("button", name="Published version")
    expect(published_version).to_be_visible(timeout=PATIENCE)  # and so what was written is saved
    publish(newer, server, page)
    expect(news_on(opened(page))).to_have_count(0)
    expect(mine).to_be_visible(timeout=PATIENCE)
    published_version.click()
    expect(news_on(page)).to_be_visible(timeout=PATIENCE)
    expect(mine).to_have_count(0)
    page.get_by_role("button", name="My version").click()
    expect(mine).to_be_visible(timeout=PATIENCE)
