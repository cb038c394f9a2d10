"""A differentiable loss, given by one formula: everything else about it follows.

    formula ──SymPy──> gradient, Hessian ──Program──> NumPy | Python floats | JavaScript

`Loss` derives, compiles on first use, and evaluates on arrays of points. No derivative is typed.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import sympy as sp

from gdlib.arguments import real_number
from gdlib.formula import as_formula, as_parameters, as_symbols, derivative
from gdlib.program import PRINTERS, Program
from gdlib.stepper import STEP_SIZE, Stepper
from gdlib.stepper import gradient as gradient_step


@dataclass(frozen=True, eq=False)
class Loss:
    r"""A loss :math:`L(\theta)` given by a SymPy formula, with its derivatives.

    Parameters
    ----------
    expression : sympy.Expr
        The formula of :math:`L`, a real number for real :math:`\theta`; ``Piecewise`` and ``Abs``
        are welcome. At a kink the gradient is that of the piece whose condition holds.
    variables : sequence of sympy.Symbol
        The coordinates of :math:`\theta`, in order; their number is :math:`d`.
    parameters : mapping, optional
        Symbol or name of every other letter in the formula, with its default value: the curvatures
        and widths that a slider moves. They are arguments of the compiled programs, so that
        changing them compiles nothing again.
    name : str, optional
        What to call the loss in messages and titles.

    Raises
    ------
    TypeError
        If an argument is of the wrong kind.
    ValueError
        If the formula holds a letter that is neither variable nor parameter, or has no gradient
        to descend (``floor``, ``ceiling``, an unknown function, a complex number).

    Examples
    --------
    >>> from sympy.abc import x, y
    >>> bowl = Loss(x**2 + 4*y**2, (x, y))
    >>> bowl.gradient.T
    Matrix([[2*x, 8*y]])
    >>> theta = np.array([2.0, 1.0])
    >>> for _ in range(3):
    ...     print(round(float(bowl(theta)), 4))
    ...     theta = theta - 0.1 * bowl.grad(theta)
    8.0
    2.72
    1.6448
    """

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]
    parameters: Mapping[str, float] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        variables = as_symbols(self.variables)
        parameters = as_parameters(self.parameters)
        object.__setattr__(self, "variables", variables)
        object.__setattr__(self, "parameters", parameters)
        object.__setattr__(self, "expression", as_formula(self.expression, variables, parameters))

    @property
    def dimension(self) -> int:
        """The number d of coordinates of a point."""
        return len(self.variables)

    @cached_property
    def gradient(self) -> sp.Matrix:
        r"""The column :math:`\nabla L` of first partial derivatives, as formulas."""
        return sp.Matrix([derivative(self.expression, v) for v in self.variables])

    @cached_property
    def hessian(self) -> sp.Matrix:
        r"""The d × d matrix H of second partial derivatives, as formulas."""
        rows = [[derivative(g, v) for v in self.variables] for g in self.gradient]
        return sp.Matrix(rows)

    @cached_property
    def program(self) -> Program:
        """Value, gradient and Hessian as one program of the variables and then the parameters."""
        symbols = {s.name: s for s in self.expression.free_symbols}
        rest = [symbols.get(name, sp.Symbol(name)) for name in self.parameters]
        formulas = {"value": [self.expression], "gradient": self.gradient, "hessian": self.hessian}
        return Program.of([*self.variables, *rest], formulas)

    @cached_property
    def _stepping(self) -> dict[Stepper, Program]:
        return {}

    def stepping(self, stepper: Stepper) -> Program:
        """The program with the step of ``stepper`` added, made once."""
        if stepper not in self._stepping:
            self._stepping[stepper] = stepper.program(self.variables, self.program)
        return self._stepping[stepper]

    def where(self, **parameters: float) -> Loss:
        """The same loss with other values of some parameters; nothing is derived or compiled again.

        >>> LOSS = Loss(sp.sympify("lamda*x**2/2"), sp.symbols("x,"), {"lamda": 4})
        >>> float(LOSS([1.0])), float(LOSS.where(lamda=10)([1.0]))
        (2.0, 5.0)
        """
        for name in parameters:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise ValueError(f"parameters: {name!r} is not one of this loss's ({known})")
        self.stepping(gradient_step())  # made now, so that the copy shares the programs
        other = copy.copy(self)
        changed = {name: real_number(name, value) for name, value in parameters.items()}
        object.__setattr__(other, "parameters", {**self.parameters, **changed})
        return other

    def __call__(self, points) -> np.ndarray:
        """The loss at points of shape (..., d): an array (...)."""
        return self._evaluate("value", points)[0]

    def grad(self, points) -> np.ndarray:
        """The gradient at points of shape (..., d): an array (..., d)."""
        return np.stack(self._evaluate("gradient", points), axis=-1)

    def hess(self, points) -> np.ndarray:
        """The Hessian at points of shape (..., d): an array (..., d, d)."""
        flat = np.stack(self._evaluate("hessian", points), axis=-1)
        return flat.reshape(*flat.shape[:-1], self.dimension, self.dimension)

    def _evaluate(self, name: str, points) -> list[np.ndarray]:
        points = self.as_points(points)
        function = self.program.function([name], "numpy")
        with np.errstate(all="ignore"):  # an overflow is a value here: infinity
            values = function(*np.moveaxis(points, -1, 0), *self.parameters.values())
        return [np.broadcast_to(v, points.shape[:-1]).astype(float) for v in values]

    def as_points(self, points, argument: str = "points") -> np.ndarray:
        """``points`` as floats of shape (..., d); a bare number will do where d = 1."""
        array = np.asarray(points)
        if array.dtype.kind not in "iuf":
            raise TypeError(f"{argument}: expected real numbers, got {points!r}")
        if array.ndim == 0 and self.dimension == 1:
            array = array[None]
        if array.ndim == 0 or array.shape[-1] != self.dimension:
            letters = ", ".join(str(v) for v in self.variables)
            raise ValueError(
                f"{argument}: expected shape (..., {self.dimension}) for variables ({letters}), "
                f"got shape {array.shape}"
            )
        return array.astype(float)

    def to_js(self, stepper: Stepper = gradient_step()) -> str:
        """The loss as an ES module: value, gradient, hessian, and the step of ``stepper``.

        Every function takes a point and the parameters as arrays. ``step`` returns the next point
        and the squared norm of the gradient at the old one.
        """
        d, program = self.dimension, self.stepping(stepper)
        point = f"[{', '.join(_printed(v) for v in self.variables)}]"
        rest = f"[{', '.join(_printed(s) for s in program.arguments[d:])}]"

        def function(name: str, arguments: str, results: list[str], layout: Callable) -> str:
            assignments, values = program.lines(results, "javascript")
            body = "".join(f"  const {n} = {v};\n" for n, v in assignments)
            return f"export function {name}({arguments}) {{\n{body}  return {layout(values)};\n}}\n"

        def row(values: list[str]) -> str:
            return f"[{', '.join(values)}]"

        return "".join(
            [
                f"export const variables = {json.dumps([v.name for v in self.variables])};\n",
                f"export const parameters = {json.dumps(dict(self.parameters))};\n",
                function("value", f"{point}, {rest}", ["value"], lambda v: v[0]),
                function("gradient", f"{point}, {rest}", ["gradient"], row),
                function(
                    "hessian",
                    f"{point}, {rest}",
                    ["hessian"],
                    lambda h: row([row(h[i : i + d]) for i in range(0, d * d, d)]),
                ),
                function(
                    "step",
                    f"{point}, {_printed(STEP_SIZE)}, {rest}",
                    ["step", "squared_norm"],
                    lambda v: row([row(v[:-1]), v[-1]]),
                ),
            ]
        )


def _printed(symbol: sp.Symbol) -> str:
    return PRINTERS["javascript"]().doprint(symbol)
