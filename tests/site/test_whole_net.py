"""A whole net, in the page: every weight can be chosen and moved, by hand or by key."""

import numpy as np
import pytest
from playwright.sync_api import expect

from gdlib.live import WholeNet
from gdlib.live.whole_net import WEIGHTS

from .experiments import answer_of, press, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER = "book/08_deep_nets.html"
SIGNS = [w.translate(str.maketrans("123456789", "₁₂₃₄₅₆₇₈₉")) for w in WEIGHTS]
CALLS = {"One weight": "if it grows", "Training": "three", "Random plane": "about half"}


@pytest.fixture
def open_at(visit):
    """The experiment in this state, after a call: the run is shown whole, without motion."""

    def open_at(state: str = "scene:0", tab: str = "One weight", **options):
        page = visit(f"{CHAPTER}?net={state}", reduced_motion="reduce", **options)
        experiment = page.locator("[data-experiment=net]")
        press(experiment, tab)
        press(experiment, CALLS[tab])
        return experiment

    return open_at


def test_every_weight_is_chosen_by_its_button_and_moved_to_both_ends_by_keys(open_at):
    experiment = open_at()
    for sign in SIGNS:
        press(experiment, sign)
        expect(experiment.locator(".gd-control .noUi-handle:visible")).to_have_count(1)
        handle = slider(experiment, sign)
        for key, value in (("End", "6"), ("Home", "-6")):
            handle.press(key)
            expect(handle).to_have_attribute("aria-valuenow", value)
    assert "✓ match" in answer_of(experiment)
    assert "NaN" not in experiment.inner_text()


def test_every_weight_is_chosen_in_the_drawing_and_in_the_bars(open_at):
    experiment = open_at()
    for places in (".gd-touch", ".gd-touch-column"):
        assert experiment.locator(places).count() == 13
        for i, sign in reversed(list(enumerate(SIGNS))):
            experiment.locator(places).nth(i).dispatch_event("click")
            expect(slider(experiment, sign)).to_be_visible()


def test_the_slope_that_is_told_is_gdlibs(open_at):
    experiment = open_at("w1:1,w2:-0.5,c1:0.3,weight:1")
    net = WholeNet(w1=1, w2=-0.5, c1=0.3)
    said = f"∂L/∂w₂ = {net.slopes[1]:.3g}".replace("-", "−")
    assert said in answer_of(experiment)


def test_at_a_kink_the_lamp_is_lit_and_beside_it_not(open_at):
    experiment = open_at("activation:1")
    lamp = experiment.locator(".gd-panel-bars .gd-remark")
    expect(lamp).to_contain_text("○ differences agree")
    experiment.get_by_role("button", name="Set to kink").first.click()
    expect(lamp).to_contain_text("● differences disagree")
    assert "✓ match" in answer_of(experiment)
    slider(experiment, "w₁").press("PageUp")
    expect(lamp).to_contain_text("○ differences agree")


def test_training_ends_where_gdlibs_descent_does(open_at):
    path = WholeNet(tab="training", step_size=0.2).path
    assert f"L = {path.values[-1]:.3g}" in answer_of(open_at("step_size:0.2", "Training"))


def test_equal_neurons_are_one_and_from_zero_nothing_moves(open_at):
    experiment = open_at("scene:1", "Training")
    press(experiment, "Equal neurons")
    press(experiment, "one")
    assert "1 neuron left" in answer_of(experiment)
    press(experiment, "θ = 0")
    expect(experiment.locator(".gd-predicted")).to_contain_text("no weight will move")
    assert "✓ match" in answer_of(experiment)


def test_trained_weights_go_to_the_sliders(open_at):
    experiment = open_at("scene:1", "Training")
    press(experiment, "Trained θ")
    press(experiment, "One weight")
    last = np.clip(WholeNet(tab="training").path.points[-1], -6, 6)
    shown = float(slider(experiment, "w₁").get_attribute("aria-valuenow"))
    assert shown == pytest.approx(last[0], abs=0.006)
