"""What the slides must hold, read from the chapters' sources, cell by cell, with jupytext."""

import jupytext
import pytest

import make_notebooks

from .conftest import ROOT

CHAPTER = "book/05_step_size"


def cells_of(name: str) -> list:
    return jupytext.read(ROOT / f"{name}.md").cells


def kind_of(cell) -> str | None:
    return cell.metadata.get("slideshow", {}).get("slide_type")


def is_off_page(cell) -> bool:
    return kind_of(cell) == "notes" or "slide-only" in cell.metadata.get("tags", [])


def slides_of(name: str) -> int:
    """How many slides a page must have: one for its title, one for each cell that opens one."""
    return 1 + sum(kind_of(cell) in ("slide", "subslide") for cell in cells_of(name))


NAMES = sorted(
    name
    for page in make_notebooks.with_code(ROOT / "book")
    if slides_of(name := page.relative_to(ROOT).with_suffix("").as_posix()) > 1
)
# What takes a browser half a minute a deck: one of them at once, the others among the slow tests.
ONE_AT_ONCE = [
    pytest.param(name, marks=() if name == CHAPTER else pytest.mark.slow) for name in NAMES
]

# Everything that reaches over the edge of its sheet, or under the bar at its foot.
TOO_BIG = """() => [...document.querySelectorAll(".gd-slide")].flatMap((slide) => {
  const sheet = slide.getBoundingClientRect();
  const foot = sheet.bottom - 40 * sheet.width / 1280;
  const isOver = (part) => {
    const box = part.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && (box.left < sheet.left - 1
      || box.top < sheet.top - 1 || box.right > sheet.right + 1 || box.bottom > foot);
  };
  const parts = slide.querySelectorAll("*:not(svg *, .katex-mathml, .katex-mathml *)");
  return [...parts].filter(isOver).map((part) =>
    `${slide.textContent.trim().slice(0, 40)}: ${part.tagName} ${part.className}`);
})"""

CURRENT = ".slides section.present:not(.stack)"


def go_to_slide_with(page, selector: str) -> int:
    index = page.evaluate(
        "(selector) => [...document.querySelectorAll('.slides > section')]"
        ".findIndex((slide) => slide.querySelector(selector))",
        selector,
    )
    page.evaluate("(index) => (location.hash = `#/${index}`)", index)
    page.wait_for_selector(f"{CURRENT} {selector}", state="attached")
    return index
