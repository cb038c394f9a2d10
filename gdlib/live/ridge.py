"""How long a start waits beside the saddle of a ridge, with or without kicks of random sign."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gdlib.descent import descend
from gdlib.losses import LOSSES
from gdlib.path import Path

ZERO = -17  # the exponent that stands for 0
AWAY = 0.5  # as far from the saddle a run has left it
_SEED = 3


def power(exponent: float) -> float:
    """Ten to a whole exponent, or 0."""
    return 0.0 if exponent <= ZERO else float(f"1e{exponent:.0f}")


def run_ridge(step_size: float, y0: float, kick: float) -> Path:
    """Descent on the ridge from (1, y₀), each step followed by a kick of ±``kick`` on both axes."""
    loss, start = LOSSES["ridge"], (1.0, y0)
    # Enough to leave the saddle and to settle; where nothing leaves, as from 1e-16.
    steps = math.ceil(math.log(1e5 / (max(y0, kick) or 1e-16)) / math.log1p(step_size))
    if not kick:
        return descend(loss, start, step_size, steps=steps, tol=0)
    signs, points = _signs(_SEED), [np.array(start)]
    for _ in range(steps):
        moved = points[-1] - loss.grad(points[-1]) * step_size
        points.append(moved + kick * np.array([next(signs), next(signs)]))
    kept = np.arange(steps + 1)
    return Path(loss, step_size, np.array(points), steps, "out of steps", kept)


def step_of_leaving(path: Path) -> int | None:
    """The first step at which |y| is ½, or None."""
    away = np.flatnonzero(np.abs(path.points[:, 1]) >= AWAY)
    return int(away[0]) if len(away) else None


def _signs(seed: int) -> Iterator[int]:
    """Random signs, the same in every language: 32-bit integers only (Mulberry32)."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) % 2**32
        t = (state ^ (state >> 15)) * (1 | state) % 2**32
        t ^= (t + (t ^ (t >> 7)) * (61 | t)) % 2**32
        yield 1 if (t ^ (t >> 14)) % 2**32 >= 2**31 else -1
