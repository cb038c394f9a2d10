"""The Taylor microscope: its terms are SymPy's, its slopes 2 and 3, a quadratic leaves nothing."""

import itertools

import numpy as np
import pytest
import sympy as sp

from gdlib import LOSSES, along, descend, newton
from gdlib.live import TaylorMicroscope
from gdlib.live.taylor_microscope import MODELS, SURFACES

START = {"x": -1.2, "y": 1}
SIZES = [float(f"{size:.3g}") for size in np.geomspace(1e-7, 1, 15)]
PLACES = list(itertools.product((-2, -1.2, -0.5, 0, 0.5, 1, 2), (-1, 0, 1, 2.5)))


def look(size=1e-3, angle=180.0, surface="Rosenbrock", model="line", **place) -> dict:
    chosen = {"surface": list(SURFACES).index(surface), "scene": MODELS.index(model)}
    return START | {"step_size": size, "angle": angle} | chosen | place


@pytest.mark.parametrize(("model", "power"), [("line", 2), ("parabola", 3)])
def test_the_slopes_at_rosenbrocks_start_are_two_and_three(accounts, model, power):
    (account,) = accounts(TaylorMicroscope(), [look(model=model)])
    assert account["predicted"]["power"] == account["observed"]["power"] == power
    assert account["observed"]["slope"] == pytest.approx(power, abs=0.01)
    assert account["verdict"] == "match"


def test_the_terms_are_the_published_ones(accounts):
    line, parabola = accounts(TaylorMicroscope(), [look(), look(model="parabola")])
    assert line["predicted"]["factor"] == pytest.approx(752.254552, abs=1e-6)
    assert parabola["predicted"]["factor"] == pytest.approx(445.729036, abs=1e-6)
    assert TaylorMicroscope().terms == pytest.approx(
        [24.2, -232.867688, 752.254552, -445.729036, 73.478131], abs=1e-6
    )


def test_the_parabola_is_lowest_where_newtons_step_along_the_line_lands(accounts):
    (account,) = accounts(TaylorMicroscope(), [look(model="parabola")])
    lowest = account["marks"]["step_size"][-1]
    assert lowest == pytest.approx(0.154780, abs=1e-6)
    landing = descend(TaylorMicroscope().cost, 0.0, 1, stepper=newton(), steps=1).points[-1, 0]
    assert lowest == pytest.approx(landing, rel=1e-9)


def test_the_cost_itself_is_lowest_a_little_farther():
    slope = sp.Poly(TaylorMicroscope().cost.gradient[0])
    assert min(slope.nroots()) == pytest.approx(0.183500, abs=1e-6)


def test_the_terms_in_the_page_are_those_of_sympy_everywhere(accounts):
    cases = list(itertools.product(PLACES[::6], (0, 65), ("Rosenbrock", "valley")))
    states = [look(angle=a, surface=s, x=x, y=y) for (x, y), a, s in cases]
    told = accounts(TaylorMicroscope(), states)
    for ((x, y), angle, surface), account in zip(cases, told, strict=True):
        terms = TaylorMicroscope(angle=angle, x=x, y=y, surface=surface).terms
        assert account["predicted"]["factor"] == pytest.approx(abs(terms[2]), rel=1e-9)


@pytest.mark.parametrize("model", ["line", "parabola"])
def test_what_is_missed_is_what_gdlib_misses(accounts, model):
    sizes = [1.0, 0.1, 0.01]  # where little of it is rounding
    told = accounts(TaylorMicroscope(), [look(size, model=model) for size in sizes])
    missed = TaylorMicroscope(model=model).missed(sizes)
    assert [account["observed"]["last"] for account in told] == pytest.approx(missed, rel=1e-6)


def test_a_quadratic_is_its_parabola_from_every_distance(accounts):
    cases = itertools.product(SIZES, PLACES, (0, 65, 180, 270))
    states = [look(size, angle, "valley", "parabola", x=x, y=y) for size, (x, y), angle in cases]
    told = accounts(TaylorMicroscope(), states)
    assert {account["observed"]["kind"] for account in told} == {"nothing"}
    assert {account["verdict"] for account in told} == {"match"}


def test_no_prediction_fails_on_any_cost_from_any_distance(accounts):
    cases = itertools.product(
        SIZES, PLACES, range(0, 361, 45), ("Rosenbrock", "valley"), ("line", "parabola")
    )
    states = [look(z, a, s, m, x=x, y=y) for z, (x, y), a, s, m in cases]
    told = accounts(TaylorMicroscope(), states)
    assert {account["verdict"] for account in told} == {"match", "not yet"}
    close = [t["verdict"] for s, t in zip(states, told, strict=True) if s["step_size"] < 1e-3]
    # Where the first term left out is much smaller than the next, rounding hides its law.
    assert np.mean([verdict == "match" for verdict in close]) > 0.95


def test_from_the_smallest_distances_the_parabola_misses_only_rounding(accounts):
    near, nearest = accounts(
        TaylorMicroscope(), [look(size, model="parabola") for size in (1e-4, 1e-7)]
    )
    assert (near["observed"]["hidden"], nearest["observed"]["hidden"]) == (False, True)
    floor = nearest["marks"]["step_size"][0]
    assert 1e-6 < floor < 1e-5
    assert nearest["observed"]["last"] < 1e-12


def test_where_the_line_is_level_it_is_never_a_good_model(accounts):
    (account,) = accounts(TaylorMicroscope(), [look(angle=90)])
    assert account["predicted"]["power"] == 2
    assert len(account["marks"]["step_size"]) == 1  # rounding, and no distance of 10 %


def test_a_tenth_is_wrong_where_the_mark_says(accounts):
    (account,) = accounts(TaylorMicroscope(), [look()])
    tenth = account["marks"]["step_size"][1]
    lens = TaylorMicroscope(step_size=tenth)
    share = lens.missed([tenth])[0] / (abs(lens.terms[1]) * tenth)
    assert share == pytest.approx(0.1, rel=0.03)


def test_the_cost_along_the_direction_is_that_of_along():
    lens = TaylorMicroscope(angle=65, x=0.5, y=-0.25)
    again = along(LOSSES["Rosenbrock"], (0.5, -0.25), lens.direction)
    assert lens.cost([0.3]) == again([0.3])
    assert np.linalg.norm(lens.direction) == pytest.approx(1)


def test_its_text_and_picture_are_the_same_each_time():
    first, second = (TaylorMicroscope(model="parabola")._repr_mimebundle_()[0] for _ in range(2))
    assert first["text/plain"] == "TaylorMicroscope(step_size=0.001, angle=180, x=-1.2, y=1)"
    assert first["image/svg+xml"] == second["image/svg+xml"]
    assert "at distance 0.001 the parabola misses 4.46e-07" in first["image/svg+xml"]


def test_what_it_cannot_show_is_refused_by_name():
    with pytest.raises(ValueError, match="step_size: expected a number from 1e-07 to 1, got 2"):
        TaylorMicroscope(step_size=2)
    with pytest.raises(ValueError, match=r"surface: expected .*Rosenbrock.*valley.*got 'Beale'"):
        TaylorMicroscope(surface="Beale")
    with pytest.raises(ValueError, match=r"model: expected .*line.*parabola.*got 'cubic'"):
        TaylorMicroscope(model="cubic")
