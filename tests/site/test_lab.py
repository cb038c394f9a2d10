"""The in-browser lab: every chapter runs in it, its controls work, a change shows."""

import nbformat
import pytest

from .conftest import SITE
from .labs import NOTEBOOKS, ROOT, Server, notebook_in, printed, reader, run, said

ALL = [
    pytest.param(name, marks=() if name == NOTEBOOKS[0] else pytest.mark.slow) for name in NOTEBOOKS
]
EXPERIMENTS = """
from gdlib.live import LopsidedBasin
from ipywidgets import FloatSlider

slider, basin = FloatSlider(description="tilt"), LopsidedBasin()
display(slider, basin)
"""


@pytest.fixture
def lab(browser):
    """Open a chapter from its page, as a reader does, and wait until its cells are done."""
    with Server(SITE) as server, reader(browser) as (page, problems):

        def open_chapter(name):
            page.goto(f"{server.home}book/{name}.html")
            page.get_by_role("link", name="Run this chapter").click()
            assert said(page).startswith("Ready.")
            return page

        yield open_chapter
    assert problems == []


@pytest.mark.parametrize("chapter", ALL)
def test_a_chapter_runs_in_the_browser_and_prints_what_its_notebook_holds(lab, chapter):
    page = lab(chapter)
    reference = nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4)
    assert printed(notebook_in(page)) == printed(reference)


def test_keys_move_a_slider_and_an_experiment_and_python_sees_it(lab):
    page = lab(NOTEBOOKS[0])
    run(page, EXPERIMENTS)
    output = page.locator(".jp-Cell").last
    output.get_by_role("slider").first.press("ArrowRight")
    output.get_by_role("slider", name="Step size").press("ArrowRight")
    assert run(page, "slider.value") == "0.1"
    assert run(page, "basin.path.step_size") == "1.21"
