"""A loss as an ES module: what the live experiments load, from the same programs as the solver.

Every function takes a point and the parameters as arrays. ``step`` returns the next point and the
squared norm of the gradient at the old one; where the stepper has a memory, it takes that as a
further array and returns its new value last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import sympy as sp

from gdlib.program import PRINTERS, Program, fresh_symbols
from gdlib.stepper import STEP_SIZE, Stepper

Layout = Callable[[list[str]], str]


def module(program: Program, stepper: Stepper, dimension: int, parameters: dict[str, float]) -> str:
    """The module's text: the constants, then value, gradient, hessian and step."""
    d, variables = dimension, program.arguments[:dimension]
    letters = _row_of(program.arguments[d:])
    signature = f"{_row_of(variables)}, {letters}"
    functions = [
        ("value", signature, ["value"], lambda v: v[0]),
        ("gradient", signature, ["gradient"], _row),
        ("hessian", signature, ["hessian"], lambda h: _rows(h, d)),
        _step(program, stepper, d, letters),
    ]
    functions = [parts for parts in functions if set(parts[2]) <= set(program.results)]
    return (
        f"export const variables = {json.dumps([v.name for v in variables])};\n"
        f"export const parameters = {json.dumps(parameters)};\n"
    ) + "".join(_function(program, *parts) for parts in functions)


def module_over_samples(
    program: Program,
    stepper: Stepper,
    dimension: int,
    parameters: dict[str, float],
    data: dict[str, list[float]],
) -> str:
    """The same module for a mean over ``data``: each function averages over the samples."""
    d, rest = dimension, dimension + len(parameters)
    point, letters = _row_of(program.arguments[:d]), _row_of(program.arguments[d:rest])
    sample = f"{point}, {letters}, {_row_of(program.arguments[rest:])}"
    results = {
        "value": "return value[0];",
        "gradient": "return gradient;",
        "hessian": f"return {_rows([f'hessian[{i}]' for i in range(d * d)], d)};",
    }
    names = [name for name in results if name in program.results]
    parts = [
        f"export const variables = {json.dumps([v.name for v in program.arguments[:d]])};\n",
        f"export const parameters = {json.dumps(parameters)};\n",
        f"export const samples = {json.dumps(list(zip(*data.values(), strict=True)))};\n",
        *(_function(program, f"sample_{name}", sample, [name], _row, export="") for name in names),
        _MEAN,
        *(_over_samples(name, results[name]) for name in names),
    ]
    return "".join(parts) + _step_on_means(program, stepper, d, letters)


_MEAN = """\
function mean(one, point, parameters) {
  const sums = one(point, parameters, samples[0]);
  for (const sample of samples.slice(1)) {
    one(point, parameters, sample).forEach((v, i) => (sums[i] += v));
  }
  return sums.map((v) => v / samples.length);
}
"""


def _over_samples(name: str, end: str) -> str:
    return (
        f"export function {name}(point, parameters) {{\n"
        f"  const {name} = mean(sample_{name}, point, parameters);\n  {end}\n}}\n"
    )


def _step_on_means(program: Program, stepper: Stepper, d: int, letters: str) -> str:
    """The step from the mean gradient, whose coordinates are letters of this function."""
    variables = program.arguments[:d]
    fresh = fresh_symbols("slope", program.arguments)
    slopes = tuple(next(fresh) for _ in range(d))
    means = Program(variables, (), {"gradient": slopes})
    means = stepper.program(variables, means)
    opening, body = _function(means, *_step(means, stepper, d, letters)).split("\n", 1)
    call = f"gradient({_row_of(variables)}, {letters})"
    return f"{opening}\n  const {_row_of(slopes)} = {call};\n{body}"


def _step(
    program: Program, stepper: Stepper, d: int, letters: str
) -> tuple[str, str, list[str], Layout]:
    signature = f"{_row_of(program.arguments[:d])}, {_printed(STEP_SIZE)}, {letters}"
    if not stepper.memory:
        return "step", signature, ["step", "squared_norm"], lambda v: _row([_row(v[:d]), v[d]])
    return (
        "step",
        f"{signature}, {_row_of(stepper.memory_symbols(program))}",
        ["step", "squared_norm", "memory"],
        lambda v: _row([_row(v[:d]), v[d], _row(v[d + 1 :])]),
    )


def _function(
    program: Program,
    name: str,
    signature: str,
    results: list[str],
    layout: Layout,
    export: str = "export ",
) -> str:
    assignments, values = program.lines(results, "javascript")
    body = "".join(f"  const {n} = {v};\n" for n, v in assignments)
    return f"{export}function {name}({signature}) {{\n{body}  return {layout(values)};\n}}\n"


def _row(values: Sequence[str]) -> str:
    return f"[{', '.join(values)}]"


def _rows(values: list[str], d: int) -> str:
    return _row([_row(values[i : i + d]) for i in range(0, d * d, d)])


def _row_of(symbols: Sequence[sp.Symbol]) -> str:
    return _row([_printed(symbol) for symbol in symbols])


def _printed(symbol: sp.Symbol) -> str:
    return PRINTERS["javascript"]().doprint(symbol)
