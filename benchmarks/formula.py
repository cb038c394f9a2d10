"""What comes before the first step: a formula never seen before, and the import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import jax
import numba
import numpy as np
import sympy as sp

from benchmarks.measure import Race, SelfTimed
from gdlib import Loss, descend

START, ALPHA, STEPS = (-1.2, 1.0), 1e-3, 1000


def races() -> Iterator[Race]:
    """What a slider in a formula costs, and what a first cell costs."""
    yield Race(
        f"a new formula, {STEPS:,} steps of its path (ms)",
        _new_each_time(_gdlib),
        {"JAX": _new_each_time(_jax), "numba": _new_each_time(_numba)},
        at_least={"JAX": 4, "numba": 10},
        agree=lambda ours, theirs: np.testing.assert_allclose(ours, theirs, rtol=1e-9),
    )
    yield Race(
        "import (ms)",
        SelfTimed(lambda: _import("gdlib")),
        {"numpy + sympy": SelfTimed(lambda: _import("numpy, sympy"))},
        at_most={"numpy + sympy": 1.15},
        rounds=9,
    )


def _new_each_time(path: Callable[[int], Any]) -> Callable[[], Any]:
    weights = count(100)
    return lambda: path(next(weights))


def _gdlib(weight: int) -> np.ndarray:
    x, y = sp.symbols("x y")
    loss = Loss(weight * (y - x**2) ** 2 + (1 - x) ** 2, (x, y))
    return descend(loss, START, ALPHA, steps=STEPS, tol=0).points


def _jax(weight: int) -> np.ndarray:
    slope = jax.grad(lambda p: weight * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2)

    @jax.jit
    def path(theta):
        def step(theta, _):
            theta = theta - ALPHA * slope(theta)
            return theta, theta

        return jax.lax.scan(step, theta, length=STEPS)[1]

    start = np.array(START)
    return np.concatenate([start[None], path(start)])


def _numba(weight: int) -> np.ndarray:
    @numba.njit
    def path(x, y):
        points = np.empty((STEPS + 1, 2))
        points[0] = x, y
        for n in range(STEPS):
            g = -4 * weight * x * (y - x * x) - 2 * (1 - x)
            h = 2 * weight * (y - x * x)
            x, y = x - ALPHA * g, y - ALPHA * h
            points[n + 1] = x, y
        return points

    return path(*START)


def _import(names: str) -> tuple[float, None]:
    """Seconds of the processor for the import alone, in a new process."""
    code = f"import time; t = time.process_time(); import {names}; print(time.process_time() - t)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return float(told.stdout), None
