"""What turns the book into a site: mathematics, pictures, the code of widgets."""

import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from extensions import freshness, mathematics, pictures, widgets
from gdlib.plots.picture import COLOURS

ROOT = Path(__file__).parents[1]


def quantities(formula: str) -> list[str]:
    """The quantity of each marked symbol of a formula, in order."""
    mathematics.render([(formula, True)])
    return re.findall(r'data-quantity="(\w+)"', mathematics.rendered[formula, True]["html"])


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            r"\theta_{n+1} = \theta_n - \alpha\,\nabla L(\theta_n)",
            ["path", "path", "step", "gradient", "path"],
        ),
        (r"U^\top \nabla L", ["direction", "gradient"]),
        (r"\Delta\theta_n + \Delta x", ["step"]),
        (r"L{\left(\theta \right)}", ["cost", "path"]),  # as SymPy prints it
        (r"\frac\alpha2 x^\alpha \hat\theta", ["step", "step", "path"]),
        (r"\begin{aligned} L &= 1 \end{aligned}", ["cost"]),
    ],
)
def test_a_symbol_wears_the_quantity_of_the_notation(formula, expected):
    assert quantities(formula) == expected


@pytest.mark.parametrize(
    "formula", [r"\text{Loss of U and L}", r"\operatorname{Lip}", r"\nabla f + \Delta x", "M, n"]
)
def test_words_and_other_letters_wear_none(formula):
    assert quantities(formula) == []


@pytest.mark.parametrize("formula", [r"\frac{1}", r"\unknown", "é"])
def test_a_formula_that_cannot_be_read_is_an_error(formula):
    mathematics.render([(formula, False)])
    assert "parse error" in mathematics.rendered[formula, False]["error"]


PICTURE = f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  width="300pt" height="150pt" viewBox="0 0 300 150"><title>A path goes down</title>
  <defs><clipPath id="c"><rect width="9" height="9"/></clipPath><path id="dot" d="M0 0"/></defs>
  <g id="path"><g clip-path="url(#c)" style="stroke: {COLOURS["path"].lower()}"/></g>
  <g id="path"><use xlink:href="#dot"/></g><g id="pathology"/></svg>"""


def test_the_parts_of_a_picture_carry_their_quantity_and_keep_no_idle_ids():
    svg = pictures.inline_svg(PICTURE, "", "picture-7-")
    assert svg.count('data-quantity="path"') == 2
    assert sorted(re.findall(r'\bid="([^"]+)"', svg)) == ["picture-7-c", "picture-7-dot"]
    assert 'url(#picture-7-c)"' in svg
    assert 'href="#picture-7-dot"' in svg


def test_a_picture_takes_its_colours_from_the_page():
    svg = pictures.inline_svg(PICTURE, "", "")
    assert "var(--gd-path)" in svg
    assert COLOURS["path"].lower() not in svg.lower()


def test_a_picture_is_labelled_by_its_cell_and_else_by_its_title():
    assert 'aria-label="Said &amp; done"' in pictures.inline_svg(PICTURE, "Said\n & done", "")
    assert 'aria-label="A path goes down"' in pictures.inline_svg(PICTURE, "", "")


def test_the_code_of_widgets_is_kept_once_and_leaves_the_state():
    model = {"state": {"_esm": "export default {}</script>", "_css": "p {}", "start": 1}}
    state = {"state": {"one": model, "two": json.loads(json.dumps(model)), "slider": {"state": {}}}}
    script = {"body": json.dumps(state)}
    page = {"js_files": {"ipywidgets_state": (None, script)}}
    env = SimpleNamespace(nb_metadata={"a": page}, docname="a")
    widgets.move_code(SimpleNamespace(env=env), None)
    ((key, code),) = page["widget_code"].items()
    assert code == {"_esm": "export default {}</script>", "_css": "p {}"}
    left = json.loads(script["body"])["state"]
    assert left["one"]["state"] == left["two"]["state"] == {"start": 1, "_code": key}
    assert left["slider"]["state"] == {}


def test_any_edit_below_a_folder_changes_its_fingerprint(tmp_path):
    (tmp_path / "module.py").write_text("a = 1")
    fingerprints = {freshness.fingerprint(tmp_path)}
    (tmp_path / "module.py").write_text("a = 2")
    fingerprints.add(freshness.fingerprint(tmp_path))
    (tmp_path / "module.py").rename(tmp_path / "other.py")
    fingerprints.add(freshness.fingerprint(tmp_path))
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "other.pyc").write_text("compiled")
    fingerprints.add(freshness.fingerprint(tmp_path))
    assert len(fingerprints) == 3


def test_the_locks_name_packages_and_no_places_to_fetch_them_from():
    lock = (ROOT / "web" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert "://" not in (ROOT / "requirements.txt").read_text("utf-8")


def test_make_alone_lists_every_target_that_the_readme_names():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", readme)) | {"serve", "test", "book", "clean"}
    assert named <= set(re.findall(r"make ([a-z-]+)", listed))
