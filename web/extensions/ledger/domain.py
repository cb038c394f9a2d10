"""What the build knows about the ledger: its entries, its checks, and where the badges are."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import numpy
import sympy
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from extensions.freshness import ROOT, fingerprint
from extensions.ledger.entries import Check, Entry, load
from extensions.ledger.page import badge

logger = logging.getLogger(__name__)


class LedgerError(SphinxError):
    """The ledger cannot be read, or one of its checks does not pass."""

    category = "The ledger of claims"


class LedgerDomain(Domain):
    """The entries, the pages that print them by series, and the badges of every page."""

    name = "ledger"
    label = "Ledger of claims"
    object_types = {"claim": ObjType("claim", "claim")}
    initial_data = {"pages": {}, "uses": {}}
    data_version = 1  # one more with each change of the shape of `initial_data`
    dangling_warnings = {"claim": "no page prints the ledger: %(target)s has nothing to link to"}

    @property
    def folder(self) -> Path:
        return Path(self.env.srcdir, self.env.config.ledger_folder)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        try:
            return load(self.folder)
        except ValueError as error:
            raise LedgerError(str(error)) from error

    def note_reader(self) -> None:
        """Have Sphinx read the current page again whenever the ledger's files change."""
        for path in sorted(self.folder.glob("*.[py]*")):
            self.env.note_dependency(str(path))

    def note_use(self, claim: str, anchor: str) -> None:
        self.data["uses"].setdefault(self.env.docname, []).append((claim, anchor))

    def uses(self, claim: str) -> Iterator[tuple[str, str]]:
        """The pages and anchors of an entry's badges."""
        for docname, badges in sorted(self.data["uses"].items()):
            yield from ((docname, anchor) for used, anchor in badges if used == claim)

    def clear_doc(self, docname: str) -> None:
        self.data["uses"].pop(docname, None)
        pages = self.data["pages"]
        self.data["pages"] = {series: page for series, page in pages.items() if page != docname}

    def merge_domaindata(self, docnames: set[str], otherdata: dict) -> None:
        uses = otherdata["uses"]
        self.data["uses"].update({name: uses[name] for name in docnames if name in uses})
        pages = otherdata["pages"]
        self.data["pages"].update({s: page for s, page in pages.items() if page in docnames})

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        page = self.data["pages"].get(self.entries[target].series)
        if page is None:
            return None
        return badge(self.entries[target], builder.get_relative_uri(fromdocname, page))

    def resolve_any_xref(self, *args) -> list:
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for entry in self.entries.values():
            if entry.series in self.data["pages"]:
                page = self.data["pages"][entry.series]
                yield entry.claim, entry.label, "claim", page, entry.anchor, 1


def run_checks(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the check of every part that states something, unless these very files passed before."""
    domain = env.get_domain("ledger")
    passed = Path(app.doctreedir, "ledger-passed")
    state = _state(domain.folder)
    if passed.exists() and passed.read_text() == state:
        return
    checks = [c for e in domain.entries.values() for c in e.checks if c.test]
    logger.info("checking the ledger: %d checks", len(checks))
    failures = list(failing(checks))
    if failures:
        raise LedgerError("\n".join(["a check does not pass", *failures]))
    passed.write_text(state)


def failing(checks: Iterable[Check]) -> Iterator[str]:
    """For each check that does not pass: its entry, its part, and what it found."""
    for check in checks:
        try:
            check.test(check.states)
        except Exception as error:  # whatever stops a check, the claim is not checked
            yield f"{check.label}: {check.states}: {type(error).__name__}: {error}"


def _state(ledger: Path) -> str:
    versions = (sys.version, sympy.__version__, numpy.__version__)
    sources = (ROOT / "gdlib", ledger, Path(__file__).parent)
    parts = (*map(fingerprint, sources), *versions)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
