"""Inside the browser's Python: do once what chapters do, and keep what that takes time for.

That is the bytecode of all that was imported (a module that is missed here works all the same:
Python compiles it when it is imported), and Matplotlib's list of its fonts: the one in its wheel
is another version's, so each session would make its own, and say so in the first cell.
"""

import py_compile
import shutil
import sys
from pathlib import Path
from site import getsitepackages

import piplite.piplite  # noqa: F401  the kernel starts with it
from pyodide_kernel import ipython_shell as shell

TARGET = Path("/target")
CHAPTER = """
import anywidget, ipywidgets, numpy, sympy
import matplotlib.pyplot as pyplot
from matplotlib.figure import Figure

class Slider(anywidget.AnyWidget):
    _esm = "export default {}"

Slider()
ipywidgets.VBox([ipywidgets.FloatSlider(), ipywidgets.Play(), ipywidgets.Dropdown()])
ipywidgets.interactive(lambda x: x, x=1.0)
x, y = sympy.symbols("x y", real=True)
loss = sympy.sin(x) ** 2 + sympy.Abs(x * y) + sympy.Piecewise((x, x < 0), (y, True))
sympy.lambdify((x, y), [loss, sympy.diff(loss, x)], cse=True)(numpy.ones(3), 2.0)
sympy.reduce_inequalities(sympy.Abs(1 - x) < 1, x)
sympy.solve(x**2 - 2, x), sympy.factor(sympy.simplify(x**2 - y**2)), sympy.hessian(loss, (x, y))
sympy.Matrix([[x, y], [y, x]]).eigenvals(), sympy.series(sympy.exp(x), x), sympy.jscode(loss)
figure = Figure(layout="constrained")
figure.subplots().contour(numpy.ones((3, 3)) * numpy.arange(3))
figure.axes[0].set_title("$\\\\lambda$")
figure.savefig("rehearsal.svg")
figure.savefig("rehearsal.png")
pyplot.close(pyplot.figure())
loss
"""

# In the lab, the page listens to these.
shell.send_comm = lambda *message: None
shell.displayhook.publish_execution_result = lambda *result: None
shell.run_cell(CHAPTER).raise_error()

packages = Path(getsitepackages()[0])
(TARGET / "matplotlib").mkdir()
shutil.copy(packages / "matplotlib" / "fontlist.json", TARGET / "matplotlib")
for module in list(sys.modules.values()):
    source = Path(getattr(module, "__file__", None) or "")
    if source.suffix == ".py" and source.is_relative_to(packages):
        compiled = (TARGET / source.relative_to(packages)).with_suffix(".pyc")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        # Unchecked: in a lean wheel, no source is there to be checked.
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(source, compiled, doraise=True, invalidation_mode=mode)
