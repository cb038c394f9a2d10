"""The in-browser lab: every chapter runs in it, also off the network, and a change shows."""

import re

import nbformat
import pytest

from .conftest import ROOT, SITE
from .labs import (
    NOTEBOOKS,
    RUN,
    Server,
    assert_keys_reach_python,
    notebook_in,
    pictures,
    printed,
    reader,
    said,
)

# One chapter in `make test`, all of them in `make test-all`.
ALL = [
    pytest.param(name, marks=() if name == NOTEBOOKS[-1] else pytest.mark.slow)
    for name in NOTEBOOKS
]
STARTS = """() => performance.getEntriesByType("resource")
    .filter((fetched) => fetched.name.includes("pyodide.asm.wasm")).length
"""
NUMBER = re.compile(r"\b0?\.(\d+)\b")


def enter(page, server, chapter):
    """Open a chapter as a reader does, and wait until its cells are done."""
    page.goto(f"{server.home}book/{chapter}.html")
    page.get_by_role("link", name="Run this chapter").click()
    assert said(page).startswith("Ready.")


def change_a_number(notebook):
    """The first cell that draws and holds a decimal number: its place, its source with another."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and pictures(cell.outputs) and NUMBER.search(cell.source):
            return index, NUMBER.sub(lambda number: f"0.0{number[1]}", cell.source, count=1)
    raise AssertionError("no cell draws from a decimal number")


@pytest.mark.parametrize("chapter", ALL)
def test_a_chapter_runs_and_a_changed_number_changes_its_picture_off_the_network(browser, chapter):
    with reader(browser) as (page, problems):
        with Server(SITE) as server:
            enter(page, server, chapter)
            reference = nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4)
            assert printed(notebook_in(page)) == printed(reference)
            (python,) = page.workers
            assert python.evaluate(STARTS) == 1  # the kernel took the one that was started for it
            assert problems == []
        page.reload()
        assert said(page).startswith("Ready.")
        notebook = notebook_in(page)
        index, source = change_a_number(notebook)
        (before,), (after,) = (
            pictures(outputs)
            for outputs in (notebook.cells[index].outputs, page.evaluate(RUN, [index, source]))
        )
        assert before != after


@pytest.mark.slow
def test_keys_move_a_slider_and_an_experiment_and_python_sees_it(browser):
    with Server(SITE) as server, reader(browser) as (page, problems):
        enter(page, server, NOTEBOOKS[-1])
        assert_keys_reach_python(page)
        assert problems == []


@pytest.mark.slow
def test_a_chapter_fits_a_phone(browser):
    phone = {"width": 390, "height": 844}
    with Server(SITE) as server, reader(browser, viewport=phone, has_touch=True) as (page, _):
        enter(page, server, NOTEBOOKS[-1])
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        wide = "pictures => pictures.filter((p) => p.getBoundingClientRect().right > 390).length"
        assert page.locator(".jp-OutputArea-output img").evaluate_all(wide) == 0


def test_the_lab_is_small_enough_for_any_host():
    sizes = [file.stat().st_size for file in (SITE / "lab").rglob("*")]
    assert sum(sizes) <= 65e6
