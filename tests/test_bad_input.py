"""Every argument of every public function, given what cannot be meant: refused by its name.

Each function has one good call. In turn each of its arguments is replaced by things of another
kind, shape, sign or range, nothing at all among them. The call then raises TypeError or ValueError
whose message begins with the argument's name, unless what it was given has a meaning all the same.
"""

import inspect
import warnings

import numpy as np
import pytest
import sympy as sp

import gdlib
from gdlib import LOSSES, Loss, Network

pytestmark = pytest.mark.core

x, y = sp.symbols("x y")
BOWL, CURVE = Loss(x**2 + 4 * y**2, (x, y)), LOSSES["double well"]
NET = Network((2, 3, 1))
THETA, X, T = NET.random(seed=0), np.ones((4, 2)), np.ones((4, 1))

GOOD = {
    "ArrayLoss": {"value": abs, "gradient": abs, "dimension": 1, "samples": 0},
    "Loss": {"expression": x**2, "variables": x, "parameters": {}, "data": None},
    "Network": {"sizes": (2, 3, 1), "activation": "tanh"},
    "along": {"loss": BOWL, "at": (1, 2), "direction": (1, 0), "letter": "s"},
    "anneal": {"loss": BOWL, "start": (1, 2), "temperature": lambda k: 1.0, "evaluations": 5}
    | {"length": 1.0, "seed": 0, "keep": "all"},
    "check_gradient": {"loss": BOWL, "at": (1, 2), "gradient": (2, 16)},
    "cooling": {"first": 2.0, "rate": 0.9},
    "copies": {"network": NET, "theta": THETA},
    "derive_direction": {"loss": BOWL, "at": (1, 2)},
    "descend": {"loss": BOWL, "start": (1, 2), "step_size": 0.1, "stepper": gdlib.gradient()}
    | {"steps": 3, "tol": 1e-8, "far": 1e12, "keep": "all"},
    "diminishing": {"first": 1.0, "power": 1.0},
    "flip": {"network": NET, "theta": THETA, "layer": 1, "unit": 1},
    "graduate": {"loss": CURVE, "start": 1.0, "widths": (1.0, 0.1), "step_size": 0.1}
    | {"steps": 3, "tol": 1e-6},
    "largest_curvature": {"loss": BOWL, "at": (1, 2), "direction": (1, 0), "rounds": 5}
    | {"tol": 1e-6},
    "line_search": {"kind": "armijo", "decrease": 1e-4, "shrink": 0.5},
    "local_random_search": {"loss": BOWL, "start": (1, 2), "length": 1.0, "evaluations": 5}
    | {"seed": 0, "keep": "all"},
    "mini_batches": {"size": 2, "seed": 0, "stepper": gdlib.gradient()},
    "momentum": {"decay": 0.5, "nesterov": False},
    "network_loss": {"network": NET, "x": X, "t": T, "cost": "squared error"},
    "permute": {"network": NET, "theta": THETA, "layer": 1, "order": (2, 0, 1)},
    "quadratic": {"matrix": np.eye(2), "vector": (1, 2)},
    "random_search": {"loss": BOWL, "evaluations": 5, "domain": ((-1, 1), (-1, 1)), "seed": 0},
    "rescale": {"network": Network((2, 3, 1), "relu"), "theta": THETA, "layer": 1, "unit": 1}
    | {"factor": 2.0},
    "restarts": {"loss": BOWL, "number": 3, "step_size": 0.1, "domain": ((-1, 1), (-1, 1))}
    | {"steps": 3, "tol": 1e-8, "seed": 0},
    "sampled": {"loss": BOWL, "width": 0.5, "seed": 0},
    "separable": {"loss": CURVE, "dimension": 4},
    "slice_of": {"loss": BOWL, "at": (1, 2), "directions": ((1, 0), (0, 1))},
    "smoothed": {"loss": CURVE},
    "spectrum": {"loss": BOWL, "at": (1, 2)},
    "stationary_points": {"loss": BOWL},
    "taylor": {"loss": BOWL, "at": (1, 2), "order": 2},
}
# What a caller is handed, and does not make; and what takes no argument.
MADE_FOR_THE_CALLER = {"NamedLoss", "Path", "Search", "Spectrum", "StationaryPoint"}
WITHOUT_ARGUMENTS = {"LOSSES", "gradient", "load_digits", "newton"}
BAD = {
    "None": None,
    "text": "abc",
    "nan": float("nan"),
    "infinity": float("inf"),
    "minus one": -1,
    "true": True,
    "complex": 1j,
    "an object": object(),
    "a list of words": ["a", "b"],
    "nothing": [],
    "a wrong shape": np.zeros((2, 0, 7)),
    "nans": [float("nan")] * 2,
}
# Which of these have a meaning: a constant loss, what may be left out, one walker, and so on.
MEANT = {
    ("Loss", "expression", "minus one"),
    ("Loss", "data", "None"),
    ("along", "letter", "text"),
    ("check_gradient", "gradient", "None"),
    ("largest_curvature", "direction", "None"),
    ("cooling", "rate", "None"),
    ("graduate", "start", "minus one"),
    ("momentum", "nesterov", "true"),
    ("quadratic", "vector", "None"),
}
CASES = [(name, argument) for name in GOOD for argument in GOOD[name]]


def test_every_public_function_is_among_them():
    assert GOOD.keys() | MADE_FOR_THE_CALLER | WITHOUT_ARGUMENTS == set(gdlib.__all__)
    for name, good in GOOD.items():
        taken = set(inspect.signature(getattr(gdlib, name)).parameters)
        assert good.keys() <= taken
        assert taken - good.keys() <= {"name", "hessian", "of_samples", "separable"}
        getattr(gdlib, name)(**good)


@pytest.mark.parametrize(("name", "argument"), CASES)
def test_what_cannot_be_meant_is_refused_by_name(name, argument):
    call = getattr(gdlib, name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for bad, value in BAD.items():
            given = {**GOOD[name], argument: value}
            if (name, argument, bad) in MEANT:
                call(**given)
                continue
            with pytest.raises((TypeError, ValueError)) as refusal:
                call(**given)
            assert argument in str(refusal.value).split(":")[0], bad
