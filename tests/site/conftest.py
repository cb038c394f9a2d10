"""The built book in a real browser: served under a sub-path, every other host out of reach.

`make test` builds the book first and names its folder in `SITE`. Whatever a test does on a page,
the page must write no error to the console, ask no other host for anything, and miss no file: the
fixtures check that when the test is over.
"""

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    Route,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("SITE", ROOT / "_build" / "html")).resolve()
SUB_PATH = "/a/course"
# The lab's pages are an application's, with tests of their own.
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("*.html")
    if path.relative_to(SITE).parts[0] != "lab"
)

# What the theme, its extensions and JupyterLab tell the console about their doings.
REPORTS = ("[PST]", "[togglebutton]", "Menu entry for command")

# Chromium has no sandbox for the superuser, whom build machines often are. No other host's name
# leads anywhere.
CHROMIUM = {
    "executable_path": shutil.which("chromium"),
    "args": ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
}

# What passes need not be told: to name each of thousands of elements takes a third of the time.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}

ALL_LIVE = """() => document.readyState === "complete"
    && !document.querySelector('.gd-experiment:not([data-state="live"])')"""


def violations(page: Page) -> list[str]:
    """What axe finds against the rules of access, with the elements."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:300]}" for rule in found for node in rule["nodes"]]


class UnderSubPath(SimpleHTTPRequestHandler):
    """Serves a folder at SUB_PATH, and nothing elsewhere."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(SUB_PATH) if path.startswith(SUB_PATH + "/") else "/not found"
        return super().translate_path(inside)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the site is served."""
    assert (SITE / "index.html").exists(), f"no book in {SITE}: run `make book`"
    handler = functools.partial(UnderSubPath, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


def listen(context: BrowserContext, problems: list[str]) -> None:
    """Write down what goes wrong in a context."""

    def check(response: Response) -> None:
        if response.status >= 400:
            problems.append(f"{response.status} for {response.url}")

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REPORTS):
            problems.append(f"{message.type}: {message.text}")

    context.on("response", check)
    context.on("console", hear)
    context.on("weberror", lambda error: problems.append(str(error.error)))


@contextmanager
def watched(browser: Browser, home: str, **options: object) -> Iterator[Page]:
    """A page in a context of its own; when it is left, nothing may have gone wrong in it."""
    problems: list[str] = []

    def gate(route: Route) -> None:
        if route.request.url.startswith((home, "blob:", "data:")):
            route.continue_()
        else:
            problems.append(f"asked for {route.request.url}")
            route.abort()

    with browser.new_context(**options) as context:
        context.route("**/*", gate)
        listen(context, problems)
        yield context.new_page()
    assert problems == []


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """`visit("book/intro.html", width=390)` opens a page and waits until its experiments live."""
    with ExitStack() as open_pages:

        def visit(path: str, width: int = 1280, height: int = 800, **options: object) -> Page:
            options["viewport"] = {"width": width, "height": height}
            page = open_pages.enter_context(watched(browser, address, **options))
            page.goto(address + path)
            if options.get("java_script_enabled", True):
                page.wait_for_function(ALL_LIVE)
            return page

        yield visit


@pytest.fixture
def open_deck(visit: Callable[..., Page]) -> Callable[..., Page]:
    """`open_deck("book/intro", "?core")` opens a page's deck and waits until it is laid out."""

    def open_deck(name: str, place: str = "", width: int = 1280, height: int = 720, **options):
        page = visit(f"{name}.slides.html{place}", width, height, **options)
        page.wait_for_selector("html[data-ready]")
        return page

    return open_deck


@pytest.fixture
def look(visit: Callable[..., Page], request: pytest.FixtureRequest) -> Callable[..., Locator]:
    """`look("scene:1")` opens the module's CHAPTER with its EXPERIMENT in that state, unmoving."""

    def look(state: str = "", key: str = "", **options: object) -> Locator:
        key = key or request.module.EXPERIMENT
        address = f"{request.module.CHAPTER}?{key}={state}" if state else request.module.CHAPTER
        page = visit(address, reduced_motion="reduce", **options)
        return page.locator(f"[data-experiment={key}]")

    return look
