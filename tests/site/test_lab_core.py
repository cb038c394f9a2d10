"""gdlib's tests that need pytest, NumPy and SymPy only pass in the browser's Python too."""

import base64
import io
import zipfile
from importlib.metadata import distribution

import pytest

from .conftest import ROOT, SITE
from .labs import Server, reader

CORE = [
    file for file in (ROOT / "tests").glob("test_*.py") if "pytest.mark.core" in file.read_text()
]
RUN = """async ([folder, archive, program]) => {
    const packages = ["gdlib", "packaging", "pygments"];
    const python = await loadPyodide({ indexURL: folder, packages });
    const bytes = Uint8Array.from(atob(archive), (letter) => letter.charCodeAt(0));
    python.unpackArchive(bytes, "zip", { extractDir: "/course" });
    return python.runPython(program).toJs();
}"""
PROGRAM = """
import contextlib, io, os, sys
sys.path.insert(0, "/course/packages")
os.chdir("/course")
import pytest
said = io.StringIO()
with contextlib.redirect_stdout(said):
    code = pytest.main(["tests", "-q", "--capture=sys", "-p", "no:cacheprovider", "-m", "core"])
[int(code), said.getvalue()]
"""


def archive() -> str:
    """pytest, the core tests and their settings, packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.write(ROOT / "pyproject.toml", "pyproject.toml")
        for file in CORE:
            bundle.write(file, f"tests/{file.name}")
        for name in ("pytest", "pluggy", "iniconfig"):
            for file in distribution(name).files:
                if file.suffix == ".py":
                    bundle.write(file.locate(), f"packages/{file}")
    return base64.b64encode(packed.getvalue()).decode()


@pytest.mark.slow
def test_the_core_of_gdlib_passes_its_tests_in_the_browsers_python(browser):
    with Server(SITE) as server, reader(browser) as (page, _):
        folder = f"{server.home}lab/static/pyodide/"
        page.goto(f"{folder}pyodide-lock.json")
        page.add_script_tag(url=f"{folder}pyodide.js")
        code, said = page.evaluate(RUN, [folder, archive(), PROGRAM])
    assert code == 0, said
    assert f"{len(CORE)} " and "passed" in said
