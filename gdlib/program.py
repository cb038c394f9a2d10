"""One straight-line program for a formula, printed for Python, NumPy and JavaScript.

    formulas ──cse──> assignments + results ──print──> Python | NumPy | JavaScript source

All three languages are printed from the *same* assignments in the same order, with whole powers
written as products. They then do the same floating-point operations, so that a path computed by
the solver and the path drawn in a browser agree to the last bit wherever only + − × ÷ occur.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy
import sympy as sp
from sympy.printing.codeprinter import CodePrinter
from sympy.printing.jscode import JavascriptCodePrinter
from sympy.printing.numpy import NumPyPrinter
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.pycode import PythonCodePrinter


class _PowersAsProducts(CodePrinter):
    """Print x³ as (x*x*x): NumPy, Python and JavaScript each round their own pow differently."""

    def _print_Pow(self, expr: sp.Pow, rational: bool = False) -> str:
        base, exponent = expr.as_base_exp()
        if not exponent.is_Integer:
            return self._print_root(expr)
        factor = self.parenthesize(base, PRECEDENCE["Pow"])
        product = f"({'*'.join([factor] * abs(int(exponent)))})"
        return product if exponent > 0 else f"(1/{product})"

    def _print_root(self, expr: sp.Pow) -> str:
        return super()._print_Pow(expr)

    def _print_Add(self, expr: sp.Add, order: str | None = None) -> str:
        terms = self._as_ordered_terms(expr, order=order)
        if len(terms) != 2 or not terms[0].could_extract_minus_sign():
            return super()._print_Add(expr, order)
        # v - a*g for -a*g + v: the same number to the last bit, and one operation less.
        return super()._print_Add(sp.Add(*reversed(terms), evaluate=False), order="none")

    def _print_Float(self, expr: sp.Float) -> str:
        return repr(float(expr))  # every digit: SymPy would print fifteen


class _Python(_PowersAsProducts, PythonCodePrinter):
    def _print_root(self, expr: sp.Pow) -> str:
        # (-1)**0.5 is complex in Python; math.sqrt and math.pow raise, and the step is diverging.
        if abs(expr.exp) == sp.S.Half:
            return super()._print_root(expr)
        return f"math.pow({self._print(expr.base)}, {self._print(expr.exp)})"


class _NumPy(_PowersAsProducts, NumPyPrinter):
    pass


class _JavaScript(_PowersAsProducts, JavascriptCodePrinter):
    pass


PRINTERS: dict[str, Callable[[], CodePrinter]] = {
    "python": _Python,
    "numpy": _NumPy,
    "javascript": _JavaScript,
}


def fresh_symbols(prefix: str, taken: Iterable[sp.Symbol]) -> Iterator[sp.Symbol]:
    """Letters ``prefix``0, ``prefix``1, … that are not ``taken``."""
    names = {symbol.name for symbol in taken}
    return (s for s in sp.numbered_symbols(prefix, real=True) if s.name not in names)


def _name_bases(expression: sp.Expr, fresh: Iterator[sp.Symbol], assignments: list[Any]) -> sp.Expr:
    """Give the base of every whole power a name, so that the product evaluates it once."""

    def name(power: sp.Pow) -> sp.Pow:
        symbol = next(fresh)
        assignments.append((symbol, power.base))
        return symbol**power.exp

    return expression.replace(
        lambda e: e.is_Pow and e.exp.is_Integer and abs(e.exp) > 1 and not e.base.is_Symbol, name
    )


@dataclass(frozen=True, eq=False)
class Program:
    """Formulas that share their common subexpressions.

    ``arguments`` are the symbols that a caller supplies, ``assignments`` the shared intermediate
    results in order, ``results`` the formulas by name, each a tuple of expressions.
    """

    arguments: tuple[sp.Symbol, ...]
    assignments: tuple[tuple[sp.Symbol, sp.Expr], ...]
    results: Mapping[str, tuple[sp.Expr, ...]]
    _compiled: dict[Any, Callable[..., Any]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        arguments: Sequence[sp.Symbol],
        formulas: Mapping[str, Iterable[Any]],
        prefix: str = "t",
    ) -> Program:
        """Find the subexpressions that ``formulas`` share, and name each once: t0, t1, …"""
        lists = {name: list(rows) for name, rows in formulas.items()}
        fresh = fresh_symbols(prefix, arguments)
        flat = [expression for rows in lists.values() for expression in rows]
        shared, flat = sp.cse(flat, symbols=fresh, optimizations="basic")
        assignments: list[tuple[sp.Symbol, sp.Expr]] = []
        for symbol, value in shared:
            named = _name_bases(value, fresh, assignments)
            assignments.append((symbol, named))
        rest = [_name_bases(expression, fresh, assignments) for expression in flat]
        results = {}
        for name, rows in lists.items():
            results[name], rest = tuple(rest[: len(rows)]), rest[len(rows) :]
        return cls(tuple(arguments), tuple(assignments), results)

    def then(
        self, name: str, prefix: str, **results: Callable[[tuple[Any, ...]], Iterable[Any]]
    ) -> Program:
        """Name the rows of the result ``name`` (g0, g1, …) and add results that are made of them.

        What is added is not rewritten: it does its arithmetic on the named rows as it stands.
        """
        fresh = fresh_symbols(prefix, self.arguments)
        rows = tuple(next(fresh) for _ in self.results[name])
        assignments = (*self.assignments, *zip(rows, self.results[name], strict=True))
        made = {key: tuple(make(rows)) for key, make in results.items()}
        return Program(self.arguments, assignments, {**self.results, **made})

    def beside(self, other: Program) -> Program:
        """Both programs in one; ``other`` takes the same arguments and has other prefixes."""
        assignments = (*self.assignments, *other.assignments)
        return Program(self.arguments, assignments, {**self.results, **other.results})

    def lines(self, names: Sequence[str], language: str) -> tuple[list[tuple[str, str]], list[str]]:
        """The assignments that the results ``names`` need, and those results, as source text."""
        printer = PRINTERS[language]()

        def text(expression: sp.Expr) -> str:
            return " ".join(printer.doprint(expression).split())

        wanted = [expression for name in names for expression in self.results[name]]
        needed: set[sp.Symbol] = set().union(*(e.free_symbols for e in wanted))
        kept = []
        for symbol, value in reversed(self.assignments):
            if symbol in needed:
                needed |= value.free_symbols
                kept.append((text(symbol), text(value)))
        return kept[::-1], [text(expression) for expression in wanted]

    def function(
        self, names: Sequence[str], language: str, *more: sp.Symbol
    ) -> Callable[..., tuple[Any, ...]]:
        """Compile the results ``names`` to a function that returns them as one flat tuple.

        It takes the program's arguments, and after them the symbols ``more`` of added results.
        """

        def source() -> str:
            assignments, results = self.lines(names, language)
            arguments = ", ".join(PRINTERS[language]().doprint(s) for s in (*self.arguments, *more))
            body = "".join(f"    {name} = {value}\n" for name, value in assignments)
            return f"def printed({arguments}):\n{body}    return ({', '.join(results)},)\n"

        return self.compiled((*names, language), source)

    def compiled(
        self, key: tuple[str, ...], source: Callable[[], str]
    ) -> Callable[..., tuple[Any, ...]]:
        """The function ``printed`` of this source, compiled when it is first asked for."""
        if key not in self._compiled:
            text = source()
            namespace: dict[str, Any] = {"functools": functools, "math": math, "numpy": numpy}
            exec(text, namespace)
            namespace["printed"].__doc__ = text
            self._compiled[key] = namespace["printed"]
        return self._compiled[key]
