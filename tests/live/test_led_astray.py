"""The race's last tab: where the smoothed trap has one pit, every start is led astray."""

import itertools

import numpy as np
import pytest

from gdlib import LOSSES, smoothed
from gdlib.live import Race
from gdlib.live.race import TABS

DEFAULT = {"budget": 300, "dimension": 2, "starts": 1, "hot": 10, "cold": 0.1, "seed": 1}


def state(**given: float) -> dict:
    return DEFAULT | {"scene": TABS.index("led astray")} | given


def test_from_the_fold_on_the_trap_leads_every_start_astray(accounts):
    starts, widths = np.arange(-3, 3.01, 0.5), (0.67, 0.7, 1, 1.5)
    states = [
        state(sigma=s, widths=k, start=float(v))
        for s, k, v in itertools.product(widths, (1, 4), starts)
    ]
    for account in accounts(Race(), states):
        assert account["verdict"] == "match"
        assert account["observed"]["last"] == pytest.approx(-1.5, abs=1e-4)
        assert account["observed"]["cost"] == pytest.approx(-1, abs=1e-6)
    (fold,) = accounts(Race(), states[:1])[0]["marks"]["sigma"]
    ground = np.linspace(-4, 4, 40_001)[:, None]
    for side, pits in ((0.9999, 2), (1.0001, 1)):
        slopes = smoothed(LOSSES["trap"]).where(sigma=fold * side).grad(ground)[:, 0]
        assert np.sum((slopes[:-1] < 0) & (slopes[1:] >= 0)) == pits


def test_below_the_fold_the_hilltop_decides_as_gdlib_says(accounts):
    grid = itertools.product((0.05, 0.3, 0.5, 0.66), (1, 5), (-3, -1, 0.5, 1.3, 2, 3))
    cases = [dict(zip(("sigma", "widths", "start"), values, strict=True)) for values in grid]
    told = accounts(Race(), [state(**case) for case in cases])
    for case, account in zip(cases, told, strict=True):
        assert account["verdict"] in ("match", "not yet")
        search = Race(method="led astray", **case).search
        assert account["observed"]["last"] == pytest.approx(search.points[-1, 0], abs=1e-4)
    assert {account["observed"]["end"] for account in told} >= {"the broad pit", "the deep pit"}
