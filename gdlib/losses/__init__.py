"""The named losses of the course, each with its domain, what is known of it, and its source.

LOSSES["Rosenbrock"]   of one variable: `curves`; of two: `surfaces` (tests of the literature) and
                       `shapes` (what the course argues with); of more: `spaces`, whose functions
                       make the same loss in any dimension; of a network's weights: `neurons`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gdlib.losses.curves import CURVES
from gdlib.losses.named_loss import NamedLoss
from gdlib.losses.neurons import NEURONS
from gdlib.losses.shapes import SHAPES
from gdlib.losses.spaces import SPACES
from gdlib.losses.surfaces import SURFACES


class _Losses(Mapping[str, NamedLoss]):
    """Losses by name, each made when it is first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[str], NamedLoss]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, NamedLoss] = {}

    def __getitem__(self, name: str) -> NamedLoss:
        if name not in self._made:
            self._made[name] = self._makers[name](name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __repr__(self) -> str:
        return f"LOSSES({', '.join(self)})"


LOSSES = _Losses({**CURVES, **SHAPES, **SURFACES, **SPACES, **NEURONS})
