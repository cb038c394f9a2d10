"""Where descent went, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array

if TYPE_CHECKING:
    from gdlib.array_loss import ArrayLoss
    from gdlib.loss import Loss

OUT_OF_STEPS, CONVERGED, DIVERGED = range(3)
ENDS = np.array(["out of steps", "converged", "diverged"])


_PIECE = 2**13


def sum_of_squares(row: Array) -> float:
    """Σx² in pieces: BLAS gives a longer row to several threads, which wait for each other."""
    if len(row) <= _PIECE:
        return float(np.dot(row, row))
    pieces = (row[i : i + _PIECE] for i in range(0, len(row), _PIECE))
    return float(sum(np.dot(piece, piece) for piece in pieces))


def surely_within(rows: Iterable[Array], far: float) -> bool:
    """Whether one pass over all coordinates tells that they are numbers within [−far, far]."""
    return sum(map(sum_of_squares, rows)) <= min(far * far, 1e300)


@dataclass(frozen=True)
class Rules:
    """When a run ends, and which of its points are kept."""

    sizes: Callable[[int], Iterator[float]]  # the step sizes from step n on
    constant: bool  # whether they are all the same
    steps: int
    limit: float  # on the squared norm of the gradient
    far: float
    every: int  # keep each point whose number this divides; 0: none between the ends
    first: bool  # whether to keep the start


@dataclass(frozen=True, eq=False)
class Path:
    r"""Where descent went, and how it ended.

    ``points`` has shape (n + 1, ..., d): :math:`\theta_0` to :math:`\theta_n`. Where many paths run
    together, one that has ended keeps its last point; ``steps`` (how many steps it took) and
    ``end`` ("converged", "diverged" or "out of steps") are then arrays of the batch's shape.
    ``kept`` holds the number n of each point: all from 0 on, or those that were asked for.

    >>> from gdlib import LOSSES, descend
    >>> path = descend(LOSSES["parabola"], 1.0, 0.2, steps=100, keep=4)
    >>> path
    Path(5 points, converged after 13 steps)
    >>> path.kept.tolist(), path.values[:3].round(8).tolist()
    ([0, 4, 8, 12, 13], [2.0, 5.12e-06, 0.0])
    """

    loss: Loss | ArrayLoss
    step_size: float | Array | Callable[[int], float]
    points: Array
    steps: int | NDArray[np.int64]
    end: str | NDArray[np.str_]
    kept: NDArray[np.int64]

    @cached_property
    def values(self) -> Array:
        """The loss along the path, shape (n + 1, ...)."""
        return self.loss(self.points)

    @cached_property
    def gradient_norms(self) -> Array:
        """The Euclidean norm of the gradient along the path, shape (n + 1, ...)."""
        return np.linalg.norm(self.loss.grad(self.points), axis=-1)

    @property
    def best(self) -> Array:
        """The kept point of least loss, shape (..., d): not always the last one."""
        place = np.nanargmin(self.values, axis=0)
        return np.take_along_axis(self.points, place[None, ..., None], axis=0)[0]

    @property
    def message(self) -> str:
        """How it ended, as a sentence (for a batch: how many ended in which way)."""
        if isinstance(self.end, np.ndarray):
            counts = {end: int((self.end == end).sum()) for end in np.unique(self.end)}
            return ", ".join(f"{count} {end}" for end, count in counts.items())
        plural = "" if self.steps == 1 else "s"
        return {
            "converged": f"converged after {self.steps} step{plural}",
            "diverged": f"diverged at step {self.steps + 1}",
            "out of steps": f"out of steps after {self.steps}",
        }[self.end]

    def __repr__(self) -> str:
        return f"Path({len(self.points)} points, {self.message})"
