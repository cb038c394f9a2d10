"""Where 512×512 starts end after 200 steps: with a stopping rule, and exact to the last bit.

The step size is 1/λ, with λ the largest curvature at the loss's first known minimum.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.measure import Race, SelfTimed
from gdlib import LOSSES, Loss, descend

SIDE, STEPS, TOL, FAR = 512, 200, 1e-6, 1e12
# The same formulas as a user of JAX types them.
IN_JAX: dict[str, Callable[[Any, Any], Any]] = {
    "Himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "Rosenbrock": lambda x, y: 100 * (y - x**2) ** 2 + (1 - x) ** 2,
    "Beale": lambda x, y: sum(
        (v - x * (1 - y**k)) ** 2 for k, v in enumerate((1.5, 2.25, 2.625), 1)
    ),
    "six-hump camel": lambda x, y: (
        (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2
    ),
    "Styblinski–Tang": lambda x, y: sum(v**4 - 16 * v**2 + 5 * v for v in (x, y)) / 2,
    "McCormick": lambda x, y: jnp.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
}
# Their slopes as a user of NumPy types them.
TYPED: dict[str, Callable[[Any, Any], tuple[Any, Any]]] = {
    "Himmelblau": lambda x, y: (
        4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7),
        2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7),
    ),
    "Rosenbrock": lambda x, y: (-400 * x * (y - x**2) - 2 * (1 - x), 200 * (y - x**2)),
    "Beale": lambda x, y: (
        2 * (1.5 - x * (1 - y)) * (y - 1)
        + 2 * (2.25 - x * (1 - y**2)) * (y**2 - 1)
        + 2 * (2.625 - x * (1 - y * y * y)) * (y * y * y - 1),
        2 * x * (1.5 - x * (1 - y))
        + 4 * x * y * (2.25 - x * (1 - y**2))
        + 6 * x * y**2 * (2.625 - x * (1 - y * y * y)),
    ),
    "six-hump camel": lambda x, y: (
        8 * x - 8.4 * x * x * x + 2 * x * x * x * x * x + y,
        x - 8 * y + 16 * y * y * y,
    ),
    "Styblinski–Tang": lambda x, y: (
        2 * x * x * x - 16 * x + 2.5,
        2 * y * y * y - 16 * y + 2.5,
    ),
    "McCormick": lambda x, y: (
        np.cos(x + y) + 2 * (x - y) - 1.5,
        np.cos(x + y) - 2 * (x - y) + 2.5,
    ),
}


def races() -> Iterator[Race]:
    """For each loss: gdlib and JAX with one stopping rule; gdlib and NumPy to the last bit."""
    for name in IN_JAX:
        loss, starts = LOSSES[name], _starts(name)
        alpha = 1 / np.linalg.eigvalsh(loss.hess(loss.minima[0]))[-1]
        ours = partial(descend, loss, starts, alpha, steps=STEPS, keep="last")
        first = name == "Himmelblau"
        yield Race(
            f"map of {name}, stop at {TOL:g} (ms)",
            lambda ours=ours: ours(tol=TOL).points[-1],
            {"JAX, same rule": _jax(name, alpha, starts)},
            at_least={"JAX, same rule": 2.5 if first else 1.3},
            agree=_nearly_all,
            rounds=3,
        )
        yield Race(
            f"map of {name}, to the last bit (ms)",
            lambda ours=ours: ours(tol=0).points[-1],
            {
                "NumPy, arrays (…, 2)": partial(_numpy, name, starts, alpha),
                "JAX, fixed steps": _jax_fixed(name, alpha, starts),
            },
            at_least={"NumPy, arrays (…, 2)": 5 if first else 2.4},
            agree=_nearly_all,
            rounds=3,
        )
        if first:
            yield Race(
                f"map of {name}, stop at {TOL:g}, in JavaScript (ms)",
                SelfTimed(partial(_node, loss, alpha)),
                {"gdlib in Python": lambda ours=ours: ours(tol=TOL).points[-1]},
                at_most={"gdlib in Python": 1.5},
                agree=_nearly_all,
                rounds=3,
            )


def _starts(name: str) -> np.ndarray:
    axes = [np.linspace(low, high, SIDE) for low, high in LOSSES[name].domain]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 2)


def _nearly_all(ours: np.ndarray, theirs: Any) -> None:
    """The same end, but for chaotic paths (on Beale's loss many: the step is long where the walls
    are steep) and starts on a border between two ends: there one rounding decides."""
    theirs = np.asarray(theirs)[: len(ours)]
    ended = np.isfinite(theirs).all(axis=-1) & (np.abs(theirs) <= FAR).all(axis=-1)
    same = np.isclose(ours[ended], theirs[: len(ours)][ended], atol=1e-4)
    assert same.mean() > 0.8, f"only {same.mean():.1%} of the paths end at the same point"


def _jax(name: str, alpha: float, starts: np.ndarray) -> Callable[[], np.ndarray]:
    slope = jax.grad(lambda theta: IN_JAX[name](theta[0], theta[1]))

    def runs(state):
        theta, g, n = state
        return (n < STEPS) & (jnp.dot(g, g) > TOL**2) & (jnp.abs(theta - alpha * g) <= FAR).all()

    def step(state):
        theta, g, n = state
        theta = theta - alpha * g
        return theta, slope(theta), n + 1

    def end(theta):
        return jax.lax.while_loop(runs, step, (theta, slope(theta), 0))[0]

    compiled = jax.jit(jax.vmap(end))
    return lambda: np.asarray(compiled(starts))


def _jax_fixed(name: str, alpha: float, starts: np.ndarray) -> Callable[[], np.ndarray]:
    slope = jax.vmap(jax.grad(lambda theta: IN_JAX[name](theta[0], theta[1])))

    @jax.jit
    def end(theta):
        return jax.lax.fori_loop(0, STEPS, lambda _, theta: theta - alpha * slope(theta), theta)

    return lambda: np.asarray(end(starts))


def _numpy(name: str, starts: np.ndarray, alpha: float) -> np.ndarray:
    """The loop of the textbook, with the slope typed by hand."""
    theta = starts
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            slopes = TYPED[name](theta[..., 0], theta[..., 1])
            theta = theta - alpha * np.stack(slopes, axis=-1)
    return theta


def _node(loss: Loss, alpha: float) -> tuple[float, np.ndarray]:
    with tempfile.TemporaryDirectory() as folder:
        module, spec = Path(folder, "loss.mjs"), Path(folder, "spec.json")
        module.write_text(loss.to_js())
        spec.write_text(
            json.dumps(
                {
                    "module": str(module),
                    "domain": loss.domain,
                    "side": SIDE,
                    "steps": STEPS,
                    "tol": TOL,
                    "far": FAR,
                    "alpha": alpha,
                }
            )
        )
        script = Path(__file__).with_suffix(".mjs")
        command = ["node", str(script), str(spec)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told["seconds"], np.reshape(told["sample"], (-1, 2))
