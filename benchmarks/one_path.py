"""One path on Rosenbrock's valley, 10,000 steps, every point kept."""

from __future__ import annotations

from collections.abc import Iterator

import jax
import numba
import numpy as np
import optax
import torch

from benchmarks.measure import Race
from gdlib import LOSSES, descend

START, ALPHA, STEPS = (-1.2, 1.0), 1e-3, 10_000


def races() -> Iterator[Race]:
    """The one race."""
    yield Race(
        f"one path, Rosenbrock, {STEPS:,} steps, kept (ms)",
        lambda: descend(LOSSES["Rosenbrock"], START, ALPHA, steps=STEPS, tol=0).points,
        {
            "NumPy loop on arrays of two": _numpy,
            "optax, Python loop, jitted step": _optax(),
            "torch.optim.SGD, autograd": _torch,
            "JAX lax.scan, compiled before": _scan(),
            "numba loop, compiled before": lambda: _numba(np.array(START), ALPHA, STEPS),
        },
        at_least={
            "NumPy loop on arrays of two": 5,
            "optax, Python loop, jitted step": 12,
            "torch.optim.SGD, autograd": 200,
        },
        agree=_agree,
    )


def _agree(ours: np.ndarray, theirs: object) -> None:
    np.testing.assert_allclose(ours[-1], np.asarray(theirs)[-1], rtol=1e-9)


def _rosenbrock(theta):
    return 100 * (theta[1] - theta[0] ** 2) ** 2 + (1 - theta[0]) ** 2


def _numpy() -> np.ndarray:
    points = np.empty((STEPS + 1, 2))
    theta = points[0] = np.array(START)
    for n in range(STEPS):
        x, y = theta
        slope = np.array([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])
        theta = points[n + 1] = theta - ALPHA * slope
    return points


def _optax():
    rule = optax.sgd(ALPHA)

    @jax.jit
    def step(theta, state):
        updates, state = rule.update(jax.grad(_rosenbrock)(theta), state)
        return optax.apply_updates(theta, updates), state

    def run() -> list:
        theta = jax.numpy.array(START)
        points, state = [theta], rule.init(theta)
        for _ in range(STEPS):
            theta, state = step(theta, state)
            points.append(theta)
        return [theta.block_until_ready()]

    return run


def _torch() -> list:
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    points, rule = [theta.detach().clone()], torch.optim.SGD([theta], lr=ALPHA)
    for _ in range(STEPS):
        rule.zero_grad()
        _rosenbrock(theta).backward()
        rule.step()
        points.append(theta.detach().clone())
    return [points[-1].numpy()]


def _scan():
    def step(theta, _):
        theta = theta - ALPHA * jax.grad(_rosenbrock)(theta)
        return theta, theta

    path = jax.jit(lambda theta: jax.lax.scan(step, theta, length=STEPS)[1])
    return lambda: np.asarray(path(jax.numpy.array(START)))


@numba.njit
def _numba(theta, alpha, steps):
    points = np.empty((steps + 1, 2))
    points[0] = theta
    for n in range(steps):
        x, y = points[n]
        points[n + 1, 0] = x - alpha * (-400 * x * (y - x * x) - 2 * (1 - x))
        points[n + 1, 1] = y - alpha * (200 * (y - x * x))
    return points
