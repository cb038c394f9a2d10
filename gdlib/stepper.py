"""The rules of one step, written on symbols, so that one text serves the solver and the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from gdlib.program import Program

STEP_SIZE = sp.Symbol("step_size", real=True)


@dataclass(frozen=True)
class Stepper:
    """A rule of one step.

    ``move(v, g, step_size)`` is the new value of a coordinate ``v`` whose partial derivative is
    ``g``, as a formula of these three symbols.
    """

    name: str
    move: Callable[[sp.Symbol, sp.Symbol, sp.Symbol], sp.Expr]

    def program(self, variables: tuple[sp.Symbol, ...], derivatives: Program) -> Program:
        """Add to a loss's program the results ``step`` and ``squared_norm`` (of the gradient).

        They are made of the gradient as it is evaluated and not rewritten, so that a step is, to
        the last bit, what the rule says of the gradient that ``Loss.grad`` returns.
        """
        return derivatives.then(
            "gradient",
            "g",
            step=lambda g: [
                self.move(v, slope, STEP_SIZE) for v, slope in zip(variables, g, strict=True)
            ],
            squared_norm=lambda g: [sp.Add(*(slope**2 for slope in g))],
        )


def _downhill(v: sp.Symbol, g: sp.Symbol, step_size: sp.Symbol) -> sp.Expr:
    return v - step_size * g


def gradient() -> Stepper:
    r"""The plain gradient step.

    .. math:: \theta_{n+1} = \theta_n - \alpha \nabla L(\theta_n)

    >>> from gdlib import LOSSES, descend
    >>> descend(LOSSES["parabola"], 1.0, 0.25, stepper=gradient()).values.tolist()
    [2.0, 0.0]
    """
    return Stepper("gradient", _downhill)
