"""Program: what is printed keeps its meaning, and its arithmetic, in every language."""

import numpy as np
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from gdlib import LOSSES
from gdlib.program import Program

x, y = sp.symbols("x y", real=True)
moderate = st.floats(-1e3, 1e3)


@given(moderate, moderate)
def test_python_and_numpy_agree_to_the_last_bit_on_polynomials(u, v):
    program = Program.of((x, y), {"value": [(x - y**2) ** 3 / 7 + x**5 - 3 * x * y]})
    assert program.function(["value"], "python")(u, v) == program.function(["value"], "numpy")(
        np.float64(u), np.float64(v)
    )


def test_a_power_is_a_product_whose_base_is_evaluated_once():
    program = Program.of((x,), {"value": [sp.sin(x) ** 4]})
    assignments, (result,) = program.lines(["value"], "javascript")
    assert [value for _, value in assignments].count("Math.sin(x)") == 1
    assert "pow" not in result
    assert program.function(["value"], "python")(0.3) == np.prod([np.sin(0.3)] * 4)


def test_negative_powers_divide():
    program = Program.of((x, y), {"value": [(x + y) ** -2, x**-1]})
    assert program.function(["value"], "python")(1.0, 3.0) == (0.0625, 1.0)


def test_a_letter_of_the_formula_is_never_taken_for_an_intermediate_result():
    t0, g0 = sp.symbols("t0 g0", real=True)
    program = Program.of((t0, g0), {"value": [(t0 + g0) ** 2 + sp.exp(t0 + g0)]})
    assert program.function(["value"], "python")(1.0, -1.0) == (1.0,)


def test_only_what_a_result_needs_is_printed():
    program = LOSSES["Beale"].program
    assert len(program.lines(["value"], "python")[0]) < len(program.assignments)
