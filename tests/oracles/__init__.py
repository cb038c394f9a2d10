"""What other people's programs say, to compare gdlib with.

The functions of the package landscapes are used as they stand: `functions` runs its own source on
numbers of another kind, symbols here (which gives formulas), torch's tensors in `benchmarks.oracle`
(which gives ``trajectories.json``, so that the tests need no torch).
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sympy as sp
from landscapes import single_objective

FOLDER = Path(__file__).parent
DIMENSIONS = {"colville": 4, "wolfe": 3}  # of all others: 2
NO_GRADIENT = ("plateau", "step")  # made of floor


class _Choices(ast.NodeTransformer):
    """``a if c else b`` as a call, for numbers that are not yet known."""

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        call = ast.Name("choose", ast.Load())
        return ast.copy_location(ast.Call(call, [node.test, node.body, node.orelse], []), node)


def functions(mathematics: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """All functions of landscapes, in which cos, sqrt, pi … mean what ``mathematics`` says."""
    tree = ast.parse(inspect.getsource(single_objective))
    tree.body = [n for n in tree.body if not (isinstance(n, ast.ImportFrom) and n.module == "math")]
    namespace = dict(mathematics)
    tree = ast.fix_missing_locations(_Choices().visit(tree))
    exec(compile(tree, "landscapes", "exec"), namespace)
    names = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
    return {name: namespace[name] for name in names}


def formulas() -> dict[str, tuple[sp.Expr, tuple[sp.Symbol, ...]]]:
    """Each function as a formula, and its variables."""
    words = {name: getattr(sp, name) for name in ("cos", "exp", "floor", "pi", "sin", "sqrt")}
    words |= {"e": sp.E, "choose": lambda c, a, b: sp.Piecewise((a, c), (b, True))}
    made = {}
    for name, function in functions(words).items():
        variables = sp.symbols(f"x1:{DIMENSIONS.get(name, 2) + 1}")
        made[name] = (sp.sympify(function(variables)), variables)
    return made


def stored(name: str) -> dict[str, Any]:
    """What ``name``.json in this folder holds."""
    return json.loads((FOLDER / f"{name}.json").read_text())
