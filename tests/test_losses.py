"""The named losses: what is said to be known of them is so."""

import numpy as np
import pytest

from gdlib import LOSSES
from gdlib.losses.curves import CURVES


@pytest.mark.parametrize("name", CURVES)
def test_the_slope_changes_sign_just_where_a_curve_s_known_minima_and_maxima_are(name):
    loss = LOSSES[name]
    (low, high) = loss.domain[0]
    cells = np.linspace(low, high, 40_001)  # an even number: 0 is a border
    downhill = loss.grad((cells[:-1, None] + cells[1:, None]) / 2)[:, 0] < 0
    for known, sign in ((loss.minima, 1), (loss.maxima, -1)):
        turns = cells[1:-1][np.diff(downhill.astype(int)) == -sign]
        inside = np.sort(known[(known > low) & (known < high)])
        assert len(turns) == len(inside)
        np.testing.assert_allclose(turns, inside, atol=(high - low) / 40_000)
