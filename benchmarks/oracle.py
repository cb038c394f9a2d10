"""What torch and argmin say: python -m benchmarks.oracle writes it for the tests.

torch.optim.SGD descends the functions of the package landscapes from one start, in steps so short
that no rounding grows a hundredfold; argmin tells gradients and Hessians of its test functions.
"""

from __future__ import annotations

import json
import math
from importlib.metadata import version
from typing import Any

import argmin_testfunctions_py as argmin
import numpy as np
import torch

from tests.oracles import DIMENSIONS, FOLDER, NO_GRADIENT, functions, stored

COMMAND = "python -m benchmarks.oracle"
START = (0.7, 1.1, 0.3, 1.3)
ELSEWHERE = {"damavandi": (5.2, 4.1)}  # from START it goes to (2, 2), where it is 0/0
NUMBERS = (1, 10, 100)
RULES = {
    "plain": {},
    "heavy ball": {"momentum": 0.9},
    "Nesterov": {"momentum": 0.9, "nesterov": True},
}
# The names that landscapes gives to argmin's functions, where they differ.
NAMES = {"goldsteinprice": "goldstein_price", "levy_n13": "levi_n13"} | {
    "threehumpcamel": "camel_hump_3"
}
ABSENT = ("levy", "picheny")  # from landscapes


def trajectories() -> dict[str, Any]:
    """Where torch's SGD is after some steps, for every function with a gradient and every rule."""
    words = {name: _of_tensors(name) for name in ("cos", "exp", "sin", "sqrt")}
    words |= {"pi": math.pi, "e": math.e, "floor": torch.floor}
    words |= {"choose": lambda c, a, b: a if c else b}
    told = {}
    for name, function in functions(words).items():
        if name in NO_GRADIENT:
            continue
        place = ELSEWHERE.get(name, START)[: DIMENSIONS.get(name, 2)]
        start = torch.tensor(place, dtype=torch.float64)
        rate = _step_size(function, start)
        while _is_chaotic(function, start, rate):
            rate /= 4
        points = _descend(function, start, rate)
        told[name] = {"start": start.tolist(), "step_size": rate, **points}
    return {
        "torch": torch.__version__,
        "landscapes": version("landscapes"),
        "command": COMMAND,
        "numbers": NUMBERS,
        "functions": told,
    }


def _of_tensors(name: str):
    function = getattr(torch, name)
    return lambda v: function(torch.as_tensor(v, dtype=torch.float64))


def _step_size(function, start: torch.Tensor) -> float:
    """A tenth of what the curvature allows at the start, and no longer than a fiftieth."""
    curvature = torch.autograd.functional.hessian(function, start).abs().sum().item()
    slope = torch.autograd.functional.jacobian(function, start).norm().item()
    return float(f"{min(0.1 / max(curvature, 1e-3), 0.02 / slope):.3g}")


def _is_chaotic(function, start: torch.Tensor, rate: float) -> bool:
    """Whether a start moved by 1e-12 leads more than 1e-10 away."""
    here, beside = (_descend(function, s, rate) for s in (start, start + 1e-12))
    return any(np.abs(np.subtract(here[rule], beside[rule])).max() > 1e-10 for rule in RULES)


def _descend(function, start: torch.Tensor, rate: float) -> dict[str, list[list[float]]]:
    """The points after so many steps, for every rule."""
    points: dict[str, list[list[float]]] = {}
    for name, how in RULES.items():
        theta = start.clone().requires_grad_()
        rule, points[name] = torch.optim.SGD([theta], lr=rate, **how), []
        for n in range(1, max(NUMBERS) + 1):
            rule.zero_grad()
            function(theta).backward()
            rule.step()
            if n in NUMBERS:
                points[name].append(theta.tolist())
    return points


def gradients() -> dict[str, Any]:
    """Gradients and Hessians that argmin gives at three points of each of its functions."""
    generator = np.random.default_rng(1981)
    told = {}
    for name in dir(argmin):
        if name in ABSENT or not hasattr(argmin, f"{name}_hessian"):
            continue
        points = generator.uniform(-2, 2, (3, 2)).round(3).tolist()
        told[NAMES.get(name, name)] = {
            "points": points,
            "gradients": [list(getattr(argmin, f"{name}_derivative")(p)) for p in points],
            "hessians": [np.array(getattr(argmin, f"{name}_hessian")(p)).tolist() for p in points],
        }
    package = "argmin-testfunctions-py"
    return {package: version(package), "command": COMMAND, "functions": told}


def same(ours: Any, theirs: Any, rtol: float = 1e-9) -> bool:
    """Whether two such answers hold the same numbers (the versions may differ)."""
    if isinstance(ours, dict):
        return ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in ours)
    return isinstance(ours, str) or np.allclose(ours, theirs, rtol=rtol, atol=rtol)


def comparisons() -> dict[str, bool]:
    """Whether the stored answers are still what is answered now."""
    made = {"trajectories": trajectories(), "gradients": gradients()}
    return {name: same(now, stored(name)) for name, now in made.items()}


if __name__ == "__main__":
    for name, made in (("trajectories", trajectories()), ("gradients", gradients())):
        functions = made.pop("functions")
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(functions[key])}" for key in functions)
        head = json.dumps(made)[:-1]
        (FOLDER / f"{name}.json").write_text(f'{head}, "functions": {{\n{lines}\n}}}}\n')
