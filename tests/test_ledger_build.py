"""The ledger in a build: checks that hold it up, badges and entries that lead to each other."""

import re
from pathlib import Path

import pytest
import yaml
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util.docutils import docutils_namespace

from extensions.ledger.domain import LedgerError

PART = {"kind": "proved", "states": "x/2", "by": "is derived."}
ENTRY = {
    "claim": "L1",
    "says": "It is half of $x$.",
    "verdict": "stands",
    "precise": "It is $[[part]]$.",
    "source": "Elementary.",
    "checks": {"part": PART},
}
CHECKS_OF_ONE = """
import sympy as sp
from pathlib import Path

x = sp.Symbol("x", positive=True)


def check_L1_part(states):
    with Path(__file__).parents[2].joinpath("runs").open("a") as runs:
        runs.write("x")
    assert states == x / 2
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    source = tmp_path / "book"
    (source / "ledger").mkdir(parents=True)
    (source / "ledger" / "01_one.yml").write_text(yaml.safe_dump([ENTRY]))
    (source / "ledger" / "01_one.py").write_text(CHECKS_OF_ONE)
    (source / "index.md").write_text("# Index\n\n```{toctree}\n:glob:\n*\n```\n")
    (source / "claims.md").write_text("# Claims\n\n```{ledger} L\n```\n")
    (source / "01_one.md").write_text("# One half\n\nHalf. {claim}`L1`\n")
    return source


def build(source: Path) -> dict[str, str]:
    """The pages of a book, built with every warning an error."""
    settings = {
        "extensions": ["myst_parser", "sphinxcontrib.bibtex", "extensions.ledger"],
        "myst_enable_extensions": ["deflist", "dollarmath"],
        "bibtex_bibfiles": [],
        "ledger_folder": "ledger",
    }
    out = source.parent / "html"
    with docutils_namespace():
        app = Sphinx(
            source,
            None,
            out,
            source.parent / "doctrees",
            "html",
            settings,
            status=None,
            warningiserror=True,
            parallel=2,
        )
        app.build()
    return {page.stem: page.read_text() for page in out.glob("*.html")}


def links(page: str) -> dict[str, str]:
    """The addresses of the badges of a page, by their anchors."""
    badges = re.findall(r"<a [^>]*gd-badge[^>]*>", page)
    found = (
        (re.search(f' {name}="(.*?)"', badge)[1] for name in ("id", "href")) for badge in badges
    )
    return dict(found)


def test_a_badge_and_its_entry_link_to_each_other(book: Path):
    pages = build(book)
    assert links(pages["01_one"]) == {"claim-l1-1": "claims.html#l1"}
    assert 'aria-label="L1 · stands · proved"' in pages["01_one"]
    assert re.search(r'<section class="gd-claim"[^>]* id="l1"', pages["claims"])
    assert 'href="01_one.html#claim-l1-1"' in pages["claims"]


def test_a_new_badge_is_linked_back_to_when_only_its_page_has_changed(book: Path):
    build(book)
    (book / "01_one.md").write_text("# One half\n\n{claim}`L1` Half. {claim}`L1`\n")
    assert 'href="01_one.html#claim-l1-2"' in build(book)["claims"]
    (book / "01_one.md").write_text("# One half\n\nHalf.\n")
    assert "#claim-l1-" not in build(book)["claims"]


def test_pages_read_in_parallel_are_all_linked_back_to(book: Path):
    for number in range(8):
        (book / f"x{number}.md").write_text(f"# Page {number}\n\n{{claim}}`L1`\n")
    claims = build(book)["claims"]
    assert all(f'href="x{number}.html#claim-l1-1"' in claims for number in range(8))


def test_checks_run_again_just_when_something_they_stand_on_has_changed(book: Path):
    def edit(name: str) -> None:
        with (book / name).open("a") as file:
            file.write("\n# edited\n")

    runs = []
    for name in ("claims.md", "01_one.md", "ledger/01_one.yml", "ledger/01_one.py"):
        build(book)
        runs.append((book.parent / "runs").read_text())
        edit(name)
    build(book)
    assert [*runs, (book.parent / "runs").read_text()] == ["x", "x", "x", "xx", "xxx"]


def test_an_edited_entry_changes_its_badges(book: Path):
    build(book)
    edited = ENTRY | {"verdict": "corrected"}
    (book / "ledger" / "01_one.yml").write_text(yaml.safe_dump([edited]))
    assert "L1 · corrected · proved" in build(book)["01_one"]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"states": "x/3"}, "L1 part: x/3: AssertionError"),
        ({"states": None}, "L1 part: states: missing"),
    ],
)
def test_a_check_that_fails_or_is_missing_stops_the_build(book: Path, edit: dict, message: str):
    entry = ENTRY | {"checks": {"part": PART | edit}}
    (book / "ledger" / "01_one.yml").write_text(yaml.safe_dump([entry]))
    with pytest.raises(LedgerError, match=message):
        build(book)


def test_an_entry_whose_check_was_deleted_stops_the_build(book: Path):
    (book / "ledger" / "01_one.py").write_text("import sympy as sp\nx = sp.Symbol('x')\n")
    with pytest.raises(LedgerError, match="no function check_L1_part"):
        build(book)


def test_a_check_without_an_entry_stops_the_build(book: Path):
    (book / "ledger" / "01_one.yml").write_text("[]")
    with pytest.raises(LedgerError, match="check_L1_part: no entry"):
        build(book)


def test_two_entries_of_one_number_stop_the_build(book: Path):
    (book / "ledger" / "01_one.yml").write_text(yaml.safe_dump([ENTRY, ENTRY]))
    with pytest.raises(LedgerError, match="L1: claim: there are two entries, 01_one and 01_one"):
        build(book)


def test_a_badge_of_an_unknown_claim_is_a_warning(book: Path):
    (book / "01_one.md").write_text("# One half\n\n{claim}`L99`\n")
    with pytest.raises(SphinxWarning, match="the ledger has no claim L99"):
        build(book)


def test_a_badge_with_no_page_to_link_to_is_a_warning(book: Path):
    (book / "claims.md").unlink()
    with pytest.raises(SphinxWarning, match="no page prints the ledger"):
        build(book)
