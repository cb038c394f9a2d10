"""How soon and how heavy the lab is: `make bench-lab` prints this table for every chapter.

Cold is a browser that was never here, warm the same browser again; from the click on "Run this
chapter" until its last cell is done. Bytes are counted compressed, as servers send text and wasm.
Machines differ: how long the same cells take in a Python of this machine's own stands first.
"""

import gzip
import os
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import Page, sync_playwright

from .conftest import CHROMIUM, SITE
from .labs import NOTEBOOKS, Server, reader, said

PACKED = (".whl", ".zip", ".woff2", ".woff", ".png")


def weight(path: str) -> int:
    """What a file of the site weighs on its way, in bytes."""
    file = Path(SITE, path)
    file = file / "index.html" if file.is_dir() else file
    content = file.read_bytes()
    return len(content) if file.suffix in PACKED else len(gzip.compress(content, 6))


def seconds_to_run(page: Page, address: str) -> float:
    page.goto(address)
    page.get_by_role("link", name="Run this chapter").click(no_wait_after=True)
    clicked = time.perf_counter()
    assert said(page).startswith("Ready.")
    return time.perf_counter() - clicked


def seconds_natively(chapter: str) -> float:
    """From the start of a kernel on this machine until the chapter's last cell is done."""
    notebook = nbformat.read(SITE / "notebooks" / f"{chapter}.ipynb", as_version=4)
    began = time.perf_counter()
    NotebookClient(notebook, kernel_name="python3").execute()
    return time.perf_counter() - began


def measure(chapter: str, server: Server, page: Page) -> None:
    load = os.getloadavg()[0]
    print(f"| {chapter} | native | {seconds_natively(chapter):.1f} | | | {load:.1f} |")
    for visit in ("cold", "warm"):
        server.answers.clear()
        load = os.getloadavg()[0]
        seconds = seconds_to_run(page, f"{server.home}book/{chapter}.html")
        lab = [(path, code) for path, code in server.answers if path.startswith("lab/")]
        moved = sum(weight(path) for path, code in lab if code == 200)
        print(
            f"| {chapter} | {visit} | {seconds:.1f} | {moved / 1e6:.1f} | {len(lab)} | {load:.1f} |"
        )


def main() -> None:
    folder = sum(file.stat().st_size for file in (SITE / "lab").rglob("*") if file.is_file())
    print(f"The lab's folder: {folder / 1e6:.1f} MB\n")
    print("| chapter | visit | seconds | MB moved | requests | load before |")
    print("|---|---|---|---|---|---|")
    with sync_playwright() as playwright, playwright.chromium.launch(**CHROMIUM) as browser:
        for chapter in NOTEBOOKS:
            with Server(SITE) as server, reader(browser) as (page, _):
                measure(chapter, server, page)


if __name__ == "__main__":
    main()
