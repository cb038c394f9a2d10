"""Python in the browser, as a part of the site: `python -m lab.build SITE CACHE`.

JupyterLite's builder makes the folder `lab/` of the site out of a source folder that is put
together here: the notebooks, gdlib as a wheel, the browser's Python (browser_python.py), the
settings beside this file. Then each page of the lab gets our start (page/) and the lab its memory
(service-worker.js). It is made again only when something that it is made of has changed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from lab.browser_python import install

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXTENSIONS = Path(sys.prefix, "share", "jupyter", "labextensions")
KERNEL = EXTENSIONS / "@jupyterlite" / "pyodide-kernel-extension"
SHOWN = (KERNEL, EXTENSIONS / "@jupyter-widgets" / "jupyterlab-manager", EXTENSIONS / "anywidget")
APPS = ("notebooks", "tree")
MADE_OF = (
    "gdlib", "notebooks", "web/lab", "web/static/palette.css",
    "pyproject.toml", "requirements.txt", "web/package.json",
)  # fmt: skip
PALETTE = ROOT / "web" / "static" / "palette.css"
STAMP = "made-of.txt"
START = re.compile(r"<script>\s*\(async function.*?</script>", re.DOTALL)

HEAD = """\
<link rel="icon" href="../../_static/favicon.svg">
    <link rel="stylesheet" href="../page/palette.css">
    <link rel="stylesheet" href="../page/start.css">
    <script type="module" src="../page/start.js"></script>"""


def fingerprint() -> str:
    """A hash of all that the lab is made of."""
    digest = hashlib.sha256()
    for path in map(ROOT.joinpath, MADE_OF):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()


def published(notebook: Path) -> nbformat.NotebookNode:
    """A chapter's notebook as the lab opens it: its kernel, and what start.js wants to know.

    The version is a hash of the cells' sources, so that a reader's copy which is not edited is
    known to be none of theirs.
    """
    node = nbformat.read(notebook, as_version=4)
    node.cells = [cell for cell in node.cells if "set-up" not in cell.metadata.get("tags", [])]
    sources = "\0".join(cell.source for cell in node.cells)
    (title, *_) = (re.sub(r"^#\s*", "", line) for line in sources.splitlines() if line[:2] == "# ")
    node.metadata = {
        "kernelspec": {"name": "python", "display_name": "Python", "language": "python"},
        "language_info": {"name": "python"},
        "course": {
            "title": title,
            "page": f"book/{notebook.stem}.html",
            "version": hashlib.sha256(sources.encode()).hexdigest(),
        },
    }
    return node


def gdlib_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = folder.glob("gdlib-*.whl")
    return wheel


def put_together(source: Path, cache: Path) -> None:
    """Fill the source folder of JupyterLite's builder."""
    notebooks = source / "notebooks"
    notebooks.mkdir(parents=True)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        nbformat.write(published(notebook), notebooks / notebook.name)
    carried = [
        wheel
        for wheel in (KERNEL / "static" / "pypi").glob("*.whl")
        if not wheel.name.startswith("widgetsnbextension")
    ]
    packages = install(
        pyodide=ROOT / "web" / "node_modules" / "pyodide",
        carried=carried,
        gdlib=gdlib_wheel(source / "wheels"),
        cache=cache / "downloads",
        work=source / "full",
        target=source / "pyodide",
    )
    settings = json.loads((HERE / "jupyter-lite.json").read_text())
    kernel = settings["jupyter-config-data"]["litePluginSettings"]
    kernel["@jupyterlite/pyodide-kernel-extension:kernel"]["loadPyodideOptions"]["packages"] = (
        packages
    )
    (source / "jupyter-lite.json").write_text(json.dumps(settings))
    shutil.copy(HERE / "overrides.json", source)
    options = {
        "apps": APPS,
        "contents": [str(notebooks)],
        "federated_extensions": [str(extension) for extension in SHOWN],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
    config = {"LiteBuildConfig": options}
    (source / "jupyter_lite_config.json").write_text(json.dumps(config))


def run_builder(source: Path, lab: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", lab],
        cwd=source, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"JupyterLite could not build the lab:\n{done.stdout}\n{done.stderr}")


def add_start(source: Path, lab: Path) -> None:
    """Let our start come first in each page of the lab, and the app after it.

    Python goes in here too: the builder would have the kernel start another than the started one.
    """
    shutil.copytree(source / "pyodide", lab / "static" / "pyodide")
    shutil.copytree(HERE / "page", lab / "page")
    shutil.copy(PALETTE, lab / "page")
    sizes = {
        file.relative_to(lab).as_posix(): file.stat().st_size
        for file in sorted((lab / "static" / "pyodide").iterdir())
    }
    (lab / "page" / "python-files.json").write_text(json.dumps(sizes))
    for app in APPS:
        page = lab / app / "index.html"
        text, count = START.subn(HEAD, page.read_text("utf-8"))
        if count != 1:
            raise SystemExit(f"{page} does not start as it did: web/lab/build.py must follow")
        # What is fetched before the service worker is there would be fetched again next time.
        text = text.replace('rel="preload"', 'rel="alternate"', 1)
        page.write_text(text.replace("<html>", '<html lang="en">', 1), "utf-8")


def add_memory(lab: Path) -> None:
    """Tell the service worker all files of the lab, each with its hash."""
    library = (lab / "service-worker.js").rename(lab / "service-worker-of-jupyterlite.js")
    files = {
        file.relative_to(lab).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        for file in sorted(lab.rglob("*"))
        if file.is_file()
    }
    script = (HERE / "service-worker.js").read_text("utf-8")
    lines = (f"const FILES = {json.dumps(files)};", script, f"importScripts('{library.name}');")
    (lab / "service-worker.js").write_text("\n".join(lines) + "\n", "utf-8")


def main(site: Path, cache: Path) -> None:
    lab, source, made_of = site / "lab", cache / "source", fingerprint()
    if (lab / STAMP).exists() and (lab / STAMP).read_text() == made_of:
        return
    print("Building the lab: the chapters in the reader's browser")
    for folder in (lab, source):
        shutil.rmtree(folder, ignore_errors=True)
    put_together(source, cache)
    run_builder(source, lab)
    add_start(source, lab)
    add_memory(lab)
    (lab / STAMP).write_text(made_of)


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:3]))
