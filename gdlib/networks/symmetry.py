r"""The exact symmetries of a network: changes of its weights that change nothing that it computes.

Each takes points θ (..., d), or gradients by them, and returns new ones. For every such change P

.. math:: L(P\theta) = L(\theta), \qquad \nabla L(P\theta) = P \nabla L(\theta),

the second for permutations and flips only, which are orthogonal.
"""

from __future__ import annotations

import math
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdlib.arguments import Array, count, numbers_array, positive_number
from gdlib.networks.network import Layers, Network

_MOST_COPIES = 10**5


def permute(network: Network, theta: ArrayLike, layer: int, order: ArrayLike) -> Array:
    r"""θ with the units of a hidden layer in another order.

    .. math:: W_k \to \Pi W_k, \qquad c_k \to \Pi c_k, \qquad W_{k+1} \to W_{k+1} \Pi^\top

    ``theta`` is (..., d); ``layer`` is k, from 1 on; ``order`` is Π as an order of the units'
    numbers, from 0 on. m units have m! orders. Raises TypeError or ValueError for any other layer
    or order.

    >>> from gdlib import Network
    >>> permute(Network((1, 2, 1)), [1, 2, 3, 4, 5, 6, 7], 1, [1, 0]).tolist()
    [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 7.0]

    R. Hecht-Nielsen, On the algebraic structure of feedforward network weight spaces (1990).
    """
    layers = _copied(network, theta, layer)
    places, units = np.asarray(order), np.arange(network.sizes[layer])
    whole = places.ndim == 1 and places.dtype.kind in "iu"
    if not whole or not np.array_equal(np.sort(places), units):
        raise ValueError(f"order: expected an order of 0 to {units[-1]}, got {order!r}")
    (weights, biases), (after, _) = layers[layer - 1], layers[layer]
    weights[:], biases[:] = weights[..., places, :], biases[..., places]
    after[:] = after[..., places]
    return network.flatten(layers)


def flip(network: Network, theta: ArrayLike, layer: int, unit: int) -> Array:
    r"""θ with all signs at a hidden unit changed: as tanh is odd, the network computes the same.

    .. math:: -a \tanh(-(w^\top x + c)) = a \tanh(w^\top x + c)

    ``theta`` is (..., d); ``layer`` from 1 on and ``unit`` from 0 on say which. m units have
    :math:`2^m` such choices. Raises TypeError or ValueError for another layer or unit, or where the
    activation is not tanh.

    >>> from gdlib import Network
    >>> flip(Network((1, 2, 1)), [1, 2, 3, 4, 5, 6, 7], 1, 0).tolist()
    [-1.0, 2.0, -3.0, 4.0, -5.0, 6.0, 7.0]

    H. J. Sussmann, Neural Networks 5 (1992) 589–593.
    """
    return _scaled(network, theta, layer, unit, -1.0, "tanh", "odd")


def rescale(network: Network, theta: ArrayLike, layer: int, unit: int, factor: float) -> Array:
    r"""θ with what goes into a hidden unit multiplied by a factor and what leaves it divided.

    .. math:: \tfrac{a}{s} \max(0, s\,w^\top x + s\,c) = a \max(0, w^\top x + c), \qquad s > 0

    So the minimisers of a ReLU network are never isolated. ``theta`` is (..., d); ``layer`` from 1
    on and ``unit`` from 0 on say which; ``factor`` is s, a pure number. Raises TypeError or
    ValueError for another layer, unit or factor, or where the activation is not relu.

    >>> from gdlib import Network
    >>> rescale(Network((1, 2, 1), "relu"), [1, 2, 3, 4, 5, 6, 7], 1, 0, 2).tolist()
    [2.0, 2.0, 6.0, 4.0, 2.5, 6.0, 7.0]

    L. Dinh, R. Pascanu, S. Bengio and Y. Bengio, ICML (2017) 1019–1028.
    """
    size = float(positive_number("factor", factor))
    return _scaled(network, theta, layer, unit, size, "relu", "positively homogeneous")


def copies(network: Network, theta: ArrayLike) -> Array:
    r"""All points that a tanh network's permutations and flips make of one, (k, d), itself first.

    .. math:: k = \prod_{\text{hidden layers}} 2^m\, m!

    ``theta`` is (d,). Raises TypeError or ValueError for anything else, for another activation than
    tanh, or for more than 100,000 copies.

    >>> from gdlib import Network
    >>> copies(Network((1, 2, 1)), [1, 2, 3, 4, 5, 6, 7]).shape
    (8, 7)

    A. M. Chen, H. Lu and R. Hecht-Nielsen, Neural Computation 5 (1993) 910–927.
    """
    flip(network, theta, 1, 0)  # which says what is wrong with them
    hidden = network.sizes[1:-1]
    number = math.prod(2**m * math.factorial(m) for m in hidden)
    if number > _MOST_COPIES:
        raise ValueError(f"network: expected at most {_MOST_COPIES} copies, got {number}")
    points = numbers_array("theta", theta)[None]
    if points.ndim != 2:
        raise ValueError(f"theta: expected one point, got shape {points.shape[1:]}")
    for layer, m in enumerate(hidden, 1):
        for unit in range(m):
            points = np.concatenate([points, flip(network, points, layer, unit)])
        orders = permutations(range(m))
        points = np.concatenate([permute(network, points, layer, order) for order in orders])
    return points


def _scaled(
    network: Network,
    theta: ArrayLike,
    layer: int,
    unit: int,
    factor: float,
    activation: str,
    as_it_is: str,
) -> Array:
    layers = _copied(network, theta, layer)
    if network.activation != activation:
        raise ValueError(
            f"network: expected {activation}, which is {as_it_is}; got {network.activation}"
        )
    if count("unit", unit) >= network.sizes[layer]:
        raise ValueError(f"unit: expected 0 to {network.sizes[layer] - 1}, got {unit!r}")
    (weights, biases), (after, _) = layers[layer - 1], layers[layer]
    weights[..., unit, :] *= factor
    biases[..., unit] *= factor
    after[..., unit] /= factor
    return network.flatten(layers)


def _copied(network: Any, theta: ArrayLike, layer: int) -> Layers:
    if not isinstance(network, Network):
        raise TypeError(f"network: expected a Network, got {network!r}")
    if count("layer", layer, least=1) >= len(network.shapes):
        raise ValueError(f"layer: expected a hidden one below {len(network.shapes)}, got {layer!r}")
    return network.unflatten(numbers_array("theta", theta))
