"""The experiments on a laptop and on phones, upright and sideways: what is seen and read."""

import pytest
from playwright.sync_api import expect

from .experiments import FRAMES, IN_SIGHT, MEETING, SIDEWAYS, UPRIGHT, call, move
from .test_experiments import CHAPTER, ONE_AT_ONCE

# Parts of the step that reach over the edge of the picture.
OUTSIDE = """(root) => {
    const plot = root.querySelector(".gd-plot").getBoundingClientRect();
    return [...root.querySelectorAll(".gd-step :is(path, text)")].filter((part) => {
        const box = part.getBoundingClientRect();
        return box.left < plot.left - 1 || box.right > plot.right + 1;
    }).map((part) => part.outerHTML);
}"""
# The name of the zone where the slider stands, if it can be read.
ZONE = """(root) => {
    const track = root.querySelector(".gd-zones").getBoundingClientRect();
    const here = root.querySelector(".gd-zone-here");
    const box = here?.getBoundingClientRect();
    const read = here?.checkVisibility({ visibilityProperty: true })
        && box.left >= track.left - 1 && box.right <= track.right + 1;
    return read ? here.textContent : null;
}"""


@pytest.fixture(params=ONE_AT_ONCE)
def experiment(request, visit):
    """The experiment in the chapter, where nothing moves by itself."""
    page = visit(CHAPTER, reduced_motion="reduce")
    return page.locator(f"[data-experiment={request.param}]")


def test_on_every_screen_picture_main_control_and_answer_are_seen_together(experiment):
    call(experiment)
    for width, height in UPRIGHT + SIDEWAYS:
        experiment.page.set_viewport_size({"width": width, "height": height})
        for key in ("Home", "End"):
            move(experiment, key)
            assert experiment.evaluate(IN_SIGHT), (width, height, key)


@pytest.mark.slow
def test_on_every_screen_words_stand_apart_and_the_step_stays_in_the_picture(experiment):
    call(experiment)
    for width, height in UPRIGHT:
        experiment.page.set_viewport_size({"width": width, "height": height})
        for key in ("Home", "End"):
            move(experiment, key)
            assert experiment.locator(".gd-plot svg").evaluate_all(MEETING) == []
            assert experiment.evaluate(OUTSIDE) == []


@pytest.mark.slow
def test_on_every_screen_the_zone_of_the_slider_is_named(experiment):
    call(experiment)
    for width, height in UPRIGHT:
        experiment.page.set_viewport_size({"width": width, "height": height})
        track, names = experiment.locator(".gd-control-step_size .noUi-base"), set()
        across = track.bounding_box()["width"]
        for n in range(17):
            track.click(position={"x": n / 16 * (across - 1), "y": 2})
            experiment.page.evaluate(FRAMES)
            names.add(experiment.evaluate(ZONE))
        assert None not in names
        assert len(names) > 1


@pytest.mark.slow
def test_on_a_phone_the_picture_stays_in_sight_while_other_controls_are_used(experiment):
    experiment.page.set_viewport_size({"width": 375, "height": 667})
    for control in experiment.locator(".gd-controls .gd-control:visible").all():
        control.evaluate("one => one.scrollIntoView({ block: 'end', behavior: 'instant' })")
        expect(experiment.locator(".gd-panel").first).to_be_in_viewport(ratio=0.95)
