"""The same notebooks on a Jupyter server: Binder's image and environment, and Colab's first cell.

The image is not built here, but its recipe is read, and its environment made again in a folder of
its own; there the server starts as it does in the image, and is driven through its own API.
"""

import os
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path

import nbformat
import psutil
import pytest
from playwright.sync_api import expect

import launch

from .conftest import ROOT
from .jupyter import Jupyter
from .labs import assert_keys_reach_python, printed, reader

BINDER = ROOT / ".binder"
KERNEL_IS_IDLE = """() =>
    window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'
"""
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"), key=lambda path: path.stem)
ALIVE = [notebook for notebook in NOTEBOOKS if "gdlib.live" in notebook.read_text("utf-8")]


def test_the_image_installs_the_pinned_packages_before_it_sees_what_changes_often():
    recipe = subprocess.run(
        [Path(sys.executable).with_name("jupyter-repo2docker"), "--no-build", "--debug", ROOT],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    pins = recipe.index("COPY --chown=0:0 src/.binder/requirements.txt")
    install = recipe.index('pip install --no-cache-dir -r ".binder/requirements.txt"')
    everything = recipe.index("COPY --chown=0:0 src/ ")
    ours = recipe.index("RUN ./.binder/postBuild")
    assert pins < install < everything < ours


def test_the_image_has_the_versions_that_are_tested():
    tested = set((ROOT / "requirements.txt").read_text().splitlines())
    pinned = (BINDER / "requirements.txt").read_text().splitlines()
    assert [pin for pin in pinned if pin not in tested] == ["nbgitpuller==1.3.0"]  # the hub's


def fresh(folder: Path, *packages: str) -> Path:
    """A new environment with these packages; return its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile"]
    subprocess.run([*pip, "--disable-pip-version-check", *packages], check=True)
    return python


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """A server in an environment made as the image's is, with the server that an image brings."""
    folder = tmp_path_factory.mktemp("image")
    server = [f"{name}=={version(name)}" for name in ("jupyterlab", "ipykernel", "pip")]
    python = fresh(folder, "-r", str(BINDER / "requirements.txt"), *server)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NB_PYTHON_PREFIX": str(folder)}
    environment.pop("PYTHONPATH")
    subprocess.run([BINDER / "postBuild"], cwd=ROOT, env=environment, check=True)
    with Jupyter([BINDER / "start", python, "-m", "jupyterlab"], ROOT, environment) as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_runs_on_the_server_and_fits_in_a_quarter_of_a_gigabyte(jupyter, notebook):
    reference = nbformat.read(notebook, as_version=4)
    assert printed(jupyter.run(notebook)) == printed(reference)
    server = psutil.Process(jupyter.process.pid)
    processes = [server, *server.children(recursive=True)]
    memory = sum(process.memory_full_info().pss for process in processes)
    print(f"{notebook.stem}: server and Python take {memory / 2**20:.0f} MiB")
    assert memory < 250 * 2**20


@pytest.mark.slow
@pytest.mark.parametrize("notebook", ALIVE[-2:], ids=lambda path: path.stem)
def test_a_chapter_opens_in_a_browser_and_its_experiments_are_live(jupyter, browser, notebook):
    with reader(browser) as (page, _):
        page.goto(jupyter.page(notebook))
        page.wait_for_function(KERNEL_IS_IDLE, polling=200)
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        expect(page.locator(".jp-OutputArea-output [data-experiment]").first).to_be_attached()
        assert_keys_reach_python(page)


@pytest.mark.slow
def test_the_set_up_cell_brings_gdlib_to_a_python_without_it(tmp_path):
    python = fresh(tmp_path / "colab", "ipython", "pip")
    cell = launch.set_up_cell(ROOT.as_uri())
    script = tmp_path / "cell.ipy"
    script.write_text(f"{cell}\nfrom gdlib import LOSSES\nprint(LOSSES['vee'].expression)")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-m", "IPython", script], cwd=tmp_path, env=environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Abs" in done.stdout or "Max" in done.stdout or "Piecewise" in done.stdout
