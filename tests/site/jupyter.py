"""A Jupyter server in a process of its own, driven through its API, as a browser would do it."""

import json
import socket
import subprocess
import urllib.request
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import nbformat
from nbformat.v4 import output_from_msg
from websocket import create_connection

TOKEN = "tested"
PATIENCE = 180
SHOWN = ("stream", "display_data", "execute_result", "error")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Jupyter:
    """A running server. ``command`` starts JupyterLab; ``root`` is the folder that it shows."""

    def __init__(self, command: Sequence[object], root: Path, environment: Mapping[str, str]):
        self.root, self.host = root, f"127.0.0.1:{free_port()}"
        self.process = subprocess.Popen(
            [
                *command, "--no-browser", "--allow-root", "--expose-app-in-browser",
                "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.host.split(':')[1]}",
                f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}",
            ],
            env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> "Jupyter":
        for line in self.process.stderr:
            if f"http://{self.host}" in line:
                return self
        raise RuntimeError("the Jupyter server did not start")

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.communicate()

    def page(self, notebook: Path) -> str:
        """The address at which a browser finds a notebook."""
        place = notebook.relative_to(self.root).as_posix()
        return f"http://{self.host}/lab/tree/{place}?token={TOKEN}&reset"

    def ask(self, method: str, path: str, content: object = None) -> object:
        request = urllib.request.Request(
            f"http://{self.host}/api/{path}", json.dumps(content).encode(), method=method,
            headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def run(self, notebook: Path) -> nbformat.NotebookNode:
        """The notebook with the outputs that its cells give in a kernel of its own."""
        for session in self.ask("GET", "sessions"):
            self.ask("DELETE", f"sessions/{session['id']}")
        kernel = self.ask("POST", "sessions", {
            "path": notebook.relative_to(self.root).as_posix(), "name": "", "type": "notebook",
            "kernel": {"name": "python3"},
        })["kernel"]["id"]  # fmt: skip
        book = nbformat.read(notebook, as_version=4)
        address = f"ws://{self.host}/api/kernels/{kernel}/channels?token={TOKEN}"
        with closing(create_connection(address, timeout=PATIENCE)) as line:
            for cell in book.cells:
                if cell.cell_type == "code":
                    cell.outputs = list(outputs(line, cell.source))
        return book


def outputs(line: object, source: str) -> Iterator[nbformat.NotebookNode]:
    """What a kernel shows for the source of a cell, asked over an open line."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
    header |= {"session": "test", "username": "test", "date": "2020-01-01T00:00:00Z"}
    content = {"code": source, "silent": False, "store_history": True, "stop_on_error": True}
    line.send(json.dumps({
        "channel": "shell", "header": header, "parent_header": {}, "metadata": {},
        "content": content,
    }))  # fmt: skip
    while True:
        message = json.loads(line.recv())
        if message["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        kind, content = message["header"]["msg_type"], message["content"]
        if kind in SHOWN:
            yield output_from_msg({"header": message["header"], "content": content})
        if kind == "status" and content["execution_state"] == "idle":
            return
