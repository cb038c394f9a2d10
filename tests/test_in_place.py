"""A printed program that works in given rooms: the same bits, and its arguments left alone."""

import sys
import threading

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, Loss, gradient, momentum
from gdlib.in_place import InPlace, Rooms
from gdlib.program import Program

pytestmark = pytest.mark.core

x, y, p = sp.symbols("x y p")
FORMULAS = {
    "a constant slope": 3 * x - y,
    "a slope that is a parameter": p * x + y,
    "a slope that is a letter": x * y,
    "roots and powers": sp.sqrt(1 + x**2) + (2 + y**2) ** sp.Rational(5, 3) / (3 + x) ** 2,
    "kinks": sp.Abs(x - y) + sp.Max(x, y) + sp.sign(x) * y,
    "pieces": sp.Piecewise((x**3, x < 0), (y * sp.sin(x), y < 1), (x * y, True)),
    "functions": sp.atan2(y, x + 9) + sp.tanh(x * y) + sp.exp(-(x**2)) * sp.log(9 + y),
    "shared parts": sp.cos(x + y) * sp.exp(x + y) + sp.pi * (x + y) ** 4 / 7,
}
LOSS = {name: Loss(formula, (x, y), {"p": 0.3}) for name, formula in FORMULAS.items()}
LOSS |= {name: loss for name, loss in LOSSES.items() if not loss.data and loss.dimension < 9}


def in_place(program: Program, names: tuple[str, ...], letters: list[str], *more: str):
    """The results ``names`` as a function that returns rows."""
    assignments, results = program.lines(names, "numpy")
    work = InPlace(set(letters))
    work.assign(assignments)
    for text in results:
        work.fill(text)
    source = work.source([str(symbol) for symbol in program.arguments] + list(more))
    function = program.compiled((*names, "in place"), lambda: source)

    def run(*arguments):
        rows = list(np.full((len(results), len(arguments[0])), np.nan))
        function(*arguments, rows, Rooms())
        return rows

    return run


def points(loss: Loss, number: int = 57) -> list[np.ndarray]:
    low, high = np.array(loss.domain if hasattr(loss, "domain") else [(-2, 2)] * 2, float).T
    return list(np.random.default_rng(0).uniform(low, high, (number, loss.dimension)).T)


@pytest.mark.parametrize("name", LOSS)
@pytest.mark.parametrize(
    "stepper", [gradient(), momentum(0.9, nesterov=True)], ids=lambda stepper: stepper.name
)
def test_a_step_in_place_is_to_the_last_bit_the_step_that_makes_arrays(name, stepper):
    loss = LOSS[name]
    program, names = loss.stepping(stepper), ("gradient", "step", "memory")
    memory = [str(symbol) for symbol in stepper.memory_symbols(program)]
    letters = [str(v) for v in loss.variables] + memory
    given = points(loss)
    before = [row.copy() for row in given]
    arguments = [
        *given,
        *loss.parameters.values(),
        0.01,
        *[row / 3 for row in given][: len(memory)],
    ]
    with np.errstate(all="ignore"):
        rows = in_place(program, names, letters, "step_size", *memory)(*arguments)
        made = program.function(
            names, "numpy", sp.Symbol("step_size", real=True), *stepper.memory_symbols(program)
        )(*arguments)
    assert len(rows) == len(made)
    for row, other in zip(rows, made, strict=True):
        expected = np.broadcast_to(other, row.shape).astype(float)
        np.testing.assert_array_equal(row.view(np.int64), expected.view(np.int64))
    for row, other in zip(given, before, strict=True):
        np.testing.assert_array_equal(row, other)


def test_the_lines_say_what_is_done_where():
    work = InPlace({"x"})
    work.assign([("t0", "(x*x) - 7"), ("t1", "2*a"), ("t2", "t0")])
    work.fill("x - t1*t2")
    work.fill("t1")
    assert work.source(["x", "a"]).split("\n") == [
        "_c0 = numpy.array(7, float)",
        "def printed(x, a, _fill, _rooms):",
        "    [_f0, _f1] = _fill",
        "    [_r0] = _rooms.take(1, len(_fill[0]))",
        "    numpy.multiply(x, x, _r0)",
        "    numpy.subtract(_r0, _c0, _r0)",
        "    t1 = 2 * a",
        "    numpy.multiply(t1, _r0, _r0)",
        "    numpy.subtract(x, _r0, _f0)",
        "    numpy.positive(t1, _f1)",
        "    return None",
        "",
    ]


def test_rooms_are_the_same_ones_again_and_grow_when_more_is_asked_for():
    rooms = Rooms()
    [a] = rooms.take(1, 10)
    [b, c] = rooms.take(2, 4)
    assert np.shares_memory(a, b) and not np.shares_memory(b, c)
    assert [len(room) for room in (a, b, c)] == [10, 4, 4]
    assert [len(room) for room in rooms.take(2, 10)] == [10, 10]
    assert [len(room) for room in rooms.take(2, 11)] == [11, 11]


@pytest.mark.skipif(sys.platform == "emscripten", reason="the browser's Python has no threads")
def test_each_thread_has_rooms_of_its_own():
    rooms, taken = Rooms(), []
    workers = [threading.Thread(target=lambda: taken.extend(rooms.take(1, 8))) for _ in range(2)]
    for worker in workers:
        worker.start()
        worker.join()
    assert not np.shares_memory(taken[0], taken[1])
