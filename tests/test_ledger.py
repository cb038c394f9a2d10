"""The ledger of claims: every check passes, and fails on every planted error; the format."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sympy as sp

from extensions.ledger.entries import Check, load, read_entry

BOOK = Path(__file__).parents[1] / "book"
LEDGER = load(BOOK / "ledger")
CHECKS = [check for entry in LEDGER.values() for check in entry.checks if check.test]


def planted(states: sp.Basic) -> Iterator[sp.Basic]:
    """What a statement must not be taken for: 5 % off, negated, its threshold on the other side."""
    for factor in (sp.Rational(21, 20), sp.Rational(20, 21)):
        if isinstance(states, sp.Rel):
            yield states.func(states.lhs, factor * states.rhs)
        else:
            yield factor * states
    if isinstance(states, sp.Rel):
        yield sp.Not(states)
        strict = {sp.Lt: sp.Le, sp.Le: sp.Lt, sp.Gt: sp.Ge, sp.Ge: sp.Gt}
        if states.func in strict:
            yield strict[states.func](*states.args)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.label)
def test_every_check_passes(check: Check):
    check.test(check.states)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.label)
def test_every_check_fails_on_every_planted_error(check: Check):
    believed = []
    for wrong in planted(check.states):
        try:
            check.test(wrong)
            believed.append(wrong)
        except AssertionError:
            continue
    assert believed == []


@pytest.mark.parametrize(
    ("chapter", "claims"),
    [
        ("04_how_far", [f"L{n}" for n in range(49, 61)]),
        ("05_step_size", ["L16", "L23", "L25", "L33", "L34", "L35", "L36"]),
        ("06b_the_race", ["L9"]),
        ("06_where_it_ends", ["L32", "L37", "L38"]),
    ],
)
def test_a_chapter_settles_its_claims_each_of_some_kind(chapter, claims):
    settled = [entry for entry in LEDGER.values() if entry.chapter == chapter]
    assert [entry.claim for entry in settled] == claims
    assert all(entry.kinds for entry in settled)


def test_each_of_the_63_claims_of_the_lecture_has_one_entry():
    lecture = [entry.claim for entry in LEDGER.values() if entry.series == "L"]
    assert lecture == [f"L{number}" for number in range(1, 64)]


def test_a_claim_with_two_entries_is_refused(tmp_path: Path):
    entry = "- {claim: L1, says: …, verdict: to come, chapter: 01_one}\n"
    for name in ("01_one", "to_come"):
        (tmp_path / f"{name}.yml").write_text(entry)
    with pytest.raises(ValueError, match="L1: claim: there are two entries, to_come and 01_one"):
        load(tmp_path)


def test_the_landscape_settles_eleven_claims_each_of_some_kind():
    settled = [entry for entry in LEDGER.values() if entry.chapter == "01_landscape"]
    claims = [f"L{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 27, 29, 30)]
    assert [entry.claim for entry in settled] == claims
    assert all(entry.kinds for entry in settled)


# The format. An entry that is right, and what is wrong with others.

x = sp.Symbol("x", positive=True)


def check_L1_part(states: sp.Basic) -> None:
    assert states == x / 2


MODULE = SimpleNamespace(x=x, check_L1_part=check_L1_part)
PART = {"kind": "proved", "states": "x/2", "by": "is derived."}
ENTRY = {
    "claim": "L1",
    "says": "It is half of $x$.",
    "verdict": "stands",
    "precise": "It is $[[part]]$.",
    "source": "Elementary.",
    "checks": {"part": PART},
}


def without(fields: dict, name: str) -> dict:
    return {key: value for key, value in fields.items() if key != name}


def test_a_stated_formula_is_printed_where_the_precise_statement_names_it():
    assert read_entry(ENTRY, "01", MODULE).precise == r"It is $\frac{x}{2}$."


def test_an_entry_to_come_has_no_parts():
    raw = {"claim": "L1", "says": "…", "verdict": "to come", "chapter": "06_where_it_ends"}
    entry = read_entry(raw, "to_come", None)
    assert (entry.kinds, entry.label) == ((), "L1 · to come")
    assert entry.chapter == "06_where_it_ends"
    with pytest.raises(ValueError, match="L1: chapter: missing"):
        read_entry(without(raw, "chapter"), "to_come", None)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (without(ENTRY, "claim"), "claim: expected a number like L33 or P3"),
        (ENTRY | {"claim": "33"}, "'33': claim: expected a number like L33 or P3"),
        *((without(ENTRY, name), f"L1: {name}: missing") for name in list(ENTRY)[1:]),
        (ENTRY | {"note": "?"}, "L1: note: unknown field"),
        (ENTRY | {"verdict": "true"}, "L1: verdict: 'true' is none of"),
        (ENTRY | {"precise": "$[[other]]$"}, r"L1: precise: \[\[other\]\] is not a check"),
        (ENTRY | {"checks": ["part"]}, "L1: checks: expected names"),
        (ENTRY | {"checks": {"part": "x/2"}}, "L1 part: expected the fields kind, states, by"),
        *(
            (ENTRY | {"checks": {"part": without(PART, name)}}, f"L1 part: {name}: missing")
            for name in PART
        ),
        (ENTRY | {"checks": {"part": PART | {"kind": "seen"}}}, "L1 part: kind: 'seen' is none of"),
        (ENTRY | {"checks": {"part": PART | {"tested": 1}}}, "L1 part: tested: unknown field"),
        (ENTRY | {"checks": {"part": PART | {"states": "x +"}}}, "L1 part: states: 'x \\+' is not"),
        (ENTRY | {"checks": {"part": PART | {"states": "y/2"}}}, "L1 part: states: no letter y"),
        (ENTRY | {"checks": {"part": PART | {"states": "x > 0"}}}, "L1 part: states: .* refute"),
        (
            ENTRY | {"checks": {"other": PART}},
            "L1 other: states: there is no function check_L1_oth",
        ),
        (ENTRY | {"verdict": "to come"}, "L1: precise: unknown field"),
    ],
)
def test_what_is_not_of_the_format_is_refused_by_name(entry: dict, message: str):
    with pytest.raises(ValueError, match=message):
        read_entry(entry, "01", MODULE)
