"""What the checks of the ledger have in common.

Is this statement the one that was derived? Is it what descents show? Three ways to ask a descent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import sympy as sp

from gdlib import Loss, descend


def moved(loss: Loss, step_size: sp.Expr, *point: sp.Expr) -> sp.Matrix:
    """Where one step takes a point, as formulas."""
    at = dict(zip(loss.variables, point, strict=True))
    return sp.Matrix(point) - step_size * loss.gradient.subs(at)


def assert_equal(states: sp.Expr, derived: sp.Expr) -> None:
    """The formula that is stated is the one that was derived."""
    assert sp.simplify(states - derived) == 0, f"derived: {derived}"


def assert_is(states: sp.Expr, seen: float, digits: float = 1e-5) -> None:
    """The number that is stated is the one that was seen, up to this share of it."""
    np.testing.assert_allclose(float(seen), float(states), rtol=digits)


def assert_says_negative(
    states: sp.Rel, derived: sp.Expr, at: dict | None = None, strict: bool = True
) -> None:
    """``states`` holds if and only if ``derived`` < 0 (or, not ``strict``, ≤ 0).

    Proved by division: ``derived`` and the difference of the two sides of ``states`` differ by a
    factor that is positive for all positive letters, after the substitutions ``at``.
    """
    kinds = (sp.StrictLessThan, sp.StrictGreaterThan) if strict else (sp.LessThan, sp.GreaterThan)
    assert isinstance(states, kinds), "the threshold itself is on the wrong side"
    factor = sp.factor(sp.simplify((derived / (states.lts - states.gts)).subs(at or {})))
    assert factor.is_positive, f"derived: {derived} < 0"


def assert_agrees(
    states: sp.Rel,
    letter: sp.Symbol,
    values: Iterable[float],
    seen: Callable[[float], bool],
    at: dict[sp.Symbol, float],
) -> None:
    """``states`` holds for just those values of a letter for which something is seen."""
    for value in values:
        exact = {s: sp.Rational(float(v)) for s, v in {**at, letter: value}.items()}
        claimed = bool(states.subs(exact))
        assert claimed == seen(float(value)), f"seen otherwise at {letter} = {value}, {at}"


def step(loss: Loss, start: float, step_size: float, steps: int = 1) -> float:
    """Where one step, or several, take a start in one dimension."""
    return float(descend(loss, start, step_size, steps=steps, tol=0).points[-1, 0])


def cost_change(loss: Loss, start: float, step_size: float) -> float:
    """By how much one step raises the cost, in one dimension."""
    return float(loss([step(loss, start, step_size)]) - loss([start]))


def settles(loss: Loss, start, step_size: float) -> bool:
    """Whether descent converges, within 3000 steps and without going far."""
    return descend(loss, start, step_size, steps=3000, far=1e5).end == "converged"
