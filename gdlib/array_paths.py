"""Paths on arrays: for losses that are not one formula, and rules that are not one either.

`array_paths` keeps the points as (..., d) and steps all of them together. `long_path` is for one
point of very many unknowns: it steps in place, block by block, and holds nothing but the start,
the point and its gradient (of a separable loss not even that).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array
from gdlib.array_loss import BLOCK, ArrayLoss
from gdlib.array_stepper import ArrayStepper, MiniBatches
from gdlib.loss import Loss
from gdlib.path import CONVERGED, DIVERGED, OUT_OF_STEPS, Rules, sum_of_squares, surely_within
from gdlib.stepper import Stepper, gradient

Move = Callable[[Any, Array, Array, Any], Array]
Result = tuple[Array, NDArray[np.int64], NDArray[np.int8], list[int]]

_PLAIN = gradient()


def array_paths(
    loss: Loss | ArrayLoss,
    stepper: Stepper | ArrayStepper | MiniBatches,
    start: Array,
    alpha: Array | None,
    rules: Rules,
) -> Result:
    """The points kept (k, ..., d), steps taken, how each ended, and the numbers of the points."""
    batch = np.broadcast_shapes(start.shape[:-1], () if alpha is None else alpha.shape)
    points = np.broadcast_to(start, (*batch, loss.dimension))
    move, losses = _move(stepper, points), _losses(loss, stepper)
    noisy = isinstance(stepper, MiniBatches)
    taken, end = np.zeros(batch, dtype=np.int64), np.full(batch, OUT_OF_STEPS, dtype=np.int8)
    moving, kept = np.ones(batch, dtype=bool), [(0, points)]
    sizes = rules.sizes(0)
    for n in range(rules.steps + 1):
        now = loss if n == rules.steps else next(losses)
        with np.errstate(all="ignore"):
            slopes = now.grad(points)
            if not noisy or n == rules.steps:
                settled = moving & ((slopes * slopes).sum(axis=-1) <= rules.limit)
                end[settled], moving = CONVERGED, moving & ~settled
            size = next(sizes)
            if n == rules.steps or not moving.any():
                break
            moved = move(now, points, slopes, size if alpha is None else alpha[..., None])
            if not _within(moved.reshape(-1), rules.far):
                gone = moving & ~(np.abs(moved) <= rules.far).all(axis=-1)
                end[gone], moving = DIVERGED, moving & ~gone
        points = moved if moving.all() else np.where(moving[..., None], moved, points)
        taken += moving
        if rules.every and (n + 1) % rules.every == 0 and moving.any():
            kept.append((n + 1, points))
    longest = int(taken.max(initial=0))
    if kept[-1][0] != longest:
        kept.append((longest, points))
    return np.stack([points for _, points in kept]), taken, end, [n for n, _ in kept]


def _losses(loss: Any, stepper: Any) -> Iterator[Any]:
    """The loss that each step sees."""
    if isinstance(stepper, MiniBatches):
        return (loss.subset(rows) for rows in stepper.rows(loss.samples))
    return repeat(loss)


def _move(stepper: Stepper | ArrayStepper | MiniBatches, points: Array) -> Move:
    """The rule as a function of arrays, which keeps its memory to itself."""
    if isinstance(stepper, ArrayStepper):
        return stepper.move
    rule = stepper.stepper if isinstance(stepper, MiniBatches) else stepper
    memory = [np.zeros(points.shape) for _ in range(rule.memory)]

    def move(_: Any, points: Array, slopes: Array, step_size: Any) -> Array:
        moved, *memory[:] = rule.moved(points, slopes, step_size, *memory)
        return moved

    return move


def long_path(loss: ArrayLoss, stepper: Stepper, start: Array, rules: Rules) -> Result:
    """One path of one long point, in place. A step that it should not have taken, because it leads
    far out, or the gradient turns out small only block by block, is undone by a second walk."""
    point = start.copy()
    n, end, kept = _walk(loss, stepper, point, rules)
    if end == DIVERGED or (end == CONVERGED and loss.separable):
        point[:] = start
        _walk(loss, stepper, point, replace(rules, steps=n, limit=-1.0, far=np.inf, every=0))
    elif end == OUT_OF_STEPS and _norm_is_small(loss, point, rules.limit):
        end = CONVERGED
    if not kept or kept[-1][0] != n:
        kept.append((n, point))
    if rules.first and n:
        kept.insert(0, (0, start))
    points = np.stack([p for _, p in kept]) if len(kept) > 1 else kept[0][1][None]
    return points, np.array(n), np.array(end), [n for n, _ in kept]


def _walk(
    loss: ArrayLoss, stepper: Stepper, point: Array, rules: Rules
) -> tuple[int, int, list[tuple[int, Array]]]:
    """Step ``point`` on: how many steps, how it ended, and the points kept on the way."""
    memory = [np.zeros(point.shape) for _ in range(stepper.memory)]
    kept: list[tuple[int, Array]] = []
    room = np.empty(min(point.size, BLOCK))
    with np.errstate(all="ignore"):
        for n, size in zip(range(rules.steps), rules.sizes(0), strict=False):
            small, inside = _step_in_place(loss, stepper, point, size, memory, rules, room)
            if small or not inside:
                return n, CONVERGED if small else DIVERGED, kept
            if rules.every and (n + 1) % rules.every == 0:
                kept.append((n + 1, point.copy()))
    return rules.steps, OUT_OF_STEPS, kept


def _step_in_place(
    loss: ArrayLoss,
    stepper: Stepper,
    point: Array,
    size: float,
    memory: list[Array],
    rules: Rules,
    room: Array,
) -> tuple[bool, bool]:
    """Take the step; whether the gradient was small, and whether all is now within far.

    Of a separable loss, whose gradient is never there as a whole, this is known afterwards only.
    """
    whole = None if loss.separable else loss.gradient(point)
    if whole is not None and _is_small(_slopes(loss, point, whole), rules.limit):
        return True, True
    squared_norm, inside = 0.0, True
    for part, slopes in _slopes(loss, point, whole):
        if whole is None and squared_norm <= rules.limit:  # larger, it can only grow
            squared_norm += sum_of_squares(slopes)
        block, remembered = point[part], [row[part] for row in memory]
        if stepper == _PLAIN:  # the same, with no array made and no copy
            block -= np.multiply(slopes, size, out=room[: block.size])
        else:
            block[:], *remembering = stepper.moved(block, slopes, size, *remembered)
            for row, new in zip(remembered, remembering, strict=True):
                row[:] = new
        inside = inside and _within(block, rules.far)
    return whole is None and squared_norm <= rules.limit, inside


def _within(block: Array, far: float) -> bool:
    """Whether all coordinates are numbers within [−far, far]."""
    return surely_within([block], far) or bool(block.max() <= far and block.min() >= -far)


def _norm_is_small(loss: ArrayLoss, point: Array, limit: float) -> bool:
    with np.errstate(all="ignore"):
        whole = None if loss.separable else loss.gradient(point)
        return _is_small(_slopes(loss, point, whole), limit)


def _is_small(slopes: Iterator[tuple[slice, Array]], limit: float) -> bool:
    """Whether the sum of all squares is at most ``limit``: known as soon as it is larger."""
    total = 0.0
    for _, block in slopes:
        total += sum_of_squares(block)
        if not total <= limit:
            return False
    return True


def _slopes(loss: ArrayLoss, point: Array, whole: Array | None) -> Iterator[tuple[slice, Array]]:
    """The gradient in blocks that fit a cache, each computed when asked for if not known whole."""
    for i in range(0, point.size, BLOCK):
        part = slice(i, i + BLOCK)
        yield part, loss.gradient(point[part]) if whole is None else whole[part]
