"""Which minimum each start of a map leads to: the rule that Python and the page share.

A start ends at a minimum if descent from it converges as near as `NEAR`. The grid of a map fills
the loss's domain, each start in the middle of its cell, rows from the bottom.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gdlib.descent import descend
from gdlib.losses import LOSSES
from gdlib.losses.named_loss import NamedLoss
from gdlib.path import Path

STEPS, TOL, NEAR = 1000, 1e-3, 1e-2
SIDES = (75, 300)  # a rough map first, then the fine one


def run_starts(loss: NamedLoss, step_size: float, side: int) -> Path:
    """The ends of descent from a map of ``side`` by ``side`` starts."""
    middles = np.arange(side) + 0.5
    x, y = (low + (high - low) * middles / side for low, high in loss.domain)
    starts = np.stack(np.meshgrid(x, y), axis=-1)
    return descend(loss, starts, step_size, steps=STEPS, tol=TOL, keep="ends")


def ends_of(run: Path, loss: NamedLoss) -> NDArray[np.int64]:
    """The number of the minimum at which each start ends; behind those, k and k + 1.

    Of k minima, k is for starts that stay bounded and do not settle in `STEPS` steps, k + 1 for
    those that diverge.
    """
    minima, ends = loss.minima, np.asarray(run.end)
    apart = np.linalg.norm(run.points[-1][..., None, :] - minima, axis=-1)
    settled = (ends == "converged") & (apart.min(axis=-1) <= NEAR)
    other = np.where(ends == "diverged", len(minima) + 1, len(minima))
    return np.where(settled, apart.argmin(axis=-1), other)


def shares_of(ends: NDArray[np.int64], loss: NamedLoss) -> list[float]:
    """The shares of the starts that end at each minimum, do not settle, diverge."""
    counts = np.bincount(ends.ravel(), minlength=len(loss.minima) + 2)
    return (counts / ends.size).tolist()


def known(surfaces: Sequence[str]) -> str:
    """What the page needs besides the formulas, as a module."""
    told = {
        "surfaces": [
            {"domain": LOSSES[name].domain, "minima": LOSSES[name].minima.tolist()}
            for name in surfaces
        ],
        "rules": {"steps": STEPS, "tol": TOL},
        "near": NEAR,
        "sides": SIDES,
    }
    return "".join(f"export const {key} = {json.dumps(value)};\n" for key, value in told.items())
