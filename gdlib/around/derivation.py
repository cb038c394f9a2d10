"""A derivation: lines of words and equations, each put to the test, shown as mathematics."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from gdlib.arguments import Array

_PLAIN = ((r"\lVert ", "‖"), (r" \rVert", "‖"), (r"\nabla ", "∇"), (r"\nu", "ν"), ("$", ""))


@dataclass(frozen=True)
class Line:
    """One line of a derivation: what is done in words, the equation, and whether it holds.

    ``holds`` tells if the equation proved true when it was worked out coordinate by coordinate.
    """

    words: str
    equation: sp.Eq
    holds: bool

    def _repr_latex_(self) -> str:
        return f"$${_latex(self.equation)}$$"

    def __repr__(self) -> str:
        sides = (list(s) if isinstance(s, sp.MatrixBase) else s for s in self.equation.args)
        text = f"{self.words}: {' = '.join(map(str, sides))}"
        for latex, plain in _PLAIN:
            text = text.replace(latex, plain)
        return text


@dataclass(frozen=True, eq=False)
class Derivation:
    r"""The lines of a derivation, the direction U (d,) that they lead to, and the rate there.

    The rate is :math:`U^\top \nabla L`: by how much the loss changes along U per unit of length.
    A notebook shows the lines as mathematics; the ``equation`` of each is a SymPy object.
    """

    lines: tuple[Line, ...]
    direction: Array
    rate: float

    def _repr_latex_(self) -> str:
        rows = [rf"&\text{{{line.words}}} \\ &\quad {_latex(line.equation)}" for line in self.lines]
        return r"$$\begin{aligned}" + r" \\[0.8em] ".join(rows) + r"\end{aligned}$$"

    def __repr__(self) -> str:
        return "\n".join(map(repr, self.lines))


def _latex(equation: sp.Eq) -> str:
    """The equation with its floats cut to what a reader takes in."""
    short = equation.xreplace({f: f.n(6) for f in equation.atoms(sp.Float)})
    return str(sp.latex(short)).replace("^{T}", r"^{\top}")
