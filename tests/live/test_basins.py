"""Basins: the page's map is gdlib's, start by start; minima hold up to 2/λmax; saddles wait."""

import itertools

import numpy as np
import pytest

from gdlib import LOSSES, descend
from gdlib.live import Basins
from gdlib.live.basins import LETTERS, OPENED, SURFACES, TABS
from gdlib.live.ridge import ZERO, power

CAMEL, TANG = SURFACES[1:]
FEW = 2e-3


NAMES = (*OPENED, "x", "y", "exponent", "noise", "scene", "surface")
DEFAULTS = {name: Basins.class_traits()[name].default_value for name in NAMES}


def state(surface="Himmelblau", step_size=None, tab="basins", **more) -> dict:
    scene, which = TABS.index(tab), SURFACES.index(surface)
    size = {} if step_size is None else {OPENED[3 if scene else which]: step_size}
    return DEFAULTS | {"scene": scene, "surface": which} | size | more


def job(basins: Basins, side: int) -> dict:
    programs = {name: getattr(basins, name) for name in basins.traits() if name.endswith("program")}
    given = {name: getattr(basins, name) for name in (*OPENED, "x", "y", "scene", "surface")}
    return {"call": "map", "programs": programs, "state": given, "side": side}


@pytest.mark.parametrize(
    ("surface", "sizes"),
    [("Himmelblau", (0.01, 0.0155, 0.026)), (CAMEL, (0.1, 0.15, 0.21)), (TANG, (0.05, 0.06, 0.07))],
)
def test_start_by_start_the_page_s_map_is_gdlib_s(node, surface, sizes):
    maps = [Basins(surface=surface, step_size=size) for size in sizes]
    for basins, found in zip(maps, node(*(job(basins, 40) for basins in maps)), strict=True):
        assert found == basins.map(40).tolist()


@pytest.mark.parametrize(
    ("step_size", "shares", "diverged"),
    [
        (0.01, (26.3, 26.2, 23.8, 23.7), 0),
        (0.0155, (26.7, 25.4, 0, 23.1), 0.3),
        (0.02, (26.1, 22.7, 0, 0), 8.4),
        (0.0245, (0, 28.0, 0, 0), 20.9),
        (0.026, (0, 0, 0, 0), 24.6),
    ],
)
def test_himmelblau_s_shares_of_ninety_thousand_starts_are_the_published_ones(
    node, step_size, shares, diverged
):
    (found,) = node(job(Basins(step_size=step_size), 300))
    counts = np.bincount(np.ravel(found), minlength=6) / 900
    assert counts[:4] == pytest.approx(shares, abs=0.06)
    assert counts[5] == pytest.approx(diverged, abs=0.06)


def test_a_short_step_gives_the_shares_of_the_flow(node):
    (found,) = node(job(Basins(step_size=0.001), 300))
    counts = np.bincount(np.ravel(found), minlength=6) / 900
    assert counts[:4] == pytest.approx((25.0, 25.8, 24.3, 24.9), abs=0.06)


@pytest.mark.parametrize("surface", SURFACES)
def test_the_marks_are_two_over_the_largest_eigenvalue_at_each_minimum(accounts, surface):
    (told,) = accounts(Basins(), [state(surface)])
    (marks,) = told["marks"].values()
    expected = {round(t, 12) for t in Basins(surface=surface).thresholds}
    assert {round(mark, 12) for mark in marks} == expected


def test_himmelblau_s_thresholds_are_the_published_ones():
    published = (0.024306, 0.024829, 0.014949, 0.018972)
    assert Basins().thresholds == pytest.approx(published, abs=5e-7)


@pytest.mark.parametrize("surface", SURFACES)
def test_beyond_its_threshold_almost_no_start_ends_at_a_minimum(accounts, surface):
    thresholds = Basins(surface=surface).thresholds
    sizes = sorted({float(t) for t in thresholds})
    states = [state(surface, size * share) for size, share in itertools.product(sizes, (0.9, 1.02))]
    for given, told in zip(states, accounts(Basins(), states), strict=True):
        size = given[OPENED[given["surface"]]]
        kept = [letter for letter, t in zip(LETTERS, thresholds, strict=False) if size < t]
        assert told["predicted"]["kept"] == kept
        counts = told["observed"]["counts"]
        lost = [share for share, t in zip(counts, thresholds, strict=False) if size > t]
        assert max(lost, default=0) <= FEW


def test_at_the_threshold_itself_nothing_is_promised(accounts):
    size = float(Basins().thresholds[2])
    (told,) = accounts(Basins(), [state(step_size=size)])
    assert "C" not in told["predicted"]["kept"] + told["predicted"]["lost"]
    assert "decides nothing" in told["says"][0] and told["verdict"] == "match"


@pytest.mark.parametrize("surface", SURFACES)
def test_the_path_of_one_start_is_gdlib_s(accounts, surface):
    basins, corners = Basins(surface=surface), [(-1, 0.1), (0.1, 0.1), (1, 1)]
    told = accounts(basins, [state(surface, x=x, y=y) for x, y in corners])
    for (basins.x, basins.y), account in zip(corners, told, strict=True):
        assert account["observed"]["steps"] == basins.path.steps


@pytest.mark.parametrize(
    ("exponent", "left"), [(-2, 43), (-4, 91), (-8, 188), (-16, 381), (ZERO, None)]
)
def test_a_start_beside_the_ridge_waits_as_long_as_published(accounts, exponent, left):
    (told,) = accounts(Basins(), [state(tab="the ridge", exponent=exponent)])
    assert told["observed"]["left"] == left == Basins(tab="the ridge", exponent=exponent).left
    assert told["verdict"] == "match"


def test_on_the_line_of_the_ridge_descent_ends_at_the_saddle():
    path = descend(LOSSES["ridge"], (1, 0), 0.1, steps=1000)
    assert path.end == "converged" and path.points[-1, 1] == 0
    assert np.abs(path.points[-1]).max() < 1e-7


def test_to_the_ends_of_its_ranges_the_ridge_keeps_its_promise(accounts):
    grid = itertools.product((0.01, 0.03, 0.1, 0.3, 1), range(ZERO, 0), (ZERO, -16, -9, -3))
    states = [
        state(tab="the ridge", step_size=size, exponent=start, noise=kick)
        for size, start, kick in grid
    ]
    told = accounts(Basins(), states)
    assert [s for s, t in zip(states, told, strict=True) if t["verdict"] != "match"] == []


@pytest.mark.parametrize("noise", [-12, -6])
def test_the_kicks_of_the_page_are_those_of_python(accounts, noise):
    basins = Basins(tab="the ridge", exponent=ZERO, noise=noise)
    (told,) = accounts(basins, [state(tab="the ridge", exponent=ZERO, noise=noise)])
    assert told["observed"]["left"] == basins.left
    assert told["observed"]["last"] == pytest.approx(basins.path.points[-1].tolist(), abs=1e-12)
    moved = np.diff(basins.path.points, axis=0)
    kicks = moved + basins.alpha * LOSSES["ridge"].grad(basins.path.points[:-1])
    assert np.abs(kicks) == pytest.approx(power(noise), rel=1e-3)
    assert abs(np.sign(kicks).mean()) < 0.2


def test_the_gradient_of_the_ridge_turns_by_at_most_eleven_on_its_square():
    sides = np.linspace(-2, 2, 81)
    places = np.stack(np.meshgrid(sides, sides), axis=-1)
    assert np.abs(np.linalg.eigvalsh(LOSSES["ridge"].hess(places))).max() == pytest.approx(11)


def test_the_two_tabs_have_addresses_of_their_own():
    assert {Basins(tab=tab).experiment for tab in TABS} == {"basins", "ridge"}


def test_the_still_pictures_say_what_they_show():
    shares = "27.0 % at A, 25.5 % at B, 0.0 % at C, 22.9 % at D"
    assert f"Himmelblau, step size 0.0155: of all starts {shares}" in Basins()._still()
    assert (
        "descent comes to the saddle and leaves after 188 steps" in Basins(tab="the ridge")._still()
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("tab", "hill", "tab: expected 'basins' or 'the ridge', got 'hill'"),
        ("surface", "hill", "surface: expected 'Himmelblau' or .* got 'hill'"),
        ("step_size", 0.1, "step_size: expected a number from 0.001 to 0.03, got 0.1"),
        ("x", 2, "x: expected a number from -1 to 1, got 2"),
        ("exponent", 0, "exponent: expected a number from -17 to -1, got 0"),
    ],
)
def test_what_it_cannot_show_is_refused_by_name(name, value, message):
    with pytest.raises(ValueError, match=message):
        Basins(**{name: value})
