"""Many paths of a printed loss at once: arrays of one coordinate each, in blocks that fit a cache.

A path that has ended, or that steps no longer move but to and fro between two points, leaves its
block, so that the work shrinks as the paths settle. What is left is done in rooms that are used
again and again. Every path takes bit for bit the steps that it would take alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array
from gdlib.in_place import InPlace, Rooms
from gdlib.path import CONVERGED, DIVERGED, OUT_OF_STEPS, Rules
from gdlib.program import PRINTERS, Program
from gdlib.stepper import STEP_SIZE, Stepper

BLOCK = 2**14  # points in a block: their intermediate results stay in the cache
_LOOK = 10  # steps between two looks at which paths can leave

# No sum of squares is small where its first one is not, which one look at all of them tells.
_SETTLED = "None if numpy.min(_first) > _limit else {squared_norm} <= _limit"

Step = Callable[..., Any]
Mask = NDArray[np.bool_]
Rows = list[Array]
Snapshots = list[tuple[int, Array]]


@dataclass
class _Block:
    """Paths that run together: where each is, and, once it has ended, where and how."""

    # The coordinates, then the memory, of the paths that still run: as they are now, as they were
    # one step before, and a place for those of the next step.
    states: deque[Rows]
    alpha: Array | None
    places: NDArray[np.int64]  # which paths these are
    running: Mask
    points: Array  # (d, size): where each path of the block has ended
    steps: NDArray[np.int64]
    end: NDArray[np.int8]

    def record(self, which: Mask, n: int, end: int, ends: Rows | None = None) -> None:
        """These paths have ended at step n, at the point where they are or at ``ends``."""
        places = self.places[which]
        for known, row in zip(self.points, ends or self.states[0], strict=False):
            known[places] = row[which]
        self.steps[places], self.end[places] = n, end
        self.running &= ~which

    def compress(self) -> None:
        """Let the paths that have ended leave (row by row: indexing in 2-D costs five times)."""
        if self.alpha is not None:
            self.alpha = self.alpha[self.running]
        self.places = self.places[self.running]
        now, before, following = self.states
        now, before = ([row[self.running] for row in rows] for rows in (now, before))
        self.states = deque([now, before, [row[: len(self.places)] for row in following]])
        self.running = np.ones(len(self.places), dtype=bool)

    def snapshot(self) -> Array:
        """Where every path is now, (size, d)."""
        points = self.points.copy()
        for row, now in zip(points, self.states[0], strict=False):
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
    rooms = Rooms()
    width = max(size, 1) if rules.every else BLOCK
    for first in range(0, size, width):
        part = slice(first, first + width)
        rows = [*start[part].T.copy(), *np.zeros((stepper.memory * d, len(start[part])))]
        block = _block(rows, d, None if alpha is None else alpha[part])
        with np.errstate(all="ignore"):
            snapshots = _run(block, step, d, rest, rules, rooms)
        last[part], taken[part], end[part] = block.points.T, block.steps, block.end
    longest = int(taken.max(initial=0))
    between = [(n, points) for n, points in snapshots if 0 < n < longest]
    final = [(longest, last)] if longest else []
    numbers, points = zip((0, start), *between, *final, strict=True) if size else ((0,), (start,))
    return np.stack(points), taken, end, list(numbers)


def _block(rows: list[Array], d: int, alpha: Array | None) -> _Block:
    size = len(rows[0])
    before, following = ([np.full(size, np.nan) for _ in rows] for _ in range(2))
    return _Block(
        deque([rows, before, following]),
        alpha,
        places=np.arange(size),
        running=np.ones(size, dtype=bool),
        points=np.stack(rows[:d]),
        steps=np.zeros(size, dtype=np.int64),
        end=np.full(size, OUT_OF_STEPS, dtype=np.int8),
    )


def _run(
    block: _Block, step: Step, d: int, rest: list[float], rules: Rules, rooms: Rooms
) -> Snapshots:
    """Run the block to its end; the snapshots asked for, from step 1 on."""
    snapshots = []
    for n, size in zip(range(rules.steps + 1), rules.sizes(0), strict=False):
        if rules.every and n and n % rules.every == 0:
            snapshots.append((n, block.snapshot()))
        alpha = size if block.alpha is None else block.alpha
        now, _, new = block.states
        settled = step(*now[:d], *rest, alpha, *now[d:], rules.limit, new, rooms)
        if settled is not None:
            block.record(settled & block.running, n, CONVERGED)
        if n == rules.steps:
            break
        gone = _gone(new[:d], rules.far)
        if gone is not None:
            block.record(gone & block.running, n, DIVERGED)
        elif n % _LOOK == 0 and rules.constant:
            _let_go(block, n, rules)
        block.states.rotate(1)
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


def _let_go(block: _Block, n: int, rules: Rules) -> None:
    """Paths that step n does not move, or leads back to where they came from, go on like this."""
    now, before, new = block.states
    still = _same(new, now)
    if not rules.every:
        still |= _same(new, before)
    still &= block.running
    if 10 * np.count_nonzero(still) > len(still):
        left = rules.steps - n
        block.record(still, rules.steps, OUT_OF_STEPS, new if left % 2 else now)


def _same(rows: Rows, others: Rows) -> Mask:
    """Where all numbers are the same to the last bit (0 and −0 are not)."""
    pairs = zip(rows, others, strict=True)
    return np.logical_and.reduce([a.view(np.int64) == b.view(np.int64) for a, b in pairs])


def _printed_step(program: Program, stepper: Stepper, d: int) -> Step:
    """A function that fills the rows of the next step and tells which paths have settled."""

    def source() -> str:
        letter = PRINTERS["numpy"]().doprint
        memory = [letter(symbol) for symbol in stepper.memory_symbols(program)]
        letters = [letter(symbol) for symbol in program.arguments]
        assignments, results = program.lines(("slopes", "squared_norm", "step", "memory"), "numpy")
        work = InPlace({*letters[:d], *memory})
        work.assign(assignments)
        work.assign([("_first", f"{results[0]}*{results[0]}")])
        work.assign([("_settled", _SETTLED.format(squared_norm=results[d]))])
        for value in results[d + 1 :]:
            work.fill(value)
        return work.source([*letters, letter(STEP_SIZE), *memory, "_limit"], "_settled")

    return program.compiled(("block",), source)
