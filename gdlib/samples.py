"""Data of a loss that is a mean over samples: columns of numbers, one row a sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import sympy as sp

from gdlib.arguments import Array, frozen, numbers_array
from gdlib.formula import check_name

_TOGETHER = 2**21  # so many numbers (points × samples) are worked on at a time


def as_data(data: Mapping[Any, Any] | None) -> dict[str, Array]:
    """The columns by name: frozen copies, of one length, finite."""
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise TypeError(f"data: expected a mapping of letters to columns of numbers, got {data!r}")
    columns = {}
    for key, values in data.items():
        name = key.name if isinstance(key, sp.Symbol) else key
        if not isinstance(name, str):
            raise TypeError(f"data: expected a symbol or its name, got {key!r}")
        check_name(name, "data")
        column = numbers_array(name, values)
        if column.ndim != 1 or not column.size or not np.isfinite(column).all():
            raise ValueError(f"{name}: expected a column of finite numbers, got {values!r}")
        columns[name] = frozen(column)
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"data: expected columns of one length, got {lengths}")
    return columns


def means(
    function: Callable[..., tuple[Any, ...]], points: Array, rest: list[float], data: list[Array]
) -> list[Array]:
    """The mean over the samples of each result of ``function``, at points of shape (..., d)."""
    flat = points.reshape(-1, points.shape[-1])
    size = max(1, _TOGETHER // len(data[0]))
    blocks = [
        _means(function, flat[i : i + size], rest, data) for i in range(0, max(len(flat), 1), size)
    ]
    return [np.concatenate(b).reshape(points.shape[:-1]) for b in zip(*blocks, strict=True)]


def _means(
    function: Callable[..., tuple[Any, ...]], points: Array, rest: list[float], data: list[Array]
) -> list[Array]:
    shape = (len(points), len(data[0]))
    results = function(*points.T[..., None], *rest, *data)
    return [np.broadcast_to(r, shape).mean(axis=-1) for r in results]
