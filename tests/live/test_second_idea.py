"""A second idea: rates are eigenvalues, runs are gdlib's, thresholds are SymPy's and in print."""

import itertools

import numpy as np
import pytest
import sympy as sp

from gdlib.live import SecondIdea

CONDITIONS = [1, 1.78, 10, 31.6, 100]
IDEAS, MOMENTUM, BENT, NEWTON = range(4)


def state(scene, **given) -> dict:
    usual = {"step_size": 0.18, "decay": 4 / 9, "condition": 10, "ball": 3.3, "start": 1}
    return usual | {"scene": scene} | given


def in_python(scene, **given) -> dict:
    names = ("three ideas", "momentum", "off quadratics", "Newton")
    return SecondIdea(scene=names[scene], **given).paths


def largest_eigenvalue(step_size, decay, condition) -> float:
    """max|r| of one step with momentum in both directions, as a matrix on (θₙ, θₙ₋₁)."""
    steps = [[[1 + decay - step_size * c, -decay], [1, 0]] for c in (1, condition)]
    return float(np.abs(np.linalg.eigvals(steps)).max())


def no_mismatch(accounts, states, allowed=("match",)) -> bool:
    told = accounts(SecondIdea(), states)
    assert "NaN" not in str([t["says"] for t in told])
    assert "undefined" not in str([t["says"] for t in told])
    return [s for s, t in zip(states, told, strict=True) if t["verdict"] not in allowed] == []


@pytest.mark.parametrize("condition", CONDITIONS)
def test_three_ideas_take_the_steps_of_their_laws_and_of_gdlib(accounts, condition):
    (account,) = accounts(SecondIdea(), [state(IDEAS, condition=condition)])
    counts = [path.steps for path in in_python(IDEAS, condition=condition).values()]
    assert account["verdict"] == "match"
    assert account["observed"]["steps"] == counts


def test_momentum_needs_the_root_of_the_condition_number(accounts):
    """κ = 100: 691 steps of line search, and the published rates 0.980198 and 0.818182."""
    (account,) = accounts(SecondIdea(), [state(IDEAS, condition=100)])
    assert account["observed"]["steps"] == [691, 93, 1]
    assert account["predicted"]["rates"] == pytest.approx([0.980198, 0.818182], abs=5e-7)


def test_the_predicted_rate_is_the_largest_eigenvalue(accounts):
    grid = itertools.product((0.001, 0.03, 0.18, 0.9, 2.5), (0, 0.3, 0.67, 0.98), CONDITIONS)
    states = [state(MOMENTUM, step_size=a, decay=b, condition=k) for a, b, k in grid]
    for given, account in zip(states, accounts(SecondIdea(), states), strict=True):
        expected = largest_eigenvalue(given["step_size"], given["decay"], given["condition"])
        assert account["predicted"]["rate"] == pytest.approx(expected, rel=1e-7)


def test_every_prediction_of_momentum_comes_true(accounts):
    sizes = [float(f"{10**e:.3g}") for e in np.arange(-3, 0.398, 0.2)]
    grid = itertools.product(sizes, np.arange(0, 0.981, 0.07), CONDITIONS)
    states = [state(MOMENTUM, step_size=a, decay=float(b), condition=k) for a, b, k in grid]
    assert no_mismatch(accounts, states)


@pytest.mark.parametrize(
    ("condition", "size", "decay"), [(10, 0.2308862, 0.2698739), (100, 0.0330579, 0.669421)]
)
def test_the_best_pair_is_the_published_one_and_no_neighbour_is_better(
    accounts, condition, size, decay
):
    (account,) = accounts(SecondIdea(), [state(MOMENTUM, condition=condition)])
    ((best, _), (least,)) = account["marks"]["step_size"], account["marks"]["decay"]
    assert (best, least) == pytest.approx((size, decay), rel=2e-6)
    there = largest_eigenvalue(best, least, condition)
    root = condition**0.5
    assert there == pytest.approx((root - 1) / (root + 1), abs=1e-7)
    around = itertools.product((0.97, 1, 1.03), repeat=2)
    rates = [largest_eigenvalue(best * p, least * q, condition) for p, q in around]
    assert sorted(rates)[0] == there < sorted(rates)[1]


@pytest.mark.parametrize(("decay", "limit"), [(0, 2), (0.5, 3), (0.9, 3.8)])
def test_momentum_settles_up_to_the_published_border_and_no_further(accounts, decay, limit):
    given = state(MOMENTUM, decay=decay)
    (account,) = accounts(SecondIdea(), [given])
    border = account["marks"]["step_size"][1]
    assert border == pytest.approx(limit / 10)
    states = [given | {"step_size": border * share} for share in (0.99, 1, 1.01)]
    kinds = [t["observed"]["kind"] for t in accounts(SecondIdea(), states)]
    assert kinds == ["settles", "never settles", "grows"]


@pytest.mark.parametrize("given", [{"step_size": 0.1}, {"step_size": 0.4}, {"decay": 0.9}])
def test_the_page_runs_momentum_as_gdlib_does(node, given):
    experiment = SecondIdea(scene="momentum", **given)
    (path,) = experiment.paths.values()
    job = {"call": "trajectory", "program": experiment.momentum_program, "start": [1, 0.5]}
    parameters = [1, experiment.condition, experiment.decay]
    job |= {"step_size": experiment.step_size, "parameters": parameters, "steps": 400}
    (answer,) = node(job)
    assert answer["points"] == path.points.tolist()
    assert (answer["steps"], answer["end"]) == (path.steps, path.end)


def test_from_the_published_start_the_heavy_ball_cycles(accounts):
    """Lessard, Recht and Packard 2016: 792/1225, −2208/1225, 2592/1225."""
    (account,) = accounts(SecondIdea(), [state(BENT)])
    assert account["observed"]["kind"] == "cycles"
    published = sorted(float(sp.Rational(n, 1225)) for n in (792, -2208, 2592))
    assert sorted(account["observed"]["cycle"]) == pytest.approx(published, abs=1e-12)
    (path,) = in_python(BENT).values()
    assert account["observed"]["cycle"] == path.points[-3:, 0].tolist()


def test_no_prediction_off_quadratics_fails(accounts):
    decays, balls = (0, 0.2, 0.38, 0.4, 4 / 9, 0.6, 0.9, 0.98), np.arange(-4, 4.01, 0.5)
    states = [state(BENT, decay=b, ball=float(s)) for b in decays for s in balls]
    assert no_mismatch(accounts, states, ("match", "no promise"))
    told = accounts(SecondIdea(), [s for s in states if s["decay"] == 4 / 9])
    assert {t["observed"]["kind"] for t in told} == {"arrives", "cycles"}


def test_the_bottom_holds_the_ball_from_the_marked_momentum_on(accounts):
    (account,) = accounts(SecondIdea(), [state(BENT)])
    repels, tuned = account["marks"]["decay"]
    assert (repels, tuned) == pytest.approx((7 / 18, ((5 - 1) / (5 + 1)) ** 2))
    near = [state(BENT, decay=repels + step, ball=1e-3) for step in (-0.02, 0.02)]
    below, above = (t["observed"]["kind"] for t in accounts(SecondIdea(), near))
    assert (below != "arrives", above) == (True, "arrives")


def test_newton_arrives_from_below_the_published_threshold_and_from_nowhere_else(accounts):
    (account,) = accounts(SecondIdea(), [state(NEWTON)])
    t = sp.Symbol("t")
    root = float(sp.nsolve(sp.sinh(2 * t) - 4 * t, t, 1, prec=20))
    assert account["marks"]["start"] == pytest.approx([-root, root], rel=1e-15)
    assert root == pytest.approx(1.0886594925, abs=5e-11)
    starts = [*np.arange(-2, 2.001, 0.05), root * (1 - 1e-6), root * (1 + 1e-6), root]
    assert no_mismatch(accounts, [state(NEWTON, start=float(s)) for s in starts])


def test_newtons_steps_are_the_published_ones_and_gdlibs(accounts):
    """Boyd and Vandenberghe, exercise 9.10, from 1 and from 1.1."""
    (path,) = in_python(NEWTON).values()
    published = [1, -0.81343, 0.40940, -0.047305, 7.06e-5, -2.3e-13]
    assert path.points[:6, 0] == pytest.approx(published, rel=2e-2)
    for start in (1.0, 1.1, -0.6, 2):
        (path,) = in_python(NEWTON, start=start).values()
        (account,) = accounts(SecondIdea(), [state(NEWTON, start=start)])
        assert (account["observed"]["steps"], account["observed"]["end"]) == (path.steps, path.end)
        assert account["observed"]["last"] == pytest.approx(path.points[-1, 0], rel=1e-9, abs=1e-12)


def test_the_pictures_say_what_they_show_and_are_the_same_each_time():
    for scene in ("three ideas", "momentum", "off quadratics", "Newton"):
        experiment = SecondIdea(scene=scene)
        first, second = (experiment._repr_mimebundle_()[0]["image/svg+xml"] for _ in range(2))
        assert first == second
    assert "<title>Newton's steps from 1: Newton converged after 5 steps" in first


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("scene", "Adam", "scene: expected 'three ideas' or 'momentum' or 'off quadratics'"),
        ("decay", 1, "decay: expected a number from 0 to 0.98, got 1"),
        ("condition", 0.5, "condition: expected a number from 1 to 100, got 0.5"),
    ],
)
def test_what_a_second_idea_cannot_show_is_refused_by_name(name, value, message):
    with pytest.raises(ValueError, match=message):
        SecondIdea(**{name: value})
