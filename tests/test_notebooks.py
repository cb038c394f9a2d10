"""The notebooks are the chapters and do what they say; nbval, which tells us so, can say no."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import make_notebooks

ROOT = Path(__file__).parents[1]
CHAPTERS = make_notebooks.with_code(ROOT / "book")


def nbval(path: Path) -> subprocess.CompletedProcess:
    # No other plugin is asked for, and to load them takes seconds.
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "nbval.plugin", "--nbval", path,
         "-p", "no:cacheprovider", "-W", "default", "--nbval-current-env",
         f"--nbval-sanitize-with={ROOT / 'tests' / 'sanitize.cfg'}"],
        capture_output=True, text=True, check=False,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip


def test_every_chapter_has_its_notebook_and_no_notebook_is_left_over():
    numbered = set((ROOT / "book").glob("[0-9][0-9]*_*.md"))
    assert set(CHAPTERS) - numbered == {ROOT / "book" / "before_you_start.md"}
    assert numbered <= set(CHAPTERS)
    made = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert made == {chapter.stem for chapter in CHAPTERS}


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_making_a_notebook_again_gives_the_same_bytes(chapter):
    stored = ROOT / "notebooks" / f"{chapter.stem}.ipynb"
    assert stored.read_text(encoding="utf-8") == make_notebooks.notebook(chapter), (
        "run `make notebooks`"
    )


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_a_notebook_has_the_cells_of_its_chapter(chapter):
    stored = nbformat.read(ROOT / "notebooks" / f"{chapter.stem}.ipynb", as_version=4)
    for cell in stored.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    text = nbformat.writes(stored, version=nbformat.NO_CONVERT) + "\n"
    assert text == make_notebooks.notebook(chapter, run=False), "run `make notebooks`"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_running_a_notebook_gives_its_stored_outputs(chapter):
    run = nbval(ROOT / "notebooks" / f"{chapter.stem}.ipynb")
    assert run.returncode == 0, run.stdout


def printed(source: str, text: str):
    output = new_output("stream", name="stdout", text=text)
    return new_code_cell(source, execution_count=1, outputs=[output])


def test_nbval_passes_the_same_output_only(tmp_path):
    cells, verdicts = zip(
        (printed("print(2 / 11)", "0.18181818181818182\n"), "PASSED"),
        (printed("print(2 / 11)", "0.18181818181818183\n"), "FAILED"),  # another digit
        (printed("print(2 / 0)", "0.18181818181818182\n"), "FAILED"),  # an error
        (printed("2 / 11;", "0.18181818181818182\n"), "FAILED"),  # no output
        strict=True,
    )
    shutil.copy(ROOT / "notebooks" / "conftest.py", tmp_path)
    nbformat.write(new_notebook(cells=list(cells)), tmp_path / "one.ipynb")
    run = nbval(tmp_path)
    assert tuple(re.findall(r"Cell \d (PASSED|FAILED)", run.stdout)) == verdicts, run.stdout
    assert run.returncode == 1


def test_a_notebook_shows_directives_and_roles_as_plain_markdown():
    source = (
        "(here)=\n# Steps\n\n:::{prf:theorem} Step size\n:label: thm\n\n"
        "See {eq}`eq`. {claim}`L33`\n:::\n\n"
        "```{math}\n:label: eq\n\\alpha < 2/M\n```\n\nBy {prf:ref}`thm` and [this](page).\n"
    )
    shown = make_notebooks.plain(source, make_notebooks.labels(source))
    assert shown == (
        "# Steps\n\n> **Theorem (Step size)**\n>\n> See (1). (claim L33)\n\n"
        "$$\n\\alpha < 2/M \\tag{1}\n$$\n\nBy *Step size* and this.\n"
    )


def test_an_exercise_around_cells_keeps_its_title_and_loses_its_end():
    source = "```{exercise-start} Two curves\n:label: ex\n```\n\nWhich?\n\n```{exercise-end}\n```\n"
    shown = make_notebooks.plain(source, make_notebooks.labels(source))
    assert shown == "> **Exercise (Two curves)**\n\nWhich?\n\n\n"
