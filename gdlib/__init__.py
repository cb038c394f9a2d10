"""Gradient descent from one symbolic formula: derivation, solver and live experiment.

    SymPy formula ──> Loss ──┬─> LaTeX: the derivation in the chapter
                             ├─> NumPy: descend ─> Path ─> pictures, tables, checks
                             └─> JavaScript: the live experiment

Pictures (``gdlib.plots``) and live experiments (``gdlib.live``) are imported when first used.
"""

from gdlib.around.curvature import Spectrum, spectrum
from gdlib.around.direction import derive_direction
from gdlib.around.gradient_check import check_gradient
from gdlib.around.largest_curvature import largest_curvature
from gdlib.around.slices import slice_of
from gdlib.around.stationary import StationaryPoint, stationary_points
from gdlib.around.taylor_model import along, taylor
from gdlib.array_loss import ArrayLoss, quadratic, separable
from gdlib.array_stepper import line_search, mini_batches, newton
from gdlib.descent import descend
from gdlib.loss import Loss
from gdlib.losses import LOSSES
from gdlib.losses.named_loss import NamedLoss
from gdlib.networks.digits import load_digits
from gdlib.networks.network import Network
from gdlib.networks.symmetry import copies, flip, permute, rescale
from gdlib.networks.training import network_loss
from gdlib.path import Path
from gdlib.rivals.annealing import anneal, cooling
from gdlib.rivals.graduation import graduate, sampled, smoothed
from gdlib.rivals.random_searches import local_random_search, random_search, restarts
from gdlib.rivals.search import Search
from gdlib.stepper import diminishing, gradient, momentum

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
    "largest_curvature",
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
    "sampled",
    "separable",
    "slice_of",
    "smoothed",
    "spectrum",
    "stationary_points",
    "taylor",
]
