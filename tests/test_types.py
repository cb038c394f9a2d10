"""gdlib keeps the types that it promises (`py.typed`)."""

import subprocess
import sys
from pathlib import Path

from mypy import api


def test_mypy_finds_nothing_in_strict_mode():
    settings = Path(__file__).parents[1] / "pyproject.toml"
    report, errors, status = api.run(["--config-file", str(settings), "--no-incremental"])
    assert status == 0, report + errors


def test_importing_gdlib_loads_no_pictures_no_experiments_and_none_of_sympy_s_tensors():
    heavy = ("matplotlib", "ipywidgets", "gdlib.live", "gdlib.plots", "sympy.tensor.tensor")
    code = f"import sys, gdlib; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
