"""The ladder in the page: it waits for a call, and its dots stand on its rungs."""

import itertools

import pytest
from playwright.sync_api import expect

from gdlib.live import Ladder

from .experiments import call, calls, dots, move, reset

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER, EXPERIMENT = "book/06_where_it_ends.html", "ladder"
DRAWN = "(one) => one.querySelectorAll('.gd-panel-ladder :is(.gd-thread, .gd-dust)[d^=M]').length"


def at(step_size: float, start: float = 0.5, zoom: float = 1) -> str:
    return f"step_size:{step_size},start:{start},zoom:{zoom}"


def places(experiment) -> int:
    return len({round(float(y)) for _, y in dots(experiment)})


def test_the_ladder_waits_for_a_call_and_leaves_when_it_is_reset(look):
    experiment = look(at(1.1))
    assert experiment.evaluate(DRAWN) == 0
    calls(experiment).get_by_text("two places").click()
    expect(experiment.locator(".gd-observed")).to_contain_text("your call was right")
    assert experiment.evaluate(DRAWN) == 2
    reset(experiment)
    assert experiment.evaluate(DRAWN) == 0


@pytest.mark.parametrize(("step_size", "number"), [(0.5, 1), (1.15, 2), (1.27, 4), (1.7, 6)])
def test_a_run_that_has_settled_is_seen_at_as_many_places(look, step_size, number):
    experiment = look(at(step_size, 0.72))
    call(experiment)
    assert places(experiment) == number


@pytest.mark.parametrize("ends", [*itertools.product((0.01, 2.1), (-1.8, 1.8), (1, 64))])
def test_at_every_end_of_its_controls_it_tells_what_gdlib_finds(look, ends):
    experiment = look(at(*ends))
    call(experiment)
    path = Ladder(step_size=ends[0], start=ends[1]).path
    expect(experiment).to_have_attribute("data-end", path.end)
    expect(experiment).to_have_attribute("data-steps", str(path.steps))
    assert not any(wrong in experiment.inner_html() for wrong in ("NaN", "Infinity", "undefined"))


def test_enlarged_the_column_of_the_step_size_stays_in_the_picture(look):
    experiment = look(at(1.27, zoom=8))
    call(experiment)
    plot = experiment.locator(".gd-panel-ladder .gd-plot").bounding_box()
    for key in ("ArrowRight", "PageUp", "End", "Home"):
        move(experiment, key)
        column = experiment.locator(".gd-column").bounding_box()
        assert plot["x"] < column["x"] < plot["x"] + plot["width"]
