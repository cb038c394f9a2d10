"""What a formula must be to be descended, and how it is differentiated."""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence

import sympy as sp

from gdlib.arguments import real_number
from gdlib.stepper import STEP_SIZE

_NO_GRADIENT = (sp.floor, sp.ceiling, sp.core.function.AppliedUndef)


def as_symbols(variables: Sequence[sp.Symbol]) -> tuple[sp.Symbol, ...]:
    if isinstance(variables, sp.Symbol):
        variables = (variables,)
    variables = tuple(variables)
    for variable in variables:
        if not isinstance(variable, sp.Symbol):
            raise TypeError(f"variables: expected SymPy symbols, got {variable!r}")
        _check_name(variable.name, "variables")
    if not variables or len(set(variables)) < len(variables):
        raise ValueError(f"variables: expected one or more different symbols, got {variables}")
    return variables


def _check_name(name: str, argument: str) -> None:
    if not name.isidentifier() or keyword.iskeyword(name) or name == STEP_SIZE.name:
        raise ValueError(f"{argument}: {name!r} cannot be the name of a letter in a program")


def as_parameters(parameters: Mapping) -> dict[str, float]:
    if not isinstance(parameters, Mapping):
        raise TypeError(f"parameters: expected a mapping of names to numbers, got {parameters!r}")
    values = {}
    for key, value in parameters.items():
        name = key.name if isinstance(key, sp.Symbol) else key
        if not isinstance(name, str):
            raise TypeError(f"parameters: expected a symbol or its name, got {key!r}")
        _check_name(name, "parameters")
        values[name] = real_number(name, value)
    return values


def as_formula(expression, variables: tuple[sp.Symbol, ...], parameters: Mapping) -> sp.Expr:
    expression = sp.sympify(expression)
    if not isinstance(expression, sp.Expr):
        raise TypeError(f"expression: expected a real-valued SymPy formula, got {expression!r}")
    for refused in expression.atoms(*_NO_GRADIENT):
        raise ValueError(f"expression: {refused} has no gradient to descend")
    if expression.has(sp.I):
        raise ValueError(f"expression: expected a real-valued formula, got {expression}")
    known = {v.name for v in variables} | set(parameters)
    unknown = sorted(s.name for s in expression.free_symbols if s.name not in known)
    if unknown:
        raise ValueError(
            f"expression: {', '.join(unknown)} in {expression} is neither a variable "
            f"({', '.join(v.name for v in variables)}) nor a parameter "
            f"({', '.join(parameters) or 'none'})"
        )
    # Whole floats as exponents (x**2.0) are not real to SymPy: |x**2.0| would not differentiate.
    return expression.replace(
        lambda e: e.is_Pow and e.exp.is_Float and e.exp == int(e.exp),
        lambda e: e.base ** int(e.exp),
    )


def derivative(expression: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    # Real symbols, so that |x| differentiates to sign(x); where a branch has a jump, the branch
    # whose condition holds is the derivative and the jump itself contributes nothing.
    real = {s: sp.Symbol(s.name, real=True) for s in expression.free_symbols | {variable}}
    slope = sp.diff(expression.xreplace(real), real[variable])
    slope = slope.replace(sp.DiracDelta, lambda *_: sp.Integer(0))
    slope = slope.replace(sp.sign, lambda u: _jump(u, -1, 0, 1))
    slope = slope.replace(sp.Heaviside, lambda u, *_: _jump(u, 0, sp.Rational(1, 2), 1))
    return slope.xreplace({new: old for old, new in real.items()})


def _jump(u: sp.Expr, below: sp.Expr, at: sp.Expr, above: sp.Expr) -> sp.Piecewise:
    return sp.Piecewise((below, u < 0), (above, u > 0), (at, True))
