"""The named losses of the course, each with its domain, what is known of it, and its source.

LOSSES["Rosenbrock"]   of one variable: `gdlib.curves`; of two: `gdlib.surfaces`; of more:
                       `gdlib.spaces`, whose functions make the same loss in any dimension
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gdlib.curves import CURVES
from gdlib.named_loss import NamedLoss
from gdlib.spaces import SPACES
from gdlib.surfaces import SURFACES


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


LOSSES = _Losses({**CURVES, **SURFACES, **SPACES})
