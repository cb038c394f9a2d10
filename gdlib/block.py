"""Paths that run together, and where each of all the paths has ended.

Block ──record──> Ends        blocks that have become short ──packed──> fewer blocks
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array
from gdlib.path import OUT_OF_STEPS

Mask = NDArray[np.bool_]
Rows = list[Array]


class Ends:
    """Where each path has ended (so far: where it starts), after how many steps, and how."""

    def __init__(self, start: Array) -> None:
        self.points = start.T.copy()
        self.steps = np.zeros(len(start), dtype=np.int64)
        self.end = np.full(len(start), OUT_OF_STEPS, dtype=np.int8)


@dataclass
class Block:
    """Paths that run together.

    ``states`` holds the coordinates, then the memory, of the paths: as they are now, as they were
    one step before, and a place for those of the next step. ``alpha`` are their step sizes, if they
    have their own; ``places`` tells which paths they are; ``running`` which of them still run.
    """

    states: deque[Rows]
    alpha: Array | None
    places: NDArray[np.int64]
    running: Mask
    ends: Ends

    @classmethod
    def of(cls, rows: Rows, alpha: Array | None, places: NDArray[np.int64], ends: Ends) -> Block:
        """Paths that have taken no step yet."""
        before, following = ([np.full(len(places), np.nan) for _ in rows] for _ in range(2))
        running = np.ones(len(places), dtype=bool)
        return cls(deque([rows, before, following]), alpha, places, running, ends)

    def __len__(self) -> int:
        return len(self.places)

    def record(self, which: Mask, n: int, end: int, points: Rows | None = None) -> None:
        """These paths have ended at step n, where they are now or at ``points``."""
        places = self.places[which]
        for known, row in zip(self.ends.points, points or self.states[0], strict=False):
            known[places] = row[which]
        self.ends.steps[places], self.ends.end[places] = n, end
        self.running &= ~which

    def compress(self) -> None:
        """Let the paths that have ended leave (row by row: indexing in 2-D costs five times)."""
        if self.alpha is not None:
            self.alpha = self.alpha[self.running]
        self.places = self.places[self.running]
        now, before, following = self.states
        now, before = ([row[self.running] for row in rows] for rows in (now, before))
        self.states = deque([now, before, [row[: len(self)] for row in following]])
        self.running = np.ones(len(self), dtype=bool)

    def snapshot(self) -> Array:
        """Where every path is now, (size, d)."""
        points = self.ends.points.copy()
        for row, now in zip(points, self.states[0], strict=False):
            row[self.places[self.running]] = now[self.running]
        return points.T

    def part(self, part: slice) -> Block:
        """Some of these paths."""
        states = deque([row[part] for row in rows] for rows in self.states)
        alpha = None if self.alpha is None else self.alpha[part]
        return Block(states, alpha, self.places[part], self.running[part], self.ends)


def packed(blocks: list[Block], size: int) -> list[Block]:
    """The same paths in blocks of ``size``, if these are fewer."""
    total = sum(map(len, blocks))
    if total > size * (len(blocks) - 1):
        return blocks
    if not total:
        return []
    states = deque(
        [np.concatenate(parts) for parts in zip(*rows, strict=True)]
        for rows in zip(*(block.states for block in blocks), strict=True)
    )
    alphas = [block.alpha for block in blocks if block.alpha is not None]
    whole = Block(
        states,
        np.concatenate(alphas) if alphas else None,
        np.concatenate([block.places for block in blocks]),
        np.concatenate([block.running for block in blocks]),
        blocks[0].ends,
    )
    return [whole.part(slice(i, i + size)) for i in range(0, total, size)]
