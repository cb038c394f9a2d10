"""python -m benchmarks FOLDER [ROOM ...]: run the races, print the table, write the report."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import basin_map, formula, growth, large, network, one_path, oracle
from benchmarks.measure import Line, run, table

PEERS = ("numpy", "sympy", "scipy", "torch", "jax", "optax", "numba")
RACES = {"one_path": one_path, "formula": formula, "basin_map": basin_map, "network": network}
RACES["large"] = large
ROOMS = (*RACES, "growth", "oracle")


def _lines(room: str, folder: Path) -> Iterator[Line]:
    if room in RACES:
        for race in RACES[room].races():
            made = run(race)
            print(table(made).split("\n", 1)[1], file=sys.stderr)
            yield from made
    if room == "large":
        yield large.peak()
    if room == "growth":
        yield from growth.lines(folder)
    if room == "oracle":
        for name, same in oracle.comparisons().items():
            yield Line(f"{name} that the tests hold", "made again", "", "", "", "the same", same)


def _load() -> str:
    return ", ".join(f"{load:.1f}" for load in os.getloadavg())


def main(folder: Path, rooms: list[str]) -> None:
    """Run these rooms."""
    folder.mkdir(parents=True, exist_ok=True)
    before, lines = _load(), []
    for room in rooms:
        print(f"Running {room}", file=sys.stderr)
        lines += _lines(room, folder)
    missed = sum(line.met is False for line in lines)
    asked = sum(line.met is not None for line in lines)
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    report = (
        f"{table(lines)}\n\n{asked - missed} of {asked} met. "
        f"Load (1, 5, 15 min) {before} before, {_load()} after; one core, processor time, "
        f"medians.\nPython {platform.python_version()}, {versions}.\n"
    )
    (folder / "report.txt").write_text(report)
    print(report, end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(ROOMS))
