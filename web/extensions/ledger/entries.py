"""Reading the ledger's files: every entry validated, its formulas parsed, its checks found.

    book/ledger/NN_topic.yml ──> Entry, Check <── functions check_L33_converges in NN_topic.py

The format is described in `extensions.ledger`, which puts the entries on the page. Nothing here
knows about Sphinx: the tests read the same entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import sympy as sp
import yaml
from sympy.parsing.sympy_parser import parse_expr

VERDICTS = ("stands", "stands with a condition", "corrected")
TO_COME = "to come"
KINDS = ("proved", "computed", "illustrated", "cited")
ENTRY_FIELDS = ("claim", "says", "verdict", "precise", "source", "checks")
TO_COME_FIELDS = ("claim", "says", "verdict", "chapter")
CHECK_FIELDS = ("kind", "states", "by")
SLOT = re.compile(r"\[\[(\w+)\]\]")


@dataclass(frozen=True)
class Check:
    """One checked (or, for a cited one without ``states``, only sourced) part of an entry."""

    claim: str
    name: str
    kind: str
    by: str
    states: sp.Basic | None
    latex: str
    test: Callable[[sp.Basic], None] | None

    @property
    def label(self) -> str:
        return f"{self.claim} {self.name}"


@dataclass(frozen=True)
class Entry:
    """One claim, of the lecture (L33) or of a text in print (P3), and what the course says."""

    claim: str
    chapter: str
    says: str
    verdict: str
    precise: str = ""
    source: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def series(self) -> str:
        """The letter that its number begins with: where the claim was made."""
        return self.claim[0]

    @property
    def anchor(self) -> str:
        return self.claim.lower()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its parts, each once, the strongest first."""
        return tuple(k for k in KINDS if k in {check.kind for check in self.checks})

    @property
    def label(self) -> str:
        """The entry in a few words: number, verdict and kinds."""
        return " · ".join(filter(None, (self.claim, self.verdict, ", ".join(self.kinds))))


def load(folder: Path) -> dict[str, Entry]:
    """The entries of all files of a folder: the lecture's in its order, then those in print.

    Raises
    ------
    ValueError
        If an entry is not of the format; the message names the entry and the field.
    """
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.yml")):
        module = _module(path.with_suffix(".py"))
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            entry = read_entry(raw, path.stem, module)
            if entry.claim in entries:
                both = f"{path.stem} and {entries[entry.claim].chapter}"
                raise ValueError(f"{entry.claim}: claim: there are two entries, {both}")
            entries[entry.claim] = entry
        _refuse_orphans(module, [e for e in entries.values() if e.chapter == path.stem])
    return dict(sorted(entries.items(), key=lambda item: _place(item[0])))


def read_entry(raw: dict, chapter: str, module: ModuleType | None) -> Entry:
    """One entry as it stands in the file, validated and parsed."""
    claim = str(raw.get("claim", "an entry without a number")) if isinstance(raw, dict) else ""
    if not re.fullmatch(r"[LP]\d+[a-z]?", claim):
        raise ValueError(f"{claim or raw!r}: claim: expected a number like L33 or P3")
    if raw.get("verdict") == TO_COME:
        _require(claim, raw, TO_COME_FIELDS, TO_COME_FIELDS)
        return Entry(claim, raw["chapter"], raw["says"], TO_COME)
    _require(claim, raw, ENTRY_FIELDS, ENTRY_FIELDS)
    if raw["verdict"] not in VERDICTS:
        known = ", ".join((*VERDICTS, TO_COME))
        raise ValueError(f"{claim}: verdict: {raw['verdict']!r} is none of {known}")
    parts = raw["checks"]
    if not isinstance(parts, dict):
        raise ValueError(f"{claim}: checks: expected names with their parts, got {parts!r}")
    checks = {name: _check(claim, name, part, module) for name, part in parts.items()}
    return Entry(
        claim,
        chapter,
        raw["says"],
        raw["verdict"],
        SLOT.sub(lambda slot: _filled(claim, slot[1], checks), raw["precise"]),
        raw["source"],
        tuple(checks.values()),
    )


def _check(claim: str, name: str, raw: dict, module: ModuleType | None) -> Check:
    label = f"{claim} {name}"
    cited = isinstance(raw, dict) and raw.get("kind") == "cited"
    _require(label, raw, CHECK_FIELDS, ("kind", "by") if cited else CHECK_FIELDS)
    if raw["kind"] not in KINDS:
        raise ValueError(f"{label}: kind: {raw['kind']!r} is none of {', '.join(KINDS)}")
    if "states" not in raw:
        return Check(claim, name, raw["kind"], raw["by"], None, "", None)
    test = getattr(module, f"check_{claim}_{name}", None)
    if test is None:
        raise ValueError(f"{label}: states: there is no function check_{claim}_{name} to test it")
    states, latex = _formula(label, str(raw["states"]), module)
    return Check(claim, name, raw["kind"], raw["by"], states, latex, test)


def _formula(label: str, text: str, module: ModuleType) -> tuple[sp.Basic, str]:
    letters = {s.name: s for s in vars(module).values() if isinstance(s, sp.Symbol)}
    try:
        states = sp.sympify(text, locals=letters, rational=True)
    except (sp.SympifyError, TypeError, SyntaxError) as error:
        raise ValueError(f"{label}: states: {text!r} is not a formula of SymPy") from error
    unknown = {s.name for s in states.free_symbols} - set(letters)
    if unknown:
        raise ValueError(f"{label}: states: no letter {', '.join(sorted(unknown))} is declared")
    if states in (sp.true, sp.false, sp.Integer(0)):
        raise ValueError(f"{label}: states: {text!r} says nothing that a check could refute")
    return states, _as_written(text, letters)


def _as_written(text: str, letters: dict[str, sp.Symbol]) -> str:
    """The statement in LaTeX, in the order of the file: nothing is evaluated."""
    latex = sp.latex(parse_expr(text, letters, evaluate=False), order="none", ln_notation=True)
    return re.sub(r"(?<![\d.])1 (?=\\frac\{1\})", "", latex)  # 1/a, unevaluated, is 1 · 1/a


def _filled(claim: str, name: str, checks: dict[str, Check]) -> str:
    if name not in checks or not checks[name].latex:
        raise ValueError(f"{claim}: precise: [[{name}]] is not a check that states a formula")
    return checks[name].latex


def _require(label: str, raw: dict, known: tuple[str, ...], needed: tuple[str, ...]) -> None:
    if not isinstance(raw, dict):
        raise ValueError(f"{label}: expected the fields {', '.join(needed)}, got {raw!r}")
    for field in raw:
        if field not in known:
            raise ValueError(f"{label}: {field}: unknown field (known: {', '.join(known)})")
    for field in needed:
        if raw.get(field) in (None, "", {}):
            raise ValueError(f"{label}: {field}: missing")


def _refuse_orphans(module: ModuleType | None, entries: list[Entry]) -> None:
    used = {check.test.__name__ for e in entries for check in e.checks if check.test}
    for name in vars(module) if module else ():
        if name.startswith("check_") and name not in used:
            raise ValueError(f"{name}: no entry of the ledger has this check")


def _module(path: Path) -> ModuleType | None:
    if not path.exists():
        return None
    spec = spec_from_file_location(f"ledger_{path.stem}", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _place(claim: str) -> tuple[str, int, str]:
    return claim[0], int(re.sub(r"\D", "", claim)), claim
