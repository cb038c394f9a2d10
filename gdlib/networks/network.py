r"""Small networks: what they compute, and its gradient by all their weights.

    Network(sizes) ──network_loss(network, x, t)──> ArrayLoss of θ ──> descend

Layer k computes :math:`v_k = f(W_k v_{k-1} + c_k)`. A point θ holds, layer by layer, the weights
:math:`W_k` row by row and then the biases :math:`c_k`. Inside, samples are on the last axis, so
that a layer is one matrix product and its activation runs along memory; `forward` writes into
arrays that are used again and again, and `backward` goes through the same arrays.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import (
    Array,
    count,
    numbers_array,
    one_of,
    points_array,
    positive_number,
    seeded,
)

Layers = list[tuple[Array, Array]]
ACTIVATIONS = ("tanh", "relu", "sigmoid")


@dataclass(frozen=True)
class Network:
    r"""A fully connected network.

    .. math:: v_0 = x, \qquad v_k = f(W_k v_{k-1} + c_k), \qquad v_K = W_K v_{K-1} + c_K

    Parameters
    ----------
    sizes : sequence of int
        The number of inputs, of units in each hidden layer, and of outputs.
    activation : str
        :math:`f` of the hidden layers: "tanh", "relu" or "sigmoid"; outputs are linear.

    Raises
    ------
    TypeError, ValueError
        If there are fewer than two sizes, one is not a whole number from 1 on, or the activation is
        no such word.

    Examples
    --------
    >>> from gdlib import Network, descend, network_loss
    >>> network = Network((1, 3, 1))
    >>> network
    Network(sizes=(1, 3, 1), activation='tanh')
    >>> network.dimension
    10
    >>> x = np.linspace(-1, 1, 9)[:, None]
    >>> loss = network_loss(network, x, np.sin(1.5 * x))
    >>> path = descend(loss, network.random(seed=0), 0.5, steps=300)
    >>> path.values[[0, 100, 300]].round(4).tolist()
    [1.6476, 0.0005, 0.0001]

    References
    ----------
    D. E. Rumelhart, G. E. Hinton and R. J. Williams, Nature 323 (1986) 533–536.
    """

    sizes: tuple[int, ...]
    activation: str = "tanh"

    def __post_init__(self) -> None:
        given = self.sizes
        if isinstance(given, str) or not isinstance(given, Sequence | np.ndarray):
            raise TypeError(f"sizes: expected two or more whole numbers, got {given!r}")
        if len(given) < 2:
            raise ValueError(f"sizes: expected two or more whole numbers, got {given!r}")
        object.__setattr__(self, "sizes", tuple(count("sizes", s, least=1) for s in given))
        one_of("activation", self.activation, ACTIVATIONS)

    @cached_property
    def shapes(self) -> list[tuple[int, int]]:
        """The shape of each layer's weights: (its units, the units before it)."""
        return [(after, before) for before, after in pairwise(self.sizes)]

    @cached_property
    def dimension(self) -> int:
        """The number d of weights and biases."""
        return sum(rows * (columns + 1) for rows, columns in self.shapes)

    def unflatten(self, theta: ArrayLike) -> Layers:
        """The layers (W, c) of points θ (..., d): views of it where θ is an array of floats."""
        flat = points_array("theta", theta, self.dimension, copy=False)
        layers, start = [], 0
        for rows, columns in self.shapes:
            middle, end = start + rows * columns, start + rows * (columns + 1)
            weights = flat[..., start:middle].reshape(*flat.shape[:-1], rows, columns)
            layers.append((weights, flat[..., middle:end]))
            start = end
        return layers

    def flatten(self, layers: Sequence[tuple[ArrayLike, ArrayLike]]) -> Array:
        """The points θ (..., d) of layers (W, c), of shapes (..., units, inputs), (..., units)."""
        parts = [numbers_array("layers", part) for layer in layers for part in layer]
        batch = parts[-1].shape[:-1] if parts else ()
        shapes = [(*batch, *s) for rows, columns in self.shapes for s in ((rows, columns), (rows,))]
        if [part.shape for part in parts] != shapes:
            given = [part.shape for part in parts]
            raise ValueError(f"layers: expected shapes {shapes}, got {given}")
        return np.concatenate([part.reshape(*batch, -1) for part in parts], axis=-1)

    def random(self, *, seed: int = 0, scale: float = 1.0) -> Array:
        r"""A random θ (d,): biases 0, weights uniform in :math:`\pm s\sqrt{6/(m + m')}`.

        The layer leads from m to m' units; ``scale`` is s > 0, a pure number; the same ``seed``
        gives the same θ.

        X. Glorot and Y. Bengio, AISTATS (2010) 249–256.
        """
        generator = seeded(seed)
        size = float(positive_number("scale", scale))
        layers = [
            (generator.uniform(-1, 1, shape) * size * math.sqrt(6 / sum(shape)), np.zeros(shape[0]))
            for shape in self.shapes
        ]
        return self.flatten(layers)

    def __call__(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """The outputs (..., N, outputs) at points θ (..., d) for inputs ``x`` (N, inputs)."""
        inputs = points_array("x", x, self.sizes[0]).reshape(-1, self.sizes[0]).T
        layers = self.unflatten(theta)
        space = self.work_space(layers[0][1].shape[:-1], inputs.shape[1])
        return np.swapaxes(self.forward(layers, inputs, space)[-1], -1, -2)

    def work_space(self, batch: tuple[int, ...], samples: int) -> list[Array]:
        """An array (..., units, N) for each layer after the inputs, to work in."""
        return [np.empty((*batch, rows, samples)) for rows, _ in self.shapes]

    def forward(self, layers: Layers, inputs: Array, space: list[Array]) -> list[Array]:
        """What every layer puts out, inputs first; it is written into ``space``."""
        values = [inputs]
        for (weights, biases), out in zip(layers, space, strict=True):
            np.matmul(weights, values[-1], out=out)
            out += biases[..., None]
            if len(values) < len(layers):
                _activate(self.activation, out)
            values.append(out)
        return values

    def backward(
        self, layers: Layers, values: list[Array], slopes: Array, space: list[Array], into: Array
    ) -> None:
        """The gradient by θ, written ``into`` (..., d), from the ``slopes`` by the outputs.

        With :math:`\\delta_k` the slopes by what layer k sums up: :math:`\\delta_k v_{k-1}^\\top`
        by its weights, :math:`\\delta_k` summed over samples by its biases, and
        :math:`\\delta_{k-1} = f'(v_{k-1}) W_k^\\top \\delta_k`. Writes over ``values`` and
        ``space``.
        """
        places = self.unflatten(into)
        for k in range(len(layers) - 1, -1, -1):
            np.matmul(slopes, np.swapaxes(values[k], -1, -2), out=places[k][0])
            slopes.sum(axis=-1, out=places[k][1])
            if k:
                weights = np.swapaxes(layers[k][0], -1, -2)
                slopes = np.matmul(weights, slopes, out=space[k - 1])
                slopes *= _slope(self.activation, values[k])


def _activate(activation: str, z: Array) -> None:
    """f(z), in place of z."""
    if activation == "relu":
        np.maximum(z, 0, out=z)
        return
    if activation == "sigmoid":
        z *= 0.5  # 1/(1 + e⁻ᶻ) = (1 + tanh(z/2))/2 does not overflow
    np.tanh(z, out=z)
    if activation == "sigmoid":
        z += 1
        z *= 0.5


def _slope(activation: str, value: Array) -> Array:
    """f′(z), in place of the value f(z); at the kink of relu it is 0."""
    if activation == "relu":
        return np.greater(value, 0, out=value)
    if activation == "tanh":
        value *= value
        return np.subtract(1, value, out=value)
    value -= value * value
    return value
