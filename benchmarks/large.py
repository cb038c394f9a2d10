"""Many unknowns: a dense quadratic, and the lecture's 60 million weights of AlexNet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Line, Race
from gdlib import LOSSES, ArrayLoss, descend, quadratic, separable

ALEXNET = 60_965_224
PEAK = 1.1e9
Array = NDArray[np.float64]


def races() -> Iterator[Race]:
    """Each against the least that the work can cost: what must be read and written."""
    for n, steps in ((1000, 300), (4000, 20)):
        yield _dense(n, steps)
    yield _update()
    yield _separable()


def _dense(n: int, steps: int) -> Race:
    generator = np.random.default_rng(0)
    factor = generator.standard_normal((n, n)) / np.sqrt(n)
    matrix, start = factor @ factor.T + np.eye(n), np.ones(n)
    loss, vector = quadratic(matrix), np.empty(n)

    def products() -> None:
        for _ in range(steps):
            np.dot(matrix, start, out=vector)

    return Race(
        f"dense quadratic, n = {n}, {steps} steps (ms)",
        partial(descend, loss, start, 0.1, steps=steps, tol=0, keep="last"),
        {"one gemv a step": products},
        at_most={"one gemv a step": 1.1},
    )


def _update() -> Race:
    from scipy.linalg.blas import daxpy

    given, start, steps = np.linspace(-1, 1, ALEXNET), np.zeros(ALEXNET), 8
    loss = ArrayLoss(lambda p: 0.0, lambda p: given, ALEXNET)

    def axpy() -> None:
        theta = start.copy()
        for _ in range(steps):
            daxpy(given, theta, a=-0.1)

    return Race(
        f"{ALEXNET:,} unknowns, {steps} updates, gradient given (ms)",
        partial(descend, loss, start, 0.1, steps=steps, tol=0, keep="last"),
        {"axpy in place": axpy},
        at_most={"axpy in place": 1.5},
        rounds=3,
    )


def _separable() -> Race:
    start, steps = np.linspace(-1.4, 1.4, ALEXNET), 8
    loss = separable(LOSSES["double well"], ALEXNET)

    def through() -> None:
        theta = start.copy()
        for _ in range(steps):
            np.negative(theta, out=theta)

    return Race(
        f"{ALEXNET:,} unknowns, {steps} steps on double wells (ms)",
        partial(descend, loss, start, 0.1, steps=steps, tol=0, keep="last"),
        {"θ read and written": through},
        at_most={"θ read and written": 3},
        rounds=3,
    )


def peak() -> Line:
    """The most memory that a process holds which takes one step of 60 million unknowns."""
    command = [sys.executable, "-c", "from benchmarks.large import one_step; one_step()"]
    told = int(subprocess.run(command, check=True, capture_output=True).stdout)
    ours, theirs = f"{told / 1e6:.0f}", f"{8 * ALEXNET / 1e6:.0f}"
    ratio = f"{told / 8 / ALEXNET:.2f}"
    return Line("its peak memory (MB)", "θ", ours, theirs, ratio, "≤ 1100 MB", told <= PEAK)


def one_step() -> None:
    """Take it, and print this process's peak in bytes."""
    loss = separable(LOSSES["double well"], ALEXNET)
    descend(loss, np.linspace(-1.4, 1.4, ALEXNET), 0.1, steps=1, keep="last")
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory
    print(1024 * int(status.split("VmHWM:")[1].split()[0]))
