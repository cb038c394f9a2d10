"""How cost grows: processor time and memory against points, steps and unknowns, three decades."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Line
from gdlib import LOSSES, descend, separable

EXPONENT = 1.1  # what counts as linear
Sizes = NDArray[np.int64]


def _points(n: int) -> Any:
    starts = np.random.default_rng(0).uniform(-6, 6, (n, 2))
    return lambda: descend(LOSSES["Himmelblau"], starts, 0.01, steps=50, tol=0, keep="ends")


def _steps(n: int) -> Any:
    return lambda: descend(LOSSES["Rosenbrock"], (-1.2, 1), 1e-3, steps=n, tol=0)


def _unknowns(n: int) -> Any:
    loss, start = separable(LOSSES["double well"], n), np.linspace(-1.4, 1.4, n)
    return lambda: descend(loss, start, 0.1, steps=5, tol=0, keep="ends")


WORK: dict[str, tuple[Callable[[int], Any], Sizes]] = {
    "points": (_points, np.logspace(3, 6, 7).astype(int)),
    "steps": (_steps, np.logspace(3, 6, 7).astype(int)),
    "unknowns": (_unknowns, np.logspace(4, 7, 7).astype(int)),
}


def lines(folder: Path) -> list[Line]:
    """Measure, draw ``growth.svg`` into the folder, and say with which power the cost grows."""
    figure, axes = plt.subplots(2, len(WORK), figsize=(10, 5.5), sharex="col", layout="constrained")
    made = []
    for column, (name, (work, sizes)) in enumerate(WORK.items()):
        costs = {"seconds": [_seconds(work(n)) for n in sizes]}
        costs["megabytes"] = [_megabytes(work(n)) for n in sizes]
        for axis, (unit, cost) in zip(axes[:, column], costs.items(), strict=True):
            _draw(axis, sizes, np.array(cost), f"number of {name}", unit)
            power = np.polyfit(np.log(sizes), np.log(cost), 1)[0]
            made.append(
                Line(
                    f"{unit} for n {name}, {sizes[0]:,} to {sizes[-1]:,}",
                    "linear",
                    f"{cost[0]:.2g}",
                    f"to {cost[-1]:.2g}",
                    f"n^{power:.2f}",
                    f"≤ n^{EXPONENT}",
                    bool(power <= EXPONENT),
                )
            )
    figure.savefig(folder / "growth.svg")
    return made


def _draw(axis: Any, sizes: Sizes, cost: NDArray[np.float64], across: str, unit: str) -> None:
    axis.loglog(sizes, cost, "o-", color="#A3467F", label="gdlib")
    axis.loglog(sizes, cost[-1] * sizes / sizes[-1], ":", color="#5A6270", label="linear")
    axis.set(xlabel=across, ylabel=unit)
    axis.legend(frameon=False)


def _seconds(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def _megabytes(work: Callable[[], Any]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
