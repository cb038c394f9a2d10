r"""The loss of a network on data, as a function of all its weights, with reverse-mode gradients.

network_loss(network, x, t, cost) ──> ArrayLoss ──descend──> Path, on all samples or batches
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdlib.arguments import Array, finite_points, numbers_array, one_of
from gdlib.array_loss import ArrayLoss
from gdlib.networks.network import Network

_TOGETHER = 2**20  # so many numbers of a layer (points × units × samples) are worked on at a time


def network_loss(
    network: Network, x: ArrayLike, t: ArrayLike, cost: str = "squared error"
) -> ArrayLoss:
    r"""The mean cost of a network's outputs over samples, a function of its d weights and biases.

    .. math:: L(\theta) = \frac1N \sum_{i=1}^N \tfrac12 \lVert v(\theta, x_i) - t_i \rVert^2
              \quad\text{or}\quad
              -\frac1N \sum_{i=1}^N \log \frac{e^{v_{t_i}}}{\sum_j e^{v_j}}

    Parameters
    ----------
    network : Network
        The network, whose outputs are :math:`v`.
    x : array_like, shape (N, inputs)
        The inputs :math:`x_i` of the N samples.
    t : array_like, shape (N, outputs), or (N,) for cross-entropy
        The targets :math:`t_i`: numbers for the squared error, in the units of the outputs; for the
        cross-entropy of the softmax the number of the right output, from 0 on.
    cost : str
        "squared error" or "cross-entropy".

    Returns
    -------
    ArrayLoss
        With reverse-mode gradients; `descend` takes it, on all samples or on mini-batches.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind or shape.

    Examples
    --------
    >>> from gdlib import Network, descend, mini_batches, momentum
    >>> x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> network = Network((2, 4, 2))
    >>> loss = network_loss(network, x, [0, 1, 1, 0], "cross-entropy")
    >>> for rule in (momentum(0.9), mini_batches(2, stepper=momentum(0.9))):
    ...     path = descend(loss, network.random(seed=1), 0.1, stepper=rule, steps=300)
    ...     print(path.values[[0, 100, 300]].round(3).tolist())
    [0.751, 0.015, 0.004]
    [0.751, 0.015, 0.004]

    References
    ----------
    D. E. Rumelhart, G. E. Hinton and R. J. Williams, Nature 323 (1986) 533–536. For the
    cross-entropy: I. Goodfellow, Y. Bengio and A. Courville, Deep Learning (2016), section 6.2.2.
    """
    if not isinstance(network, Network):
        raise TypeError(f"network: expected a Network, got {network!r}")
    one_of("cost", cost, tuple(_COSTS))
    inputs = finite_points("x", numbers_array("x", x))
    if inputs.ndim != 2 or not len(inputs) or inputs.shape[1] != network.sizes[0]:
        raise ValueError(f"x: expected shape (N, {network.sizes[0]}), got shape {inputs.shape}")
    targets = _targets(t, len(inputs), network.sizes[-1], cost)
    return _Mean(network, cost, np.ascontiguousarray(inputs.T), targets).loss()


def _targets(t: ArrayLike, samples: int, outputs: int, cost: str) -> NDArray[Any]:
    if cost == "squared error":
        targets = finite_points("t", numbers_array("t", t))
        if targets.shape != (samples, outputs):
            raise ValueError(f"t: expected shape ({samples}, {outputs}), got {targets.shape}")
        return np.ascontiguousarray(targets.T)
    classes = np.asarray(t)
    if classes.dtype.kind not in "iu":
        raise TypeError(f"t: expected whole numbers, got {t!r}")
    if classes.shape != (samples,) or classes.min() < 0 or classes.max() >= outputs:
        raise ValueError(f"t: expected {samples} numbers from 0 to {outputs - 1}, got {t!r}")
    return classes.astype(np.int64)


class _Mean:
    """The mean cost over samples, which are the last axis of ``inputs`` and ``targets``."""

    def __init__(self, network: Network, cost: str, inputs: Array, targets: NDArray[Any]) -> None:
        self.network, self.cost, self.inputs, self.targets = network, cost, inputs, targets
        self.samples = inputs.shape[1]
        self.together = max(1, _TOGETHER // (self.samples * max(network.sizes)))
        self.space: list[list[Array]] = []

    def loss(self) -> ArrayLoss:
        sizes = "-".join(map(str, self.network.sizes))
        return ArrayLoss(
            self.value,
            self.gradient,
            self.network.dimension,
            samples=self.samples,
            of_samples=self.of_samples,
            name=f"{self.cost} of a network {sizes}",
        )

    def of_samples(self, rows: Any) -> ArrayLoss:
        inputs = np.ascontiguousarray(self.inputs[:, rows])
        return _Mean(self.network, self.cost, inputs, self.targets[..., rows]).loss()

    def value(self, points: Array) -> Array:
        flat = points.reshape(-1, self.network.dimension)
        values = np.empty(len(flat))
        for i in range(0, len(flat), self.together):
            outputs = self._outputs(flat[i : i + self.together])[-1][-1]
            values[i : i + self.together] = _COSTS[self.cost](outputs, self.targets)
        return values.reshape(points.shape[:-1])

    def gradient(self, points: Array) -> Array:
        flat = points.reshape(-1, self.network.dimension)
        gradients = np.empty(flat.shape)
        for i in range(0, len(flat), self.together):
            layers, values = self._outputs(flat[i : i + self.together])
            _COSTS[self.cost](values[-1], self.targets)
            into = gradients[i : i + self.together]
            self.network.backward(layers, values, values[-1], self.space[1], into)
        return gradients.reshape(points.shape)

    def _outputs(self, points: Array) -> tuple[Any, list[Array]]:
        """The layers of the points, and what each puts out."""
        if not self.space or len(self.space[0][0]) != len(points):
            batch = (len(points),)
            self.space = [self.network.work_space(batch, self.samples) for _ in range(2)]
        layers = self.network.unflatten(points)
        return layers, self.network.forward(layers, self.inputs, self.space[0])


def _squared_error(v: Array, targets: Array) -> Array:
    """The mean over the samples; its slopes by the outputs (..., outputs, N) are put in ``v``."""
    v -= targets
    mean = np.einsum("...ij,...ij->...", v, v) / (2 * v.shape[-1])
    v /= v.shape[-1]
    return mean


def _cross_entropy(v: Array, targets: NDArray[np.int64]) -> Array:
    samples = np.arange(v.shape[-1])
    v -= v.max(axis=-2, keepdims=True)  # so that no exponential overflows
    right = v[..., targets, samples]
    np.exp(v, out=v)
    sums = v.sum(axis=-2, keepdims=True)
    mean = np.mean(np.log(sums[..., 0, :]) - right, axis=-1)
    v /= sums * v.shape[-1]
    v[..., targets, samples] -= 1 / v.shape[-1]
    return mean


_COSTS: dict[str, Callable[[Array, NDArray[Any]], Array]] = {
    "squared error": _squared_error,
    "cross-entropy": _cross_entropy,
}
