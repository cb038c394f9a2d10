"""The rules of one step that are formulas: one text serves the solver and the browser.

A rule is an ordinary function of a coordinate, its partial derivative and the step size. Called
with symbols it gives the formula that is printed; called with arrays it takes the step at once.
Rules that need more than the gradient (a Hessian, trial steps) are in `gdlib.array_stepper`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy as sp

from gdlib.arguments import positive_number, share
from gdlib.program import Program, fresh_symbols

STEP_SIZE = sp.Symbol("step_size", real=True)
RESULTS = ("squared_norm", "step", "memory")


@dataclass(frozen=True)
class Stepper:
    """A rule of one step.

    ``move(v, g, step_size)`` is the new value of a coordinate ``v`` whose partial derivative is
    ``g``. A rule with ``memory`` numbers a coordinate, all 0 at the start, is given them as further
    arguments and returns their new values after that of ``v``.
    """

    name: str
    move: Callable[..., Any]
    memory: int = 0

    def moved(self, *arguments: Any) -> tuple[Any, ...]:
        """What ``move`` returns, as a tuple even where there is no memory."""
        result = self.move(*arguments)
        return result if self.memory else (result,)

    def program(self, variables: tuple[sp.Symbol, ...], derivatives: Program) -> Program:
        """Add ``step``, ``memory``, ``slopes`` and ``squared_norm`` to a loss's program.

        They are made of the gradient as it is evaluated and not rewritten, so that a step is, to
        the last bit, what the rule says of the gradient that ``Loss.grad`` returns.
        """
        memory = self.memory_symbols(derivatives)

        def rows(gradient: tuple[sp.Symbol, ...]) -> list[tuple[sp.Expr, ...]]:
            columns = [memory[i :: len(variables)] for i in range(len(variables))]
            return [
                self.moved(v, g, STEP_SIZE, *column)
                for v, g, column in zip(variables, gradient, columns, strict=True)
            ]

        return derivatives.then(
            "gradient",
            "g",
            step=lambda gradient: [row[0] for row in rows(gradient)],
            memory=lambda gradient: [
                row[1 + k] for k in range(self.memory) for row in rows(gradient)
            ],
            slopes=lambda gradient: gradient,
            squared_norm=lambda gradient: [sp.Add(*(slope**2 for slope in gradient))],
        )

    def memory_symbols(self, derivatives: Program) -> list[sp.Symbol]:
        """The letters of the memory: the first number of every coordinate, then the second, …"""
        fresh = fresh_symbols("u", derivatives.arguments)
        return [next(fresh) for _ in range(self.memory * len(derivatives.results["gradient"]))]

    def function(self, program: Program, language: str) -> Callable[..., tuple[Any, ...]]:
        """The step as a function: the squared norm of the gradient, the new point, its memory.

        It takes the variables, the parameters, the step size and the memory.
        """
        return program.function(RESULTS, language, STEP_SIZE, *self.memory_symbols(program))


def _downhill(v: Any, g: Any, step_size: Any) -> Any:
    return v - step_size * g


def gradient() -> Stepper:
    r"""The plain gradient step.

    .. math:: \theta_{n+1} = \theta_n - \alpha \nabla L(\theta_n)

    >>> from gdlib import LOSSES, descend
    >>> descend(LOSSES["parabola"], 1.0, 0.25, stepper=gradient()).values.tolist()
    [2.0, 0.0]
    """
    return Stepper("gradient", _downhill)


def momentum(decay: float | sp.Symbol, *, nesterov: bool = False) -> Stepper:
    r"""Steps along a decaying sum of the gradients so far: heavy ball, or Nesterov's.

    .. math::
        \begin{aligned}
        u_{n+1} &= \beta u_n + \nabla L(\theta_n), \qquad u_0 = 0 \\
        \theta_{n+1} &= \theta_n - \alpha u_{n+1} && \text{(heavy ball)} \\
        \theta_{n+1} &= \theta_n - \alpha (\nabla L(\theta_n) + \beta u_{n+1}) && \text{(Nesterov)}
        \end{aligned}

    Parameters
    ----------
    decay : float or sympy.Symbol
        :math:`\beta`, from 0 (the plain gradient step) up to, but not, 1; a pure number. Or a
        letter, which the loss must have among its ``parameters``: what a slider moves.
    nesterov : bool
        Nesterov's variant; :math:`\theta_n` is then his look-ahead point, where he takes the
        gradient.

    Raises
    ------
    TypeError, ValueError
        If ``decay`` is not a number in [0, 1).

    Examples
    --------
    >>> from gdlib import LOSSES, descend
    >>> for rule in (gradient(), momentum(0.27), momentum(0.27, nesterov=True)):
    ...     path = descend(LOSSES["valley"], (10, 1), 0.15, stepper=rule, steps=30)
    ...     print(f"{path.values[-1]:.0e}")
    3e-03
    1e-05
    5e-05

    References
    ----------
    B. T. Polyak, USSR Comput. Math. Math. Phys. 4 (1964) 1–17. Y. Nesterov, Soviet Math. Doklady
    27 (1983) 372–376; in the form of Sutskever, Martens, Dahl and Hinton, ICML 2013.
    """
    if not isinstance(nesterov, bool):
        raise TypeError(f"nesterov: expected True or False, got {nesterov!r}")
    letter = isinstance(decay, sp.Symbol)
    return _momentum(decay if letter else share("decay", decay), nesterov)


@cache
def _momentum(decay: Any, nesterov: bool) -> Stepper:
    def move(v: Any, g: Any, step_size: Any, u: Any) -> tuple[Any, Any]:
        u = decay * u + g
        return v - step_size * (g + decay * u if nesterov else u), u

    amount = decay if isinstance(decay, sp.Symbol) else f"{decay:g}"
    return Stepper(f"{'Nesterov' if nesterov else 'heavy-ball'} momentum {amount}", move, 1)


@dataclass(frozen=True)
class _Diminishing:
    first: float
    power: float

    def __call__(self, n: int) -> float:
        return self.first / (n + 1) ** self.power

    def __repr__(self) -> str:
        return f"{self.first:g}/(n+1)^{self.power:g}"


def diminishing(first: float, power: float = 1.0) -> Callable[[int], float]:
    r"""A schedule of ever smaller steps whose sum is infinite: what subgradients need.

    .. math:: \alpha_n = \frac{\alpha_0}{(n + 1)^p}, \qquad 0 < p \le 1

    ``first`` is :math:`\alpha_0 > 0` in units of a step size, ``power`` is :math:`p`, a pure
    number; for :math:`p > 1/2` the squares have a finite sum besides.

    >>> from sympy.abc import x
    >>> from gdlib import Loss, descend
    >>> path = descend(Loss(abs(x), x), 1.0, diminishing(0.3), steps=400)
    >>> path.values[[0, 20, 400]].round(4).tolist()
    [1.0, 0.0124, 0.0007]

    Raises TypeError or ValueError for anything but a positive number and a power in (0, 1].
    N. Z. Shor, Minimization Methods for Non-Differentiable Functions (1985).
    """
    if not positive_number("power", power) <= 1:
        raise ValueError(f"power: expected at most 1, or the steps end short; got {power!r}")
    return _Diminishing(float(positive_number("first", first)), float(power))
