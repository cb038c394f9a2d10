"""A network of 64, 128 and 10 units on the 1,797 digits, all of them at every step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import torch

from benchmarks.measure import Race
from gdlib import Network, descend, load_digits, network_loss

SIZES, ALPHA, EPOCHS = (64, 128, 10), 0.5, 40


def races() -> Iterator[Race]:
    """The one race."""
    network, (x, t) = Network(SIZES), load_digits()
    start = network.random(seed=0)
    loss = network_loss(network, x, t, "cross-entropy")
    ours = partial(descend, loss, start, ALPHA, steps=EPOCHS, tol=0, keep="last")
    yield Race(
        f"network {'-'.join(map(str, SIZES))}, {len(t):,} digits, {EPOCHS} epochs (ms)",
        lambda: ours().points[-1],
        {"torch": partial(_torch, network, start, torch.from_numpy(x), torch.from_numpy(t))},
        at_most={"torch": 0.85},
        agree=lambda ours, theirs: np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-8),
    )


def _torch(network: Network, start: np.ndarray, x: torch.Tensor, t: torch.Tensor) -> np.ndarray:
    parts = [torch.tensor(part) for layer in network.unflatten(start) for part in layer]
    for part in parts:
        part.requires_grad_()
    rule = torch.optim.SGD(parts, lr=ALPHA)
    for _ in range(EPOCHS):
        rule.zero_grad()
        hidden = torch.tanh(torch.nn.functional.linear(x, *parts[:2]))
        outputs = torch.nn.functional.linear(hidden, *parts[2:])
        torch.nn.functional.cross_entropy(outputs, t).backward()
        rule.step()
    return torch.cat([part.detach().reshape(-1) for part in parts]).numpy()
