"""What an argument must be; every message names it, what was given and what is expected."""

from __future__ import annotations

import math
import numbers

import numpy as np
import sympy as sp


def real_number(name: str, value: float) -> float:
    """``value`` as a finite number, whole where it is whole, so that it prints as it was given."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real | sp.Number):
        raise TypeError(f"{name}: expected a real number, got {value!r}")
    if not math.isfinite(value):
        raise ValueError(f"{name}: expected a finite number, got {value!r}")
    return int(value) if value == int(value) else float(value)


def positive_number(name: str, value, *, zero: bool = False, array: bool = False) -> np.ndarray:
    """``value`` as a float array (of no dimension unless ``array``), positive and finite."""
    expected = f"a {'non-negative' if zero else 'positive'} number"
    given = np.asarray(value)
    if given.dtype.kind not in "iuf" or (given.ndim and not array):
        raise TypeError(f"{name}: expected {expected}, got {value!r}")
    if not ((given >= 0 if zero else given > 0) & np.isfinite(given)).all():
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
    return given.astype(float)


def count(name: str, value) -> int:
    """``value`` as a whole number of 0 or more."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name}: expected a whole number, got {value!r}")
    if value < 0:
        raise ValueError(f"{name}: expected 0 or more, got {value!r}")
    return int(value)
