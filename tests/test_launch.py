"""Where a chapter can be opened: every address follows from the repository's."""

from IPython.core.interactiveshell import InteractiveShell

import launch
from extensions import lab

REPOSITORY = "https://github.com/somebody/course"


def test_the_addresses_of_a_chapter_follow_from_the_repository():
    assert launch.elsewhere("05_step_size", REPOSITORY, "main") == {
        "Binder": "https://mybinder.org/v2/gh/somebody/course/main"
        "?urlpath=lab%2Ftree%2Fnotebooks%2F05_step_size.ipynb",
        "Colab": "https://colab.research.google.com/github/somebody/course/blob/main"
        "/notebooks/05_step_size.ipynb",
    }


def test_a_course_without_a_repository_offers_what_needs_none(monkeypatch):
    monkeypatch.setattr(launch, "repository", lambda: "")
    shown = lab.forms("05_step_size", "../")
    assert "Run this chapter" in shown and "The notebook" in shown
    assert "https://" not in shown


def test_the_menu_of_a_course_with_a_repository_offers_binder_and_colab(monkeypatch):
    monkeypatch.setattr(launch, "repository", lambda: REPOSITORY)
    shown = lab.forms("05_step_size", "../")
    assert "https://mybinder.org/" in shown and "https://colab.research.google.com/" in shown


def test_the_set_up_cell_does_nothing_where_gdlib_is():
    asked = []
    shell = InteractiveShell()
    shell.register_magic_function(asked.append, magic_name="pip")
    shell.run_cell(launch.set_up_cell(REPOSITORY)).raise_error()
    assert asked == []


def test_the_set_up_cell_asks_for_gdlib_where_it_is_missing():
    asked = []
    shell = InteractiveShell()
    shell.register_magic_function(asked.append, magic_name="pip")
    cell = launch.set_up_cell(REPOSITORY).replace('"gdlib"', '"gdlib_elsewhere"', 1)
    shell.run_cell(cell).raise_error()
    assert asked == [f'install --quiet "gdlib @ git+{REPOSITORY}"']
