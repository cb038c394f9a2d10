"""The in-browser lab as its tests drive it: a server whose files can change, and a page.

Requests pass through the lab's service worker, where Playwright's gate would be in their way; so
the server counts them, and the browser itself knows no other host (`conftest.browser`).
"""

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page

from .conftest import ROOT, SUB_PATH, UnderSubPath, listen

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
# As long as a slow machine may take; a lab that fails says so at once.
PATIENCE = 180_000
ENDED = "() => ['ready', 'failed'].includes(document.querySelector('.gd-lab')?.dataset.state)"
MODEL = "window.jupyterapp.shell.currentWidget.content.model.toJSON()"
OPENED = "() => /Starting Python|Running|Ready/.test(document.querySelector('.gd-lab')?.innerText)"
ADD = """async () => {
    const { shell, commands } = window.jupyterapp;
    const notebook = shell.currentWidget.content;
    notebook.activeCellIndex = notebook.widgets.length - 1;
    await commands.execute("notebook:insert-cell-below");
    return notebook.activeCellIndex;
}"""
CONTROLS = """
from gdlib.live import LopsidedBasin
from ipywidgets import FloatSlider

slider, basin = FloatSlider(), LopsidedBasin()
display(slider, basin)
"""
RUN = """async ([index, source]) => {
    const { shell, commands } = window.jupyterapp;
    const notebook = shell.currentWidget.content;
    notebook.activeCellIndex = index;
    notebook.activeCell.model.sharedModel.setSource(source);
    await commands.execute("notebook:run-cell");
    return notebook.activeCell.model.outputs.toJSON();
}"""


class Files(UnderSubPath):
    """Serves a folder, but for the files that are changed, and writes down what it sent."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, server: "Server", **options: object):
        self.files = server
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        self.place = self.path.removeprefix(SUB_PATH + "/").partition("?")[0]
        if self.place not in self.files.changed:
            super().do_GET()
        elif content := self.files.changed[self.place]:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", self.guess_type(self.place))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.files.answers.append((self.place, int(code)))


class Server:
    """A running server: its address, what it answered, and the files that are other than on disk.

    ``changed`` gives the new content of a file by its path, nothing if it is missing.
    """

    def __init__(self, folder: Path):
        self.answers: list[tuple[str, int]] = []
        self.changed: dict[str, bytes] = {}
        handler = functools.partial(Files, directory=os.fspath(folder), server=self)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.home = f"http://127.0.0.1:{self._server.server_port}{SUB_PATH}/"

    def __enter__(self) -> "Server":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def reader(browser: Browser, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """The page of a reader who was never here, and what goes wrong in it."""
    problems: list[str] = []
    with browser.new_context(**options) as context:
        context.set_default_timeout(PATIENCE)
        listen(context, problems)
        yield context.new_page(), problems


def opened(page: Page) -> Page:
    """The page once the chapter is in it, whether Python has started or not."""
    page.wait_for_function(OPENED, polling=200)
    return page


def said(page: Page) -> str:
    """What the strip says when all cells have run or something failed."""
    page.wait_for_function(ENDED, polling=200)  # not at each frame, for Python needs the time
    return page.locator(".gd-lab-doing").inner_text()


def notebook_in(page: Page) -> nbformat.NotebookNode:
    return nbformat.from_dict(page.evaluate(MODEL))


def run(page: Page, source: str) -> str:
    """Add a cell, run it, and return the text that it gives."""
    outputs = page.evaluate(RUN, [page.evaluate(ADD), source])
    return "".join(out.get("text") or out["data"]["text/plain"] for out in outputs).strip()


def assert_keys_reach_python(page: Page) -> None:
    """A slider and an experiment at the end of the notebook: keys move them, Python sees it."""
    run(page, CONTROLS)
    output = page.locator(".jp-Cell").last
    output.get_by_role("slider").first.press("ArrowRight")
    output.get_by_role("slider", name="Step size").press("ArrowRight")
    assert run(page, "slider.value") == "0.1"
    assert run(page, "basin.path.step_size") == "1.21"


def pictures(outputs: list) -> list[str]:
    return [
        out["data"]["image/svg+xml"] for out in outputs if "image/svg+xml" in out.get("data", {})
    ]


def printed(notebook: nbformat.NotebookNode) -> list[list[object]]:
    """The text outputs of each code cell; what is printed in pieces is one."""
    return [shown(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]


def shown(outputs: list[nbformat.NotebookNode]) -> list[object]:
    texts: list[object] = []
    for output in outputs:
        if output.output_type == "stream" and texts and isinstance(texts[-1], str):
            texts[-1] += output.text
        elif output.output_type == "stream":
            texts.append(output.text)
        elif output.output_type == "error":
            texts.append((output.ename, output.evalue))
        else:
            kinds = {"text/plain", "text/latex"} & output.data.keys()
            texts.append({kind: output.data[kind] for kind in sorted(kinds)})
    return texts
