"""What all experiments share on the Python side: numbers with limits, controls, the views.

An `Experiment` is one anywidget. Its state is a `Number` per quantity; `slider` and `log_slider`
make the ipywidgets control of one, with the same limits; ``controls`` ties them together in the
browser, so that they work with no kernel too. A `Descent` is an experiment whose run is a path.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import numpy as np
import traitlets

from gdlib.descent import descend
from gdlib.loss import Loss
from gdlib.path import Path

if TYPE_CHECKING:
    from gdlib.plots import Picture

_HERE = File(__file__).parent
# A browser's powers of a slider's base may differ from ours in the last digits.
_SLACK = 1e-9


class Number(traitlets.Float):
    """A synced number from ``low`` to ``high``; another is refused by the argument's name."""

    def __init__(self, default: float, low: float, high: float):
        super().__init__(default)
        self.low, self.high = low, high
        self.tag(sync=True)

    def validate(self, obj: object, value: object) -> float:
        """``value`` as a float, or a TypeError or ValueError that says what is expected."""
        expected = f"{self.name}: expected a number from {self.low:g} to {self.high:g}"
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise TypeError(f"{expected}, got {value!r}")
        slack = _SLACK * (self.high - self.low)
        number = float(value)
        if not self.low - slack <= number <= self.high + slack:
            raise ValueError(f"{expected}, got {value!r}")
        return number


class Experiment(anywidget.AnyWidget):
    """The widget: a loss's program, the state, the controls that are tied to it.

    A subclass gives its `Number` traits, and `_finding`.
    """

    _esm = (_HERE / "bundle.js").read_text()
    _css = (_HERE / "bundle.css").read_text()
    experiment = traitlets.Unicode().tag(sync=True)
    program = traitlets.Unicode().tag(sync=True)
    controls = traitlets.Dict().tag(sync=True, **ipywidgets.widget_serialization)

    def _tie(self, **controls: tuple[ipywidgets.Widget, str]) -> None:
        """Show these controls; each is a widget and the name of its attribute that is the state."""
        for name, (control, attribute) in controls.items():
            ipywidgets.jslink((self, name), (control, attribute))
        self.controls = {name: control for name, (control, _) in controls.items()}

    def _slider(self, name: str, step: float) -> tuple[ipywidgets.Widget, str]:
        trait = self.traits()[name]
        return ipywidgets.FloatSlider(
            value=getattr(self, name), min=trait.low, max=trait.high, step=step, readout=False
        ), "value"

    def _log_slider(self, name: str, step: float, base: float) -> tuple[ipywidgets.Widget, str]:
        trait = self.traits()[name]
        low, high = np.log([trait.low, trait.high]) / np.log(base)
        return ipywidgets.FloatLogSlider(
            value=getattr(self, name), base=base, min=low, max=high, step=step, readout=False
        ), "value"

    def _buttons(self, name: str, words: Iterable[str]) -> tuple[ipywidgets.Widget, str]:
        return ipywidgets.ToggleButtons(options=list(words), index=getattr(self, name)), "index"

    def __repr__(self) -> str:
        state = [name for name, trait in self.traits().items() if isinstance(trait, Number)]
        state.sort(key=lambda name: (name != "step_size", name != "start", name))
        given = (f"{name}={getattr(self, name):.12g}" for name in state)
        return f"{type(self).__name__}({', '.join(given)})"

    def _finding(self) -> tuple[Picture, str]:
        """A picture of what the controls show as they are now, and what it shows in words."""
        raise NotImplementedError

    def _still(self) -> str:
        """The finding as an SVG with a title, for print and for readers without scripts."""
        picture, finding = self._finding()
        head, rest = picture._repr_svg_().split("<svg", 1)
        opening, body = rest.split(">", 1)
        return f"{head}<svg{opening}>\n <title>{finding}</title>{body}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle[0]["image/svg+xml"] = self._still()
        return bundle


class Descent(Experiment):
    """An experiment that descends: one path for the controls as they are.

    A subclass gives ``loss``, ``steps`` and ``domain``, the interval that the still picture shows.
    """

    steps: int
    domain: tuple[float, float]

    @property
    def loss(self) -> Loss:
        """The loss for the controls as they are now."""
        raise NotImplementedError

    @property
    def path(self) -> Path:
        """The path for the controls as they are now, from the same program as the picture's."""
        return descend(self.loss, self.start, self.step_size, steps=self.steps)

    def _told(self) -> str:
        """The state in words, and what its run does."""
        path = self.path
        rises = int((np.diff(path.values) > 1e-12 * path.values[:-1]).sum())
        state = f"step size {self.step_size:.4g}, start {self.start:.4g}"
        return f"{state}: {path.message}; the cost rose on {rises} of {path.steps} steps"

    def _finding(self) -> tuple[Picture, str]:
        from gdlib.plots import plot_curve

        told = self._told()
        return plot_curve(self.loss, {told.split(":")[0]: self.path}, self.domain), told
