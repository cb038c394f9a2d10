"""Many paths of a printed loss at once: arrays of one coordinate each, in blocks that fit a cache.

A path that has ended, or that a step no longer moves, leaves its block, so that the work shrinks
as the paths settle. Every path takes bit for bit the steps that it would take alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array
from gdlib.path import CONVERGED, DIVERGED, OUT_OF_STEPS, Rules
from gdlib.program import PRINTERS, Program
from gdlib.stepper import STEP_SIZE, Stepper

BLOCK = 2**14  # points in a block: their intermediate results stay in the cache
_LOOK = 20  # steps between two looks at which paths can leave
_VANISHES = 2e-162  # the square of anything smaller is 0

# No norm is small where the first slope is not, which two comparisons tell.
_STEP = """\
def printed({arguments}, _limit, _near):
{assignments}    _small = numpy.any(({slope} <= _near) & ({slope} >= -_near))
    return ({squared_norm} <= _limit if _small else None, {moved},)
"""

Step = Callable[..., tuple[Any, ...]]
Mask = NDArray[np.bool_]
Snapshots = list[tuple[int, Array]]


@dataclass
class _Block:
    """Paths that run together: where each is, and, once it has ended, where and how."""

    rows: list[Array]  # the coordinates, then the memory, of the paths that still run
    alpha: Array | None
    places: NDArray[np.int64]  # which paths these are
    running: Mask
    points: Array  # (d, size): where each path of the block has ended
    steps: NDArray[np.int64]
    end: NDArray[np.int8]

    def record(self, which: Mask, n: int, end: int) -> None:
        """These paths have ended at step n, at the point where they are."""
        places = self.places[which]
        for known, row in zip(self.points, self.rows, strict=False):
            known[places] = row[which]
        self.steps[places], self.end[places] = n, end
        self.running &= ~which

    def compress(self) -> None:
        """Let the paths that have ended leave (row by row: indexing in 2-D costs five times)."""
        self.rows = [row[self.running] for row in self.rows]
        if self.alpha is not None:
            self.alpha = self.alpha[self.running]
        self.places = self.places[self.running]
        self.running = np.ones(len(self.places), dtype=bool)

    def snapshot(self) -> Array:
        """Where every path is now, (size, d)."""
        points = self.points.copy()
        for row, now in zip(points, self.rows, strict=False):
            row[self.places[self.running]] = now[self.running]
        return points.T


def many_paths(
    program: Program,
    stepper: Stepper,
    start: Array,
    rest: list[float],
    alpha: Array | None,
    rules: Rules,
) -> tuple[Array, NDArray[np.int64], NDArray[np.int8], list[int]]:
    """The points kept (k, size, d), steps taken, how each ended, and the numbers of the points.

    ``start`` is (size, d); ``alpha`` a step size for each path, or None where ``rules`` tell.
    """
    size, d = start.shape
    step = _printed_step(program, stepper, d)
    last, taken = np.empty((size, d)), np.empty(size, dtype=np.int64)
    end = np.empty(size, dtype=np.int8)
    snapshots: Snapshots = []
    width = max(size, 1) if rules.every else BLOCK
    for first in range(0, size, width):
        part = slice(first, first + width)
        rows = [*start[part].T.copy(), *np.zeros((stepper.memory * d, len(start[part])))]
        block = _block(rows, d, None if alpha is None else alpha[part])
        with np.errstate(all="ignore"):
            snapshots = _run(block, step, d, rest, rules)
        last[part], taken[part], end[part] = block.points.T, block.steps, block.end
    longest = int(taken.max(initial=0))
    between = [(n, points) for n, points in snapshots if 0 < n < longest]
    final = [(longest, last)] if longest else []
    numbers, points = zip((0, start), *between, *final, strict=True) if size else ((0,), (start,))
    return np.stack(points), taken, end, list(numbers)


def _block(rows: list[Array], d: int, alpha: Array | None) -> _Block:
    size = len(rows[0])
    return _Block(
        rows,
        alpha,
        places=np.arange(size),
        running=np.ones(size, dtype=bool),
        points=np.stack(rows[:d]),
        steps=np.zeros(size, dtype=np.int64),
        end=np.full(size, OUT_OF_STEPS, dtype=np.int8),
    )


def _run(block: _Block, step: Step, d: int, rest: list[float], rules: Rules) -> Snapshots:
    """Run the block to its end; the snapshots asked for, from step 1 on."""
    snapshots = []
    near = max(math.sqrt(rules.limit) * (1 + 1e-15), _VANISHES)
    for n, size in zip(range(rules.steps + 1), rules.sizes(0), strict=False):
        if rules.every and n and n % rules.every == 0:
            snapshots.append((n, block.snapshot()))
        alpha = size if block.alpha is None else block.alpha
        settled, *new = step(*block.rows[:d], *rest, alpha, *block.rows[d:], rules.limit, near)
        new = [r if isinstance(r, np.ndarray) else np.full(len(block.places), r) for r in new]
        if settled is not None:
            block.record(settled & block.running, n, CONVERGED)
        if n == rules.steps:
            break
        gone = _gone(new[:d], rules.far)
        if gone is not None:
            block.record(gone & block.running, n, DIVERGED)
        elif n % _LOOK == 0 and rules.constant:
            _let_go(block, new, rules.steps)
        block.rows = new
        ended = len(block.places) - np.count_nonzero(block.running)
        if gone is not None or (n % _LOOK == 0 and 10 * ended > len(block.places)):
            block.compress()
        if not len(block.places):
            break
    block.record(block.running.copy(), rules.steps, OUT_OF_STEPS)
    return snapshots


def _gone(coordinates: list[Array], far: float) -> Mask | None:
    """Which points are far out or not numbers; None if none is."""
    # Σx² ≤ far² says so for all of them in one pass.
    if sum(np.dot(row, row) for row in coordinates) <= min(far * far, 1e300):
        return None
    inside = np.logical_and.reduce([np.abs(row) <= far for row in coordinates])
    return None if inside.all() else ~inside


def _let_go(block: _Block, new: list[Array], steps: int) -> None:
    """Paths that this step does not move stay where they are for all the steps to come."""
    still = np.logical_and.reduce([a == b for a, b in zip(new, block.rows, strict=True)])
    still &= block.running
    if 10 * np.count_nonzero(still) > len(still):
        block.record(still, steps, OUT_OF_STEPS)


def _printed_step(program: Program, stepper: Stepper, d: int) -> Step:
    def source() -> str:
        letters = [*program.arguments, STEP_SIZE, *stepper.memory_symbols(program)]
        names = ("slopes", "squared_norm", "step", "memory")
        assignments, results = program.lines(names, "numpy")
        return _STEP.format(
            arguments=", ".join(map(PRINTERS["numpy"]().doprint, letters)),
            assignments="".join(f"    {name} = {value}\n" for name, value in assignments),
            slope=results[0],
            squared_norm=results[d],
            moved=", ".join(results[d + 1 :]),
        )

    return program.compiled(("block",), source)
