"""The checks of what "One cost, many weights" settles: a function for each part that states
something."""

import itertools
import math
from functools import cache

import numpy as np
import sympy as sp

from extensions.ledger.testing import assert_agrees, assert_equal, assert_says_negative
from gdlib import LOSSES, Loss, Network, copies, descend, flip, network_loss, permute
from gdlib.losses.neurons import OUTPUT, THETA

m, d, q, w, x, y, v, t, p, R, rho = sp.symbols("m d q w x y v t p R rho", positive=True)
u = sp.Symbol("u", real=True)  # for the derivations alone

TWO_NEURONS, NETWORK = LOSSES["two neurons"], Network((1, 2, 1))
SAMPLES, TARGETS = TWO_NEURONS.data["x"], TWO_NEURONS.data["t"]
PIT, OTHER_PIT = TWO_NEURONS.minima
# (neurons, inputs of each, kernel); what the split hides: layers 2, 4 and 5 see half the channels
ALEXNET = (
    (96, 3, 11),
    (256, 96, 5),
    (384, 256, 3),
    (384, 384, 3),
    (256, 384, 3),
    (4096, 256, 6),
    (4096, 4096, 1),
    (1000, 4096, 1),
)
SPLIT = {1, 3, 4}


def check_L1_two(states):
    w1, w2, c1, c2, w3, w4, c3 = THETA
    neurons = ((w1, c1, w3), (w2, c2, w4))
    points = set()
    for order, signs in itertools.product(
        itertools.permutations(neurons), itertools.product((1, -1), repeat=2)
    ):
        first, second = ([sign * z for z in n] for n, sign in zip(order, signs, strict=True))
        moved = (first[0], second[0], first[1], second[1], first[2], second[2], c3)
        points.add(moved)
        image = OUTPUT.subs(dict(zip(THETA, moved, strict=True)), simultaneous=True)
        assert sp.expand(image - OUTPUT) == 0
    assert len(points) == states


def check_L1_copies(states):
    inputs = np.linspace(-2, 2, 9)[:, None]
    for neurons in (1, 2, 3, 4):
        network = Network((1, neurons, 1))
        theta = np.random.default_rng(neurons).normal(size=network.dimension)
        points = copies(network, theta)
        assert len(np.unique(points, axis=0)) == states.subs(m, neurons)
        outputs = np.array([network(point, inputs) for point in points])
        assert np.ptp(outputs, axis=0).max() < 1e-12


def check_L1_ten(states):
    assert states == math.prod(range(2, 21, 2))


def check_L1_scaled(states):
    for z in (sp.Symbol("z", positive=True), sp.Symbol("z", negative=True), sp.Integer(0)):
        assert sp.simplify(states * sp.Max(0, q * z) - w * sp.Max(0, z)) == 0


def check_L2_together(states):
    start = np.array([2, 0.5, 0.5, 0.5, 3, -5, 0])
    ends = descend(TWO_NEURONS, copies(NETWORK, start), 0.1, steps=500).points[-1]
    assert len(np.unique(ends.round(9), axis=0)) == states
    np.testing.assert_allclose(ends, copies(NETWORK, ends[0]), rtol=0, atol=1e-9)
    np.testing.assert_allclose(TWO_NEURONS(ends), TWO_NEURONS(ends[0]), rtol=1e-12)


@cache
def least_error_of_one_neuron() -> float:
    """The least over bends and places; the outgoing weight and the last bias are least squares."""
    bend = np.geomspace(1e-3, 400, 800)[:, None, None]
    place = np.linspace(-5, 5, 1001)[:, None]
    hidden = np.tanh(bend * (SAMPLES - place))
    hidden -= hidden.mean(axis=-1, keepdims=True)
    rest = TARGETS - TARGETS.mean()
    explained = (hidden @ rest) ** 2 / np.maximum((hidden**2).sum(axis=-1), 1e-300)
    return float((rest @ rest - explained.max()) / (2 * len(rest)))


def squared_error(theta: np.ndarray) -> np.ndarray:
    return TWO_NEURONS(theta) - (theta**2).sum(axis=-1) / 2000


def check_L2_alone(states):
    np.testing.assert_allclose(float(states), least_error_of_one_neuron(), rtol=1e-4)
    points = np.random.default_rng(0).normal(size=(500, 7), scale=3)
    for copy in (permute(NETWORK, points, 1, [1, 0]), flip(NETWORK, points, 1, 0)):
        assert (squared_error((points + copy) / 2) >= float(states)).all()


def assert_is_a_minimum(point: np.ndarray, cost: sp.Expr) -> None:
    assert np.abs(TWO_NEURONS.grad(point)).max() < 1e-12
    assert np.linalg.eigvalsh(TWO_NEURONS.hess(point)).min() > 1e-3
    np.testing.assert_allclose(float(cost), TWO_NEURONS(point), rtol=1e-4)


def check_L2_deep(states):
    assert_is_a_minimum(PIT, states)


def check_L2_other(states):
    assert_is_a_minimum(OTHER_PIT, states)
    assert np.linalg.norm(copies(NETWORK, PIT) - OTHER_PIT, axis=1).min() > 1


@cache
def runs_in_poor_places() -> int:
    starts = np.random.default_rng(0).normal(size=(100, 7))
    final = descend(TWO_NEURONS, starts, 0.1, steps=4000, keep="ends").values[-1]
    return int((final > 0.1).sum())


def check_L2_runs(states):
    assert states == runs_in_poor_places()


def check_L3_slices(states):
    dented = Loss(x**2 + y**2 - 3 * x * y, (x, y))
    assert all(cut.is_positive for cut in dented.hessian.diagonal())
    assert_equal(states, min(dented.hessian.eigenvals()))


def check_L4_unknowns(states):
    assert states.subs(m, 2) == len(THETA)
    for neurons in range(1, 9):
        assert states.subs(m, neurons) == Network((1, neurons, 1)).dimension


def check_L6_squared(states):
    assert_equal(states, sp.diff((v - t) ** 2 / 2, v))


def check_L6_entropy(states):
    for classes in (2, 3, 4):
        outputs = sp.symbols(f"v_1:{classes + 1}", real=True)
        softmax = [sp.exp(o) / sum(map(sp.exp, outputs)) for o in outputs]
        for k, output in enumerate(outputs):
            slope = sp.diff(-sp.log(softmax[0]), output)
            assert_equal(states.subs({p: softmax[k], t: int(k == 0)}), slope)
    network = Network((1, 3))  # of biases alone, as the input is 0
    theta = np.array([0.0, 0.0, 0.0, 0.3, -1.2, 0.8])
    found = network_loss(network, [[0.0]], [2], "cross-entropy").grad(theta)[3:]
    shares = np.exp(theta[3:]) / np.exp(theta[3:]).sum()
    claimed = [float(states.subs({p: q, t: hit})) for q, hit in zip(shares, (0, 0, 1), strict=True)]
    np.testing.assert_allclose(found, claimed, atol=1e-12)


def check_L7_step(states):
    slope = sp.diff(sp.Max(0, -y * u * x), u)
    for wrong in (-2, -sp.Rational(1, 3)):  # y w x < 0, as x and y are positive
        assert_equal(states, slope.subs(u, wrong).doit())


def corrections(samples: np.ndarray) -> int:
    """How many the perceptron makes; every sample has been multiplied by its sign."""
    weights, made = np.zeros(samples.shape[1]), 0
    while (wrong := samples @ weights <= 0).any():
        weights = weights + samples[wrong.argmax()]
        made += 1
    return made


def check_L7_bound(states):
    for dimension in range(1, 13):  # orthonormal: the best plane has the margin 1/√d
        bound = states.subs({R: 1, rho: 1 / sp.sqrt(dimension)})
        assert corrections(np.eye(dimension)) == bound
    random = np.random.default_rng(7)
    for _ in range(50):
        samples, plane = random.normal(size=(40, 3)), random.normal(size=3)
        plane /= np.linalg.norm(plane)
        samples = samples * np.sign(samples @ plane)[:, None] + 0.1 * plane
        longest = np.linalg.norm(samples, axis=1).max()
        assert corrections(samples) <= states.subs({R: longest, rho: (samples @ plane).min()})


def check_L8_differences(states):
    evaluations, slopes, width = 0, [], 1e-5
    for axis in width * np.eye(7):
        slopes.append((TWO_NEURONS(PIT + 1 + axis) - TWO_NEURONS(PIT + 1 - axis)) / (2 * width))
        evaluations += 2
    np.testing.assert_allclose(slopes, TWO_NEURONS.grad(PIT + 1), rtol=1e-6, atol=1e-8)
    assert states.subs(d, 7) == evaluations


class Counted:
    """A number that counts the multiplications it takes part in."""

    made = 0

    def __mul__(self, other: "Counted") -> "Counted":
        Counted.made += 1
        return self

    def __add__(self, other: "Counted") -> "Counted":
        return self


def multiplications(*factors: tuple[np.ndarray, np.ndarray]) -> int:
    before = Counted.made
    for left, right in factors:
        _ = left @ right
    return Counted.made - before


def check_L8_backwards(states):
    weights = np.array([[Counted() for _ in range(30)] for _ in range(30)])
    inputs, slopes = (np.array([[Counted()] for _ in range(30)]) for _ in range(2))
    forwards = (weights, inputs)
    backwards = (slopes, inputs.T), (weights.T, slopes)
    assert states == sp.Rational(multiplications(forwards, *backwards), multiplications(forwards))


def check_L27_strict(states):
    dented = Loss(x**2 + y**2 - p * x * y, (x, y), {"p": 1})
    lower = min(dented.hessian.eigenvals(), key=lambda value: value.subs(p, 1))
    assert_says_negative(states, -lower)
    angles = np.linspace(0, np.pi, 181)  # with the diagonal among them
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=-1)

    def is_strict(value: float) -> bool:
        return bool((dented.where(p=value)(circle) > 1e-12).all())

    assert_agrees(states, p, 2 + np.arange(-4, 5) / 64, is_strict, {})


def check_L27_gap(states):
    silent = (k for k in range(1, 9) if all((u**k).diff(u, n).subs(u, 0) == 0 for n in (1, 2)))
    assert states == next(silent)


@cache
def himmelblau_counts() -> dict[tuple[int, ...], int]:
    """How many zeros of the gradient have which signs of curvature, by Newton's method."""
    loss = LOSSES["Himmelblau"]
    points = np.random.default_rng(0).uniform(-5, 5, (2000, 2))
    for _ in range(60):
        points = points - np.linalg.solve(loss.hess(points), loss.grad(points)[..., None])[..., 0]
    found = np.unique(points[np.abs(loss.grad(points)).max(axis=1) < 1e-9].round(6), axis=0)
    signs = np.sign(np.linalg.eigvalsh(loss.hess(found))).astype(int)
    kinds, counts = np.unique(signs, axis=0, return_counts=True)
    assert counts.sum() == 9 and counts[0] == 1
    return {tuple(kind): int(n) for kind, n in zip(kinds.tolist(), counts, strict=True)}


def check_L27_minima(states):
    assert states == himmelblau_counts()[1, 1]


def check_L27_saddles(states):
    assert states == himmelblau_counts()[-1, 1]


def check_L29_floor(states):
    cost = (u**2 + (u - 1) ** 2) / 4
    assert_equal(states, sp.minimum(cost, u))
    loss = network_loss(NETWORK, [[0.5], [0.5]], [[0.0], [1.0]])
    path = descend(loss, [1, -1, 0.2, 0.3, 1, 1, 0], 0.5, steps=200)
    np.testing.assert_allclose(path.values[-1], float(states), rtol=1e-9)


def check_L29_entropy(states):
    softmax = sp.exp(v) / (sp.exp(v) + 1)
    assert_equal(sp.exp(states), 1 / softmax)
    here = states.subs(v, u)
    assert here.diff(u).is_negative and sp.limit(here, u, sp.oo) == 0


def unknowns(split: set[int]) -> int:
    inputs = [n * k**2 // (2 if i in split else 1) for i, (_, n, k) in enumerate(ALEXNET)]
    return sum(neurons * (n + 1) for (neurons, *_), n in zip(ALEXNET, inputs, strict=True))


def check_L30_unknowns(states):
    assert states == unknowns(SPLIT)


def check_L30_unsplit(states):
    assert states == unknowns(set())
