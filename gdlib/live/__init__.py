"""The live experiments: each one widget that computes and draws in the browser, kernel or not.

    ipywidgets controls <──jslink──> one anywidget <── the loss's own JavaScript (Loss.to_js)

`frame.py` holds what all share; an experiment adds its loss, its numbers and their ranges. The
JavaScript beside the Python modules is bundled into ``bundle.js`` (``npm run bundle`` in ``web/``).
"""

from gdlib.live.lopsided_basin import LopsidedBasin
from gdlib.live.step_size_regimes import StepSizeRegimes

__all__ = ["LopsidedBasin", "StepSizeRegimes"]
