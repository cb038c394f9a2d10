"""One path of a printed loss, on Python floats: several times as fast as arrays of length d.

The loop is printed around the loss's own program, so that a step calls nothing but ``_keep``.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdlib.arguments import Array
from gdlib.path import CONVERGED, DIVERGED, OUT_OF_STEPS, Rules
from gdlib.program import PRINTERS, Program
from gdlib.stepper import RESULTS, Stepper

_CHUNK = 8192  # steps between two looks at what is kept
# The math module raises where floating-point arithmetic has an answer (∞ or not a number).
_ARITHMETIC = (OverflowError, ValueError, ZeroDivisionError)

_LOOP = """\
def printed({arguments}, _sizes, _limit, _far, _keep):
    _low = -_far
    for step_size in _sizes:
{assignments}        if {squared_norm} <= _limit:
            return {converged}
        _new = ({moved},)
        {state} = _new
        if not ({inside}):
            return {diverged}
        _keep(_new)
"""


def one_path(
    program: Program, stepper: Stepper, start: Array, rest: list[float], rules: Rules
) -> tuple[Array, int, int, NDArray[np.int64]]:
    """The points kept, the steps taken, how it ended, and the numbers of the points."""
    d, width = len(start), len(start) * (1 + stepper.memory)
    loop = _printed_loop(program, stepper, d)
    state = (*start.tolist(), *[0.0] * (width - d))
    points, kept, taken, end = [start[None]], [np.array([0])], 0, None

    def run(most: int, flat: list[float]) -> int | None:
        sizes = islice(rules.sizes(taken), most)
        try:
            return loop(*state[:d], *rest, *state[d:], sizes, rules.limit, rules.far, flat.extend)
        except _ARITHMETIC:
            at, n = tuple(flat[-width:]) or state, taken + len(flat) // width
            return _careful_step(program, stepper, at, rest, n, rules, flat)

    while end is None and taken < rules.steps:
        flat: list[float] = []
        end = run(min(_CHUNK, rules.steps - taken), flat)
        state = tuple(flat[-width:]) or state
        new = np.array(flat).reshape(-1, width)[:, :d]
        numbers = np.arange(taken + 1, taken + 1 + len(new))
        chosen = numbers % rules.every == 0 if rules.every else np.zeros(len(new), dtype=bool)
        points.append(new if rules.every == 1 else new[chosen])
        kept.append(numbers[chosen])
        taken += len(new)
    if rules.every != 1 and taken not in (0, *kept[-1]):
        points.append(np.array([state[:d]]))
        kept.append(np.array([taken]))
    if end is None:
        end = CONVERGED if run(1, []) == CONVERGED else OUT_OF_STEPS
    return np.concatenate(points), taken, end, np.concatenate(kept)


def _careful_step(
    program: Program,
    stepper: Stepper,
    state: tuple[float, ...],
    rest: list[float],
    n: int,
    rules: Rules,
    flat: list[float],
) -> int | None:
    """Step n with arrays, in which an overflow is a number: its end, or None if it was taken."""
    d = len(state) // (1 + stepper.memory)
    step = stepper.function(program, "numpy")
    with np.errstate(all="ignore"):
        arguments = map(np.float64, (*state[:d], *rest, next(rules.sizes(n)), *state[d:]))
        squared_norm, *moved = map(float, step(*arguments))
    if squared_norm <= rules.limit:
        return CONVERGED
    if not all(-rules.far <= coordinate <= rules.far for coordinate in moved[:d]):
        return DIVERGED
    flat.extend(moved)
    return None


def _printed_loop(program: Program, stepper: Stepper, d: int) -> Callable[..., Any]:
    def source() -> str:
        printed = PRINTERS["python"]().doprint
        letters = [printed(symbol) for symbol in program.arguments]
        memory = [printed(symbol) for symbol in stepper.memory_symbols(program)]
        assignments, (squared_norm, *moved) = program.lines(RESULTS, "python")
        return _LOOP.format(
            arguments=", ".join(letters + memory),
            assignments="".join(f"        {name} = {value}\n" for name, value in assignments),
            squared_norm=squared_norm,
            converged=CONVERGED,
            moved=", ".join(moved),
            state=", ".join(letters[:d] + memory) + ",",
            inside=" and ".join(f"_low <= {letter} <= _far" for letter in letters[:d]),
            diverged=DIVERGED,
        )

    return program.compiled(("loop",), source)
