"""What an argument must be; every message names it, what was given and what is expected."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

Array = NDArray[np.float64]


def real_number(name: str, value: Any) -> float:
    """``value`` as a finite number, whole where it is whole, so that it prints as it was given."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real | sp.Number):
        raise TypeError(f"{name}: expected a real number, got {value!r}")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{name}: expected a finite number, got {value!r}")
    return int(number) if number.is_integer() else number


def positive_number(name: str, value: Any, *, zero: bool = False, array: bool = False) -> Array:
    """``value`` as a float array (of no dimension unless ``array``), positive and finite."""
    expected = f"a {'non-negative' if zero else 'positive'} number"
    given = _floats(value)
    if given is None or (given.ndim and not array):
        raise TypeError(f"{name}: expected {expected}, got {value!r}")
    if not given.size or not ((given >= 0 if zero else given > 0) & np.isfinite(given)).all():
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
    return given


def share(name: str, value: Any) -> float:
    """``value`` as a number of 0 or more and less than 1."""
    number = real_number(name, value)
    if not 0 <= number < 1:
        raise ValueError(f"{name}: expected a number from 0 up to, but not, 1; got {value!r}")
    return float(number)


def count(name: str, value: Any, least: int = 0) -> int:
    """``value`` as a whole number of ``least`` or more."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name}: expected a whole number, got {value!r}")
    if value < least:
        raise ValueError(f"{name}: expected {least} or more, got {value!r}")
    return int(value)


def one_of(name: str, value: Any, choices: tuple[str, ...]) -> str:
    """``value`` as one of the words ``choices``."""
    if not isinstance(value, str) or value not in choices:
        expected = " or ".join(map(repr, choices))
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
    return str(value)


def place(name: str, value: Any, choices: Iterable[str]) -> int:
    """Which of the words ``choices`` ``value`` is, counted from 0."""
    words = tuple(choices)
    return words.index(one_of(name, value, words))


def function(name: str, value: Any) -> Callable[..., Any]:
    """``value`` as something that can be called."""
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {value!r}")
    return value


def numbers_array(name: str, value: Any) -> Array:
    """``value`` as a float array of its own (integers are not truncated later)."""
    array = _floats(value)
    if array is None:
        raise TypeError(f"{name}: expected real numbers, got {value!r}")
    return array


def _floats(value: Any) -> Array | None:
    """``value`` as a new array of floats if it holds real numbers, Python's, NumPy's or SymPy's."""
    array = np.asarray(value)
    if array.dtype.kind == "O":
        real = (
            isinstance(c, numbers.Real) or (isinstance(c, sp.Expr) and c.is_real)
            for c in array.flat
        )
        return array.astype(float) if all(real) else None
    return array.astype(float) if array.dtype.kind in "iuf" else None


def points_array(
    name: str, value: Any, dimension: int, letters: str = "", *, copy: bool = True
) -> Array:
    """``value`` as floats of shape (..., ``dimension``); a bare number will do for 1.

    Without ``copy``, an array of floats is returned as it is: there may be millions of them.
    """
    floats = isinstance(value, np.ndarray) and value.dtype == np.float64
    array = value if floats and not copy else numbers_array(name, value)
    if array.ndim == 0 and dimension == 1:
        array = array[None]
    if array.ndim == 0 or array.shape[-1] != dimension:
        raise ValueError(
            f"{name}: expected shape (..., {dimension}){letters}, got shape {array.shape}"
        )
    return array


def finite_points(name: str, points: Array) -> Array:
    """``points``, none of whose coordinates is infinite or not a number."""
    if not np.isfinite(points).all():
        raise ValueError(f"{name}: expected finite coordinates, got {points.tolist()}")
    return points


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """``array``, made read-only."""
    array.setflags(write=False)
    return array


def seeded(seed: Any) -> np.random.Generator:
    """The random numbers of a seed: the same ones each time."""
    return np.random.default_rng(count("seed", seed))
