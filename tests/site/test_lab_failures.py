"""When the lab cannot run, it says so in a sentence, and no cell waits for what never comes."""

import json
import re

import pytest
from playwright.sync_api import expect

from .conftest import CHROMIUM, SITE
from .labs import NOTEBOOKS, PATIENCE, Server, reader, said

LAB = f"lab/notebooks/index.html?path={NOTEBOOKS[-1]}.ipynb"
WHEELS = SITE / "lab" / "static" / "pyodide"


def assert_says(page, sentence):
    assert re.search(sentence, said(page))
    expect(page.get_by_text("[*]:")).to_have_count(0)


@pytest.mark.slow
@pytest.mark.parametrize("file", ["numpy-*.whl", "pyodide.asm.wasm", "pyodide-lock.json"])
def test_a_missing_file_is_told(browser, file):
    (path,) = WHEELS.glob(file)
    with Server(SITE) as server, reader(browser) as (page, _):
        server.changed[path.relative_to(SITE).as_posix()] = b""
        page.goto(server.home + LAB)
        assert_says(page, r"^Python could not be fetched\. Check your connection")
        server.changed.clear()
        page.get_by_role("button", name="Try again").click()
        page.wait_for_load_state()
        assert_says(page, r"^Ready\.")


def test_a_browser_without_webassembly_is_told(browser):
    with Server(SITE) as server, reader(browser) as (page, problems):
        page.add_init_script("delete globalThis.WebAssembly")
        page.goto(server.home + LAB)
        assert_says(page, "lacks WebAssembly")
        assert problems == []


@pytest.mark.slow
@pytest.mark.parametrize("pages", [300, 700])
def test_a_device_without_memory_for_python_or_for_its_packages_is_told(browser, pages):
    small = browser.browser_type.launch(**CHROMIUM | {
        "args": [*CHROMIUM["args"], f"--js-flags=--wasm-max-mem-pages={pages}"],
    })  # fmt: skip
    with Server(SITE) as server, small, reader(small) as (page, _):
        page.goto(server.home + LAB)
        assert_says(page, r"^This device ran out of memory")


@pytest.mark.slow
def test_a_browser_that_may_store_nothing_is_told(browser, tmp_path):
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(settings))
    context = browser.browser_type.launch_persistent_context(tmp_path, **CHROMIUM)
    with Server(SITE) as server, context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(server.home + LAB)
        assert_says(page, r"^The lab may not store anything in this browser\.")
