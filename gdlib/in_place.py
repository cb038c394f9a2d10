"""Printed NumPy text, made to work in rooms that it is given instead of making arrays.

    t0 = (x*x) - 7  ──>  numpy.multiply(x, x, _r0)
                         numpy.subtract(_r0, _c0, _r0)

To make an array takes as long as the arithmetic on a block of it. Here a room is used again as soon
as nothing needs what is in it. The operations and their order stay, and so does every bit.

    assign, assign, …, fill ──InPlace──> source of a function that fills rows, in `Rooms`
"""

from __future__ import annotations

import ast
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from gdlib.arguments import Array

_FUNCTION = """\
{constants}
def printed({arguments}, _fill, _rooms):
    [{fill}] = _fill
    [{rooms}] = _rooms.take({count}, len(_fill[0]))
    {lines}
    return {returned}
"""
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.USub: "negative",
}


class Rooms(threading.local):
    """Arrays that are used again and again, by each thread its own."""

    def __init__(self) -> None:
        self._made: list[Array] = []
        self._size = 0

    def take(self, number: int, size: int) -> list[Array]:
        """So many arrays of this size, filled with whatever was in them."""
        if size > self._size:
            self._made, self._size = [], size
        while len(self._made) < number:
            self._made.append(np.empty(self._size))
        return [room[:size] for room in self._made[:number]]


@dataclass
class _Operation:
    """``target`` becomes the function of the arguments; without one, it is the one argument."""

    target: str
    function: str
    arguments: list[ast.expr]
    needs_room: bool = False

    @property
    def names(self) -> set[str]:
        return set().union(*map(_names, self.arguments))


@dataclass
class InPlace:
    """Text taken apart into one operation after another.

    ``arrays`` names what is an array. `assign` and `fill` take the text in its order; `source` is
    that of a function ``printed(arguments, rows to fill, Rooms)`` which does it all in place.
    """

    arrays: set[str]
    _known: dict[str, ast.expr] = field(default_factory=dict)  # what each assigned name stands for
    _operations: list[_Operation] = field(default_factory=list)
    _constants: dict[str, str] = field(default_factory=dict)
    _filled: list[str] = field(default_factory=list)

    def assign(self, assignments: Iterable[tuple[str, str]]) -> None:
        """From here on each name stands for the value of its text."""
        for name, text in assignments:
            value = self._read(text)
            if _names(value):
                value = self._operand(value)
                if not isinstance(value, ast.Name):
                    value = self._add(_Operation(name, "", [value]))
            self._known[name] = value

    def fill(self, text: str) -> None:
        """The next of the rows is filled with the value of ``text``."""
        target = f"_f{len(self._filled)}"
        self._filled.append(target)
        before, value = len(self._operations), self._operand(self._read(text))
        if len(self._operations) > before:
            self._operations[-1].target, self._operations[-1].needs_room = target, False
        else:
            self._add(_Operation(target, "positive", [value]))

    def source(self, arguments: list[str], returned: str = "None") -> str:
        """The function's source; it returns what was assigned to ``returned``."""
        lines, rooms = self._lines()
        constants = [f"{name} = numpy.array({v}, float)" for v, name in self._constants.items()]
        return _FUNCTION.format(
            constants="\n".join(constants),
            arguments=", ".join(arguments),
            fill=", ".join(self._filled),
            rooms=", ".join(rooms),
            count=len(rooms),
            lines="\n    ".join(lines),
            returned=returned,
        )

    def _lines(self) -> tuple[list[str], list[str]]:
        """The operations as lines, and the names of the rooms they need."""
        last = {name: i for i, done in enumerate(self._operations) for name in done.names}
        room: dict[str, ast.expr] = {}
        free: list[ast.expr] = []
        lines: list[str] = []
        rooms: list[str] = []
        for i, done in enumerate(self._operations):
            given = ", ".join(ast.unparse(_renamed(a, room)) for a in done.arguments)
            # A function may write where it reads.
            free += [room.pop(name) for name in sorted(done.names & room.keys()) if last[name] == i]
            if done.needs_room:
                if not free:
                    rooms.append(f"_r{len(rooms)}")
                    free.append(ast.Name(rooms[-1]))
                room[done.target] = free.pop()
            target = ast.unparse(room.get(done.target, ast.Name(done.target)))
            call = f"numpy.{done.function}({given}, {target})"
            lines.append(call if done.function else f"{target} = {given}")
        return lines, rooms

    def _read(self, text: str) -> ast.expr:
        return _renamed(ast.parse(text, mode="eval").body, self._known)

    def _operand(self, node: ast.expr) -> ast.expr:
        """The value of ``node`` as a name, or as text that is evaluated as it stands."""
        names, (function, arguments) = _names(node), _taken_apart(node)
        if not names:
            text = ast.unparse(node)
            return ast.Name(self._constants.setdefault(text, f"_c{len(self._constants)}"))
        if not function or not names & self.arrays:
            return node
        operands = [self._operand(argument) for argument in arguments]
        return self._add(_Operation(f"_{len(self._operations)}", function, operands, True))

    def _add(self, operation: _Operation) -> ast.Name:
        self._operations.append(operation)
        if operation.names & self.arrays:
            self.arrays.add(operation.target)
        return ast.Name(operation.target)


def _taken_apart(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """NumPy's name of the last operation of ``node``, and its arguments; "" if it has no such."""
    match node:
        case ast.BinOp(left, op, right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)], [left, right]
        case ast.UnaryOp(op, operand) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)], [operand]
        case ast.Call(ast.Name("abs"), arguments):
            return "absolute", arguments
        case ast.Call(ast.Attribute(ast.Name("numpy"), name), arguments) if _of_floats(name):
            return name, arguments
    return "", []


def _of_floats(name: str) -> bool:
    """Whether NumPy's function of this name makes floats of floats, one by one."""
    function = getattr(np, name)
    return isinstance(function, np.ufunc) and not {"d->d", "dd->d"}.isdisjoint(function.types)


def _names(node: ast.expr) -> set[str]:
    """The letters in ``node``: not modules, nor functions of Python's own."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return names - {"numpy", "math", "abs"}


def _renamed(node: ast.expr, names: Mapping[str, ast.expr]) -> ast.expr:
    """``node`` with these letters replaced."""

    class Renaming(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return names.get(node.id, node)

    return Renaming().visit(node)
