"""The experiment on swapping two neurons, in the page: buttons, sliders and keys move it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from gdlib.live import SwapTwoNeurons

from .experiments import answer_of, press, slider

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

CHAPTER = "book/01_landscape.html"


@pytest.fixture
def open_at(visit):
    """The experiment in this state, after a call: the run is shown whole, without motion."""

    def open_at(state: str = "", **options):
        query = f"?swap={state}" if state else ""
        page = visit(CHAPTER + query, reduced_motion="reduce", **options)
        experiment = page.locator("[data-experiment=swap]")
        press(experiment, "another cost")
        return experiment

    return open_at


def test_the_call_is_asked_first_and_answered_after_the_run(visit):
    page = visit(CHAPTER, reduced_motion="reduce")
    experiment = page.locator("[data-experiment=swap]")
    expect(experiment.locator(".gd-predicted")).to_be_hidden()
    press(experiment, "the same cost")
    expect(experiment.locator(".gd-answer")).to_contain_text("your call was right")


@pytest.mark.parametrize("copy", ["Swap", "Flip neuron 1", "Flip neuron 2"])
def test_at_the_copy_the_curve_lies_on_the_old_one(open_at, copy):
    experiment = open_at()
    press(experiment, copy)
    assert "✓ match" in answer_of(experiment)
    now = experiment.locator(".gd-fit").get_attribute("d")
    before = experiment.locator(".gd-panel-fit .gd-rule").get_attribute("d")

    def numbers(path: str) -> list[float]:
        return [float(number) for number in re.findall(r"-?[\d.]+", path)]

    assert numbers(now) == pytest.approx(numbers(before), abs=1e-6)


def test_the_numbers_of_the_network_change_places(open_at):
    experiment = open_at()
    expect(experiment.locator(".gd-weight-name")).to_have_text(
        ["w₁ = 0.56", "w₂ = 2.06", "w₃ = −4.69", "w₄ = 2.82"]
    )


def test_keys_drive_each_weight_to_both_ends_of_its_range(open_at):
    experiment = open_at()
    for symbol in ("w₁", "c₁", "w₃", "w₂", "c₂", "w₄", "c₃"):
        handle = slider(experiment, symbol)
        for key, value in (("End", "6"), ("Home", "-6")):
            handle.press(key)
            expect(handle).to_have_attribute("aria-valuenow", value)
    assert "✓ match" in answer_of(experiment)
    assert "NaN" not in experiment.inner_text()


def test_halfway_one_neuron_is_left(open_at):
    experiment = open_at()
    experiment.get_by_role("button", name="one neuron left").click()
    run = experiment.locator(".gd-answer")
    expect(run).to_contain_text("only one neuron is left here")
    expect(run).to_contain_text("✓ match")


def test_a_descent_tells_gdlibs_numbers(open_at):
    state = "w1:1,w2:-0.5,c1:0.3,c2:0.2,w3:0.5,w4:-0.4,c3:0.1,scene:1,step_size:0.1,symmetry:0"
    experiment = open_at(state)
    said = answer_of(experiment)
    weights = dict(pair.split(":") for pair in state.split(","))
    theta = {name: float(v) for name, v in weights.items() if name[0] in "wc"}
    path = SwapTwoNeurons(task="descend", **theta).path
    assert f"after {path.steps} steps" in said
    assert f"L = {path.values[-1]:.4g}" in said
    assert "✓ match" in said


def test_a_divergence_is_called_by_its_name(open_at):
    sixes = ",".join(f"{name}:6" for name in ("w1", "w2", "c1", "c2", "w3", "w4", "c3"))
    experiment = open_at(f"{sixes},scene:1")
    slider(experiment, "Step size").press("End")
    expect(experiment).to_have_attribute("data-end", "diverged")
    expect(experiment.locator(".gd-answer")).to_contain_text("both diverged at step")
    assert "NaN" not in experiment.inner_text()


def test_random_weights_move_all_sliders_and_the_address(open_at):
    experiment = open_at()
    press(experiment, "Random weights")
    experiment.page.wait_for_url(re.compile("swap="))
    (state,) = parse_qs(urlsplit(experiment.page.url).query)["swap"]
    moved = {k: float(v) for k, v in (pair.split(":") for pair in state.split(","))}
    assert all(moved[name] != getattr(SwapTwoNeurons(), name) for name in ("w1", "w2", "w3", "w4"))
