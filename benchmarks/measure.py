"""Races between contenders that do the same work, and the lines that they make in the table."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from time import process_time
from typing import Any

Contender = Callable[[], Any]


@dataclass(frozen=True)
class SelfTimed:
    """A contender in a process of its own: it returns its seconds and its result."""

    run: Callable[[], tuple[float, Any]]


@dataclass(frozen=True)
class Race:
    """The same work done by gdlib and by its peers.

    ``at_least`` holds how many times as fast as a peer gdlib is to be, ``at_most`` how many times
    a peer's time it may take; ``agree(gdlib's result, a peer's)`` raises where they differ.
    """

    work: str
    gdlib: Contender | SelfTimed
    peers: Mapping[str, Contender | SelfTimed]
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)
    agree: Callable[[Any, Any], None] = lambda ours, theirs: None
    rounds: int = 5


@dataclass(frozen=True)
class Line:
    """One line of the table; ``met`` is None where nothing was asked for."""

    work: str
    against: str
    ours: str
    theirs: str
    ratio: str
    wanted: str = ""
    met: bool | None = None


def run(race: Race) -> list[Line]:
    """Warm up, compare the results, then time the contenders in turn."""
    contenders = {"gdlib": race.gdlib, **race.peers}
    results = {name: _timed(contender)[1] for name, contender in contenders.items()}
    for name in race.peers:
        race.agree(results["gdlib"], results[name])
    del results
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(race.rounds):
        for name, contender in contenders.items():
            gc.collect()
            times[name].append(_timed(contender)[0])
    return [_line(race, peer, times["gdlib"], times[peer]) for peer in race.peers]


def _timed(contender: Contender | SelfTimed) -> tuple[float, Any]:
    if isinstance(contender, SelfTimed):
        return contender.run()
    start = process_time()
    result = contender()
    return process_time() - start, result


def _line(race: Race, peer: str, ours: list[float], theirs: list[float]) -> Line:
    faster = median(t / o for o, t in zip(ours, theirs, strict=True))
    times = (f"{1e3 * median(ours):.3g}", f"{1e3 * median(theirs):.3g}")
    if peer in race.at_most:
        wanted, cost = race.at_most[peer], 1 / faster
        return Line(race.work, peer, *times, f"{cost:.2f}", f"≤ {wanted:g}", cost <= wanted)
    if peer in race.at_least:
        wanted = race.at_least[peer]
        return Line(race.work, peer, *times, f"{faster:.3g}×", f"≥ {wanted:g}×", faster >= wanted)
    return Line(race.work, peer, *times, f"{faster:.3g}×")


def table(lines: Iterable[Line]) -> str:
    """The lines in columns; a work is named once."""
    rows = [("work", "against", "gdlib", "peer", "ratio", "wanted", "")]
    marks = {None: "", True: "met", False: "MISSED"}
    for line in lines:
        new = all(line.work != row[0] for row in rows)
        work = line.work if new else ""
        rows.append((work, line.against, line.ours, line.theirs, line.ratio, line.wanted,
                     marks[line.met]))  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
