"""A differentiable loss, given by one formula: everything else about it follows.

    formula ──SymPy──> gradient, Hessian ──Program──> NumPy | Python floats | JavaScript

`Loss` derives, compiles on first use, and evaluates on arrays of points. No derivative is typed.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike

from gdlib import javascript
from gdlib.arguments import Array, points_array, real_number
from gdlib.formula import as_formula, as_parameters, as_symbols, derivative
from gdlib.program import Program
from gdlib.samples import as_data, means
from gdlib.stepper import Stepper
from gdlib.stepper import gradient as gradient_step


@dataclass(frozen=True, eq=False, repr=False)
class Loss:
    r"""A loss :math:`L(\theta)` given by a SymPy formula, with its derivatives.

    With ``data``, the formula is that of one sample :math:`i`, and the loss is the mean

    .. math:: L(\theta) = \frac{1}{N} \sum_{i=1}^{N} \ell(\theta; x_i, t_i)

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
    data : mapping, optional
        Symbol or name of each letter that stands for data, with its column of :math:`N` numbers.

    Raises
    ------
    TypeError
        If an argument is of the wrong kind.
    ValueError
        If the formula holds a letter that is neither variable, parameter nor data, or has no
        gradient to descend (``floor``, ``ceiling``, an unknown function, a complex number).

    Examples
    --------
    >>> from sympy.abc import t, x, y
    >>> bowl = Loss(x**2 + 4*y**2, (x, y))
    >>> bowl.gradient.T
    Matrix([[2*x, 8*y]])
    >>> from gdlib import descend
    >>> descend(bowl, (2, 1), 0.1, steps=2).values.round(4).tolist()
    [8.0, 2.72, 1.6448]
    >>> Loss((x - t)**2, x, data={t: [1.0, 2.0, 6.0]}).grad([3.0, 4.0][:1])
    array([0.])
    """

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]
    parameters: Mapping[str, float] = field(default_factory=dict)
    name: str = ""
    data: Mapping[str, Any] | None = field(default=None)

    def __post_init__(self) -> None:
        variables = as_symbols(self.variables)
        parameters, data = as_parameters(self.parameters), as_data(self.data)
        expression = as_formula(self.expression, variables, parameters, data)
        made = {"variables": variables, "parameters": parameters, "data": data}
        for name, value in {**made, "expression": expression}.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        shown = ("expression", "variables", "parameters", "name")
        return f"Loss({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    @property
    def dimension(self) -> int:
        """The number d of coordinates of a point."""
        return len(self.variables)

    @property
    def samples(self) -> int:
        """The number N of samples, 0 where the loss is not a mean over data."""
        return len(next(iter(self.data.values()))) if self.data else 0

    @cached_property
    def gradient(self) -> sp.Matrix:
        r"""The column :math:`\nabla L` of partial derivatives, as formulas (of one sample)."""
        return sp.Matrix([derivative(self.expression, v) for v in self.variables])

    @cached_property
    def hessian(self) -> sp.Matrix:
        r"""The d × d matrix H of second partial derivatives, as formulas (of one sample)."""
        return sp.Matrix([[derivative(g, v) for v in self.variables] for g in self.gradient])

    @cached_property
    def program(self) -> Program:
        """Value and gradient as one program of variables, parameters, then data."""
        symbols = {s.name: s for s in self.expression.free_symbols}
        names = [*self.parameters, *(self.data or ())]
        rest = [symbols.get(name, sp.Symbol(name)) for name in names]
        formulas = {"value": [self.expression], "gradient": self.gradient}
        return Program.of([*self.variables, *rest], formulas)

    @cached_property
    def _made(self) -> dict[Any, Program]:  # when first used; a copy shares them
        return {}

    @property
    def curvature(self) -> Program:
        """The Hessian as a program of its own, the longest of all: most paths do without it."""
        if "hessian" not in self._made:
            arguments, formulas = self.program.arguments, {"hessian": self.hessian}
            self._made["hessian"] = Program.of(arguments, formulas, prefix="h")
        return self._made["hessian"]

    def stepping(self, stepper: Stepper) -> Program:
        """The program with the step of ``stepper`` added, made once."""
        if stepper not in self._made:
            self._made[stepper] = stepper.program(self.variables, self.program)
        return self._made[stepper]

    def where(self, **parameters: float) -> Self:
        """The same loss with other values of some parameters; nothing is derived or compiled again.

        >>> LOSS = Loss(sp.sympify("lamda*x**2/2"), sp.symbols("x,"), {"lamda": 4})
        >>> float(LOSS([1.0])), float(LOSS.where(lamda=10)([1.0]))
        (2.0, 5.0)
        """
        for name in parameters:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise ValueError(f"parameters: {name!r} is not one of this loss's ({known})")
        changed = {name: real_number(name, value) for name, value in parameters.items()}
        return self._with("parameters", {**self.parameters, **changed})

    def subset(self, rows: ArrayLike) -> Self:
        """The mean over some of the samples only, those at the places ``rows``."""
        places = np.asarray(rows)
        columns = {name: column[places] for name, column in (self.data or {}).items()}
        return self._with("data", columns)

    def _with(self, name: str, value: Mapping[str, Any]) -> Self:
        self.stepping(gradient_step())  # made now, so that the copy shares the programs
        other = copy.copy(self)
        object.__setattr__(other, name, value)
        return other

    def __call__(self, points: ArrayLike) -> Array:
        """The loss at points of shape (..., d): an array (...)."""
        return self._evaluate(self.program, "value", points)[0]

    def grad(self, points: ArrayLike) -> Array:
        """The gradient at points of shape (..., d): an array (..., d)."""
        return np.stack(self._evaluate(self.program, "gradient", points), axis=-1)

    def hess(self, points: ArrayLike) -> Array:
        """The Hessian at points of shape (..., d): an array (..., d, d)."""
        flat = np.stack(self._evaluate(self.curvature, "hessian", points), axis=-1)
        return flat.reshape(*flat.shape[:-1], self.dimension, self.dimension)

    def _evaluate(self, program: Program, name: str, points: ArrayLike) -> list[Array]:
        points, function = self.as_points(points), program.function([name], "numpy")
        rest = list(self.parameters.values())
        with np.errstate(all="ignore"):  # an overflow is a value here: infinity
            if self.data:
                return means(function, points, rest, list(self.data.values()))
            values = function(*np.moveaxis(points, -1, 0), *rest)
        return [np.broadcast_to(v, points.shape[:-1]).astype(float) for v in values]

    def as_points(self, points: ArrayLike, argument: str = "points") -> Array:
        """``points`` as floats of shape (..., d); a bare number will do where d = 1."""
        letters = f" for variables ({', '.join(str(v) for v in self.variables)})"
        return points_array(argument, points, self.dimension, letters)

    def to_js(self, stepper: Stepper = gradient_step(), *, hessian: bool = True) -> str:
        """The loss as an ES module: value, gradient, ``hessian`` if wanted, the stepper's step."""
        rest = (stepper, self.dimension, dict(self.parameters))
        program = self.program if self.data else self.stepping(stepper)
        program = program.beside(self.curvature) if hessian else program
        if not self.data:
            return javascript.module(program, *rest)
        data = {name: column.tolist() for name, column in self.data.items()}
        return javascript.module_over_samples(program, *rest, data)
