"""Gradient descent from one symbolic formula: derivation, solver and live experiment.

    SymPy formula ──> Loss ──┬─> LaTeX: the derivation in the chapter
                             ├─> NumPy: descend ─> Path ─> pictures, tables, checks
                             └─> JavaScript: the live experiment

Pictures (``gdlib.plots``) and live experiments (``gdlib.live``) are imported when first used.
"""

from gdlib.descent import Path, descend
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.stepper import gradient

__all__ = ["LOSSES", "Loss", "Path", "descend", "gradient"]
