"""Print every deck of a built book into a PDF file, one slide a page: `python pdf.py HTML PDF`.

HTML is the folder of the built book, PDF the folder to print into. Chromium lays the slides out in
reveal.js's print view; experiments are printed as they stand before anyone has touched them.
"""

import os
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        """No line per file: only what goes wrong is worth reading here."""


def print_deck(browser: Browser, address: str, target: Path) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}?print-pdf")
    page.wait_for_selector("html[data-ready]")
    target.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    page.close()


def print_decks(html: Path, pdf: Path) -> list[Path]:
    """Print all decks below `html` into the same places below `pdf`."""
    server = ThreadingHTTPServer(("localhost", 0), partial(Quiet, directory=html))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    targets = []
    with sync_playwright() as playwright:
        chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for deck in sorted(html.rglob("*.slides.html")):
            place = deck.relative_to(html)
            target = pdf / place.with_name(place.name.replace(".slides.html", ".pdf"))
            address = f"http://localhost:{server.server_port}/{place.as_posix()}"
            print_deck(browser, address, target)
            targets.append(target)
        browser.close()
    server.shutdown()
    return targets


if __name__ == "__main__":
    for printed in print_decks(Path(sys.argv[1]), Path(sys.argv[2])):
        print(f"Printed {printed}")
