"""What a formula must be to be descended, and how it is differentiated."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import sympy as sp

from gdlib.arguments import real_number

_NO_GRADIENT = (sp.floor, sp.ceiling, sp.frac, sp.Mod, sp.core.function.AppliedUndef)
# What the printed programs use themselves, and what Python or JavaScript would not take.
_RESERVED = """
step_size math numpy Math arguments await break case catch const debugger default
delete do enum eval export extends false function implements interface let new null package private
protected public static super switch this throw true typeof var void
"""


def as_symbols(variables: Any) -> tuple[sp.Symbol, ...]:
    """``variables`` as a tuple of different symbols that can be letters of a program."""
    if isinstance(variables, sp.Symbol):
        variables = (variables,)
    if not isinstance(variables, Iterable):
        raise TypeError(f"variables: expected SymPy symbols, got {variables!r}")
    variables = tuple(variables)
    for variable in variables:
        if not isinstance(variable, sp.Symbol):
            raise TypeError(f"variables: expected SymPy symbols, got {variable!r}")
        check_name(variable.name, "variables")
    if not variables or len(set(variables)) < len(variables):
        raise ValueError(f"variables: expected one or more different symbols, got {variables}")
    return variables


def check_name(name: str, argument: str) -> None:
    """Refuse what cannot be a letter of a program in Python and in JavaScript."""
    if (
        not name.isidentifier()
        or keyword.iskeyword(name)
        or name in _RESERVED.split()
        or name[0] == "_"
    ):
        raise ValueError(f"{argument}: {name!r} cannot be the name of a letter in a program")


def as_parameters(parameters: Any) -> dict[str, float]:
    """``parameters`` as numbers by name."""
    if not isinstance(parameters, Mapping):
        raise TypeError(f"parameters: expected a mapping of names to numbers, got {parameters!r}")
    values = {}
    for key, value in parameters.items():
        name = key.name if isinstance(key, sp.Symbol) else key
        if not isinstance(name, str):
            raise TypeError(f"parameters: expected a symbol or its name, got {key!r}")
        check_name(name, "parameters")
        values[name] = real_number(name, value)
    return values


def as_formula(
    expression: Any,
    variables: tuple[sp.Symbol, ...],
    parameters: Mapping[str, Any],
    data: Mapping[str, Any],
) -> sp.Expr:
    """``expression`` as a real-valued formula of these letters, with a gradient."""
    with suppress(sp.SympifyError):  # and then refused as what it is
        expression = sp.sympify(expression)
    if not isinstance(expression, sp.Expr):
        raise TypeError(f"expression: expected a real-valued SymPy formula, got {expression!r}")
    for refused in expression.atoms(*_NO_GRADIENT):
        raise ValueError(f"expression: {refused} has no gradient to descend")
    expression = _same_letters(expression, variables)
    if _is_complex(expression):
        raise ValueError(f"expression: expected a real-valued formula, got {expression}")
    names = [*(v.name for v in variables), *parameters, *data]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"variables, parameters, data: {', '.join(twice)} cannot be more than one")
    known = set(names)
    unknown = sorted(s.name for s in expression.free_symbols if s.name not in known)
    if unknown:
        raise ValueError(
            f"expression: {', '.join(unknown)} in {expression} is neither a variable "
            f"({', '.join(v.name for v in variables)}) nor a parameter "
            f"({', '.join(parameters) or 'none'}){_or_data(data)}"
        )
    # Whole floats as exponents (x**2.0) are not real to SymPy: |x**2.0| would not differentiate.
    return expression.replace(
        lambda e: e.is_Pow and e.exp.is_Float and e.exp == int(e.exp),
        lambda e: e.base ** int(e.exp),
    )


def _same_letters(expression: sp.Expr, variables: tuple[sp.Symbol, ...]) -> sp.Expr:
    """A letter is known by its name: x is x, whatever the formula supposes about it."""
    ours = {variable.name: variable for variable in variables}
    return expression.xreplace({s: ours.get(s.name, s) for s in expression.free_symbols})


def _is_complex(expression: sp.Expr) -> bool:
    if expression.has(sp.I, sp.nan, sp.zoo, sp.oo):
        return True
    # SymPy takes long to tell, so it is asked only about roots (of what may be negative).
    if all(power.exp.is_Integer or power.base is sp.E for power in expression.atoms(sp.Pow)):
        return False
    real = {s: sp.Symbol(s.name, real=True) for s in expression.free_symbols}
    return expression.xreplace(real).is_extended_real is False


def _or_data(data: Mapping[str, Any]) -> str:
    return f" nor data ({', '.join(data)})" if data else ""


def derivative(expression: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    """The partial derivative by ``variable``, everywhere: at a kink of |x|, sign(0) = 0."""
    # Real symbols, so that |x| differentiates to sign(x); where a branch has a jump, the branch
    # whose condition holds is the derivative and the jump itself contributes nothing.
    real = {s: sp.Symbol(s.name, real=True) for s in expression.free_symbols | {variable}}
    slope = sp.diff(expression.xreplace(real), real[variable])
    slope = slope.replace(sp.DiracDelta, lambda *_: sp.Integer(0))
    slope = slope.replace(sp.sign, lambda u: _jump(u, -1, 0, 1))
    slope = slope.replace(sp.Heaviside, lambda u, *_: _jump(u, 0, sp.Rational(1, 2), 1))
    if slope.has(sp.Derivative, sp.Subs):
        raise ValueError(f"expression: {expression} has no gradient that SymPy knows")
    return slope.xreplace({new: old for old, new in real.items()})


def _jump(u: sp.Expr, below: Any, at: Any, above: Any) -> sp.Piecewise:
    return sp.Piecewise((below, u < 0), (above, u > 0), (at, True))
