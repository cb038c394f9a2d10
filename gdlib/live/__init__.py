"""The live experiments: each one widget that computes and draws in the browser, kernel or not.

    ipywidgets controls <──jslink──> one anywidget <── the loss's own JavaScript (Loss.to_js)

`frame.py` holds what all share; an experiment adds its loss, its numbers and their ranges. The
JavaScript beside the Python modules is bundled into ``bundle.js``, the styles in ``css/`` into
``bundle.css`` (``make bundle``).

To write one: a class with its `Number` traits in a module of its own, and beside it a JavaScript
module that is listed in ``index.js`` and exports one plain object. It says first what is known
before the run (``predict``), then what a run shows (``observe``), then whether they agree
(``verdict``), each pure and run by Node in the tests; ``sayPredicted`` and ``sayObserved`` put them
into words; ``calls`` are the outcomes that a reader may call before the run, ``outcome`` says which
came true, and ``asked``, where tabs ask different questions, which of them a state offers. A tab
asks once; ``again`` tells what else of a state makes it another question. Without ``calls`` the run
is shown from the start. ``actions`` are buttons that set several quantities at once.
``picture(stage, actions)`` makes its panels (``panel.js``) and returns the function that draws a
scene: ``state``, ``path``, how many steps are ``shown``, the ``cursor``, and whether the reader has
been ``told``: what predicts is drawn only then. The first panel and the first control are the main
ones: on every screen they are seen together with the answer. Marks and zones of a slider, tabs,
keys, address, print and the room on slide and phone are the frame's; ``step_size_regimes.js`` shows
all of it in a hundred lines. What only one experiment looks like is in a file of its name in
``css/``, listed in ``index.css``. What is no descent (``problem``) says how it is solved
(``solve``); a map that takes longer than a frame (``task``) is worked off by a worker or in
slices (``starts.js``), a run that does goes on from frame to frame (``goOn``, in ``frame.js``);
``tabs.js`` joins tabs that have questions, answers and pictures of their own, as in
``compass.js``.
"""

from gdlib.live.basins import Basins
from gdlib.live.compass import Compass
from gdlib.live.flat_or_sharp import FlatOrSharp
from gdlib.live.kinks import Kinks
from gdlib.live.ladder import Ladder
from gdlib.live.lopsided_basin import LopsidedBasin
from gdlib.live.race import Race
from gdlib.live.second_idea import SecondIdea
from gdlib.live.step_size_regimes import StepSizeRegimes
from gdlib.live.swap_two_neurons import SwapTwoNeurons
from gdlib.live.taylor_microscope import TaylorMicroscope
from gdlib.live.where_you_start import WhereYouStart
from gdlib.live.whole_net import WholeNet
from gdlib.live.zigzag import Zigzag

__all__ = [
    "Basins",
    "Compass",
    "FlatOrSharp",
    "Kinks",
    "Ladder",
    "LopsidedBasin",
    "Race",
    "SecondIdea",
    "StepSizeRegimes",
    "SwapTwoNeurons",
    "TaylorMicroscope",
    "WhereYouStart",
    "WholeNet",
    "Zigzag",
]
