"""How long a chapter takes, and what may be left out, in a small book of its own."""

import re

import pytest
from sphinx.testing.util import SphinxTestApp

CONFIGURATION = (
    "extensions = ['myst_parser', 'extensions.reading']\nmyst_enable_extensions = ['colon_fence']"
)
INDEX = """# Book

:::{toctree}
long
short
:::

:::{container} gd-chapters

1. [Long](long)
   About it.
2. [Short](short)
:::
"""
LONG = f"""---
core_minutes: 7
---
# Long

{"word " * 1600}

:::{{container}} exercise
{"task " * 1600}
:::

```
{"code " * 1600}
```

## Aside (optional)

One.

## Not optional
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    source = tmp_path_factory.mktemp("book")
    pages = {"conf.py": CONFIGURATION, "index.md": INDEX, "long.md": LONG, "short.md": "# Short"}
    for name, text in pages.items():
        (source / name).write_text(text)
    app = SphinxTestApp("html", srcdir=source)
    app.build()
    yield app.outdir
    app.cleanup()


def test_a_chapter_s_minutes_are_those_of_its_running_text_and_its_author_s_core(book):
    page = (book / "index.html").read_text("utf-8")
    said = re.findall(r'<span class="gd-minutes">(.*?)</span>', page)
    assert said == ["10 minutes to read, 7 in the core path of the lecture", "1 minute to read"]


def test_a_section_is_optional_when_its_heading_says_so(book):
    page = (book / "long.html").read_text("utf-8")
    assert re.findall(r'<section class="gd-optional" id="([^"]*)"', page) == ["aside-optional"]


def test_under_the_list_of_chapters_stands_how_long_their_core_paths_take_together(book):
    page = (book / "index.html").read_text("utf-8")
    (said,) = re.findall(r'<p class="gd-core-path">(.*?)</p>', page)
    assert said == "The core path of all chapters together: one lecture of 7 minutes."
