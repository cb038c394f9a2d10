"""Many paths of a printed loss at once: arrays of one coordinate each, in blocks that fit a cache.

A path that has ended, or that steps no longer move but to and fro between two points, leaves its
block, so that the work shrinks as the paths settle. What is left is done in rooms that are used
again and again. Every path takes bit for bit the steps that it would take alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array
from gdlib.block import Block, Ends, Mask, Rows, packed
from gdlib.in_place import InPlace, Rooms
from gdlib.path import CONVERGED, DIVERGED, OUT_OF_STEPS, Rules, surely_within
from gdlib.program import PRINTERS, Program
from gdlib.stepper import STEP_SIZE, Stepper

BLOCK = 2**16  # points in a block: its intermediate results stay in a cache, and calls are few
_TOGETHER = 32  # blocks whose paths are packed into fewer blocks as some of them end
_LOOK = 10  # steps between two looks at which paths can leave

# No sum of squares is small where its first one is not, which one look at all of them tells.
_SETTLED = "None if numpy.min(_first) > _limit else {squared_norm} <= _limit"

Step = Callable[..., Any]
Snapshots = list[tuple[int, Array]]


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
    ends, snapshots, rooms = Ends(start), Snapshots(), Rooms()
    step = partial(_advance, _printed_step(program, stepper, d), d, rest, rules, rooms, snapshots)
    width = max(size, 1) if rules.every else BLOCK
    for first in range(0, size, _TOGETHER * width):
        blocks = []
        for i in range(first, min(size, first + _TOGETHER * width), width):
            part = slice(i, i + width)
            rows = [*start[part].T.copy(), *np.zeros((stepper.memory * d, len(start[part])))]
            places = np.arange(i, min(size, i + width))
            blocks.append(Block.of(rows, None if alpha is None else alpha[part], places, ends))
        with np.errstate(all="ignore"):
            _run(blocks, step, width, rules.steps)
    longest = int(ends.steps.max(initial=0))
    between = [(n, points) for n, points in snapshots if 0 < n < longest]
    final = [(longest, ends.points.T)] if longest else []
    numbers, points = zip((0, start), *between, *final, strict=True)
    return np.stack(points), ends.steps, ends.end, list(numbers)


def _run(
    blocks: list[Block], advance: Callable[[Block, int], None], width: int, steps: int
) -> None:
    """Run all blocks to their ends, some steps at a time; as they get shorter, they get fewer."""
    for n in range(0, steps + 1, _LOOK):
        for block in blocks:
            advance(block, n)
        blocks = packed(blocks, width)
    for block in blocks:
        block.record(block.running.copy(), steps, OUT_OF_STEPS)


def _advance(
    step: Step,
    d: int,
    rest: list[float],
    rules: Rules,
    rooms: Rooms,
    snapshots: Snapshots,
    block: Block,
    first: int,
) -> None:
    """Run the block from step ``first`` on for as long as none looks which paths can leave."""
    last = min(first + _LOOK - 1, rules.steps)
    for n, size in zip(range(first, last + 1), rules.sizes(first), strict=False):
        if rules.every and n and n % rules.every == 0:
            snapshots.append((n, block.snapshot()))
        now, _, new = block.states
        alpha = size if block.alpha is None else block.alpha
        settled = step(*now[:d], *rest, alpha, *now[d:], rules.limit, new, rooms)
        if settled is not None:
            block.record(settled & block.running, n, CONVERGED)
        if n == rules.steps:
            return
        gone = _gone(new[:d], rules.far)
        if gone is not None:
            block.record(gone & block.running, n, DIVERGED)
        elif n == first and rules.constant:
            _let_go(block, n, rules)
        block.states.rotate(1)
        ended = len(block) - np.count_nonzero(block.running)
        if gone is not None or (n == first and 10 * ended > len(block)):
            block.compress()
        if not len(block):
            return


def _gone(coordinates: list[Array], far: float) -> Mask | None:
    """Which points are far out or not numbers; None if none is."""
    if surely_within(coordinates, far):
        return None
    inside = np.logical_and.reduce([np.abs(row) <= far for row in coordinates])
    return None if inside.all() else ~inside


def _let_go(block: Block, n: int, rules: Rules) -> None:
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
