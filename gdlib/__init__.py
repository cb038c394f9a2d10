"""Gradient descent from one symbolic formula: derivation, solver and live experiment.

    SymPy formula ──> Loss ──┬─> LaTeX: the derivation in the chapter
                             ├─> NumPy: descend ─> Path ─> pictures, tables, checks
                             └─> JavaScript: the live experiment

Pictures (``gdlib.plots``) and live experiments (``gdlib.live``) are imported when first used.
"""

from gdlib.annealing import anneal, cooling
from gdlib.array_loss import ArrayLoss, quadratic, separable
from gdlib.array_stepper import line_search, mini_batches, newton
from gdlib.curvature import Spectrum, spectrum
from gdlib.descent import descend
from gdlib.digits import load_digits
from gdlib.direction import derive_direction
from gdlib.gradient_check import check_gradient
from gdlib.graduation import graduate, smoothed
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.named_loss import NamedLoss
from gdlib.network import Network
from gdlib.path import Path
from gdlib.search import Search, local_random_search, random_search, restarts
from gdlib.stationary import StationaryPoint, stationary_points
from gdlib.stepper import diminishing, gradient, momentum
from gdlib.symmetry import copies, flip, permute, rescale
from gdlib.taylor_model import along, taylor
from gdlib.training import network_loss

__all__ = [
    "LOSSES",
    "ArrayLoss",
    "Loss",
    "NamedLoss",
    "Network",
    "Path",
    "Search",
    "Spectrum",
    "StationaryPoint",
    "along",
    "anneal",
    "check_gradient",
    "cooling",
    "copies",
    "derive_direction",
    "descend",
    "diminishing",
    "flip",
    "gradient",
    "graduate",
    "line_search",
    "load_digits",
    "local_random_search",
    "mini_batches",
    "momentum",
    "network_loss",
    "newton",
    "permute",
    "quadratic",
    "random_search",
    "rescale",
    "restarts",
    "separable",
    "smoothed",
    "spectrum",
    "stationary_points",
    "taylor",
]
