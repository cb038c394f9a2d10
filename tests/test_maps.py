"""Maps, races, fits and curvatures: the pictures hold what the solver found, in its colours."""

import re

import numpy as np
import pytest
from matplotlib.contour import QuadContourSet
from matplotlib.image import AxesImage

from gdlib import (
    LOSSES,
    Network,
    anneal,
    cooling,
    descend,
    load_digits,
    network_loss,
    slice_of,
    spectrum,
    stationary_points,
)
from gdlib.plots import (
    plot_basins,
    plot_contours,
    plot_curvatures,
    plot_digits,
    plot_field,
    plot_fit,
    plot_shares,
    plot_stationary,
)
from gdlib.plots.picture import COLOURS

HIMMELBLAU = LOSSES["Himmelblau"]
SQUARE = ((-6, 6), (-6, 6))
X = np.linspace(-2, 2, 9)[:, None]
NETWORK = Network((1, 2, 1))
LOSS = network_loss(NETWORK, X, np.sin(X))
THETA = NETWORK.random(seed=1)


def map_of_starts(step_size):
    sides = np.linspace(-6, 6, 24)
    starts = np.stack(np.meshgrid(sides, sides), axis=-1)
    return descend(HIMMELBLAU, starts, step_size, steps=400, keep="ends")


def searched():
    starts = np.random.default_rng(0).uniform(-5, 5, (30, 2))
    return anneal(LOSSES["Rastrigin"], starts, cooling(10, rate=0.99), 100)


SIDES = np.linspace(0, 1, 30)


def field():
    words = {"title": "a distance", "xlabel": "one", "ylabel": "the other"}
    return plot_field(
        SIDES, SIDES, np.hypot(SIDES, SIDES[:, None]), (0.5, 1), {"here": (0.3, 0.4)}, **words
    )


PICTURES = {
    "stationary": lambda: plot_stationary(HIMMELBLAU, stationary_points(HIMMELBLAU), SQUARE),
    "basins": lambda: plot_basins(HIMMELBLAU, map_of_starts(0.02), HIMMELBLAU.minima, SQUARE),
    "shares": lambda: plot_shares({"annealing": (np.arange(1, 101), searched().share(5.0))}),
    "walk": lambda: plot_contours(LOSSES["Rastrigin"], {"walk": walker()}, ((-5, 5), (-5, 5))),
    "slice": lambda: plot_contours(
        plane(), {"slice": descend(plane(), (0.4, 0.3), 0.1)}, ((-1, 1), (-1, 1))
    ),
    "fit": lambda: plot_fit(NETWORK, {"start": THETA, "other": -THETA}, X, np.sin(X)),
    "digits": lambda: plot_digits(*(part[:12] for part in load_digits()), columns=5),
    "field": field,
    "curvatures": lambda: plot_curvatures({"start": spectrum(LOSS, THETA)}, step_size=0.5),
}


def walker():
    return anneal(LOSSES["Rastrigin"], (4, 4), cooling(10, rate=0.99), 50)


def plane():
    return slice_of(LOSS, THETA, np.eye(7)[:2])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_same_bytes_each_time_and_uses_the_courses_colours_only(name):
    first, second = (PICTURES[name]()._repr_svg_() for _ in range(2))
    assert first == second
    used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", first)}
    assert used <= set(COLOURS.values()), used - set(COLOURS.values())


def test_every_stationary_point_stands_where_it_is_under_its_kind():
    found = stationary_points(HIMMELBLAU)
    panel = plot_stationary(HIMMELBLAU, found, SQUARE).panels[0]
    drawn = {line.get_gid(): line.get_xydata() for line in panel.lines}
    assert {name: len(points) for name, points in drawn.items()} == {
        "path-minimum": 4,
        "path-saddle": 4,
        "path-maximum": 1,
    }
    np.testing.assert_array_equal(
        drawn["path-minimum"], [p.point for p in found if p.kind == "minimum"]
    )
    assert panel.get_title() == "4 minima, 4 saddles, 1 maximum"


def test_the_map_shades_each_start_by_the_minimum_it_reaches():
    path = map_of_starts(0.02)
    panel = plot_basins(HIMMELBLAU, path, HIMMELBLAU.minima, SQUARE).panels[0]
    (image,) = (child for child in panel.get_children() if isinstance(child, AxesImage))
    shades = np.asarray(image.get_array())
    blank = shades[..., 3] == 0
    settled = np.linalg.norm(path.points[-1][..., None, :] - HIMMELBLAU.minima, axis=-1) <= 1e-2
    gone = path.end == "diverged"
    np.testing.assert_array_equal(blank, ~settled.any(axis=-1) & ~gone)
    assert len(np.unique(shades[settled.any(axis=-1)][:, 3])) == 2  # two minima hold 0.02
    assert gone.any()
    shares = [f"{share:.0%}".replace("%", " %") for share in settled.mean(axis=(0, 1))]
    assert panel.get_title() == f"4 basins: {', '.join(shares)}"


def test_a_field_has_its_level_lines_where_the_number_has_that_value():
    picture = field()
    (panel,) = picture.panels
    lines = [c for c in panel.collections if isinstance(c, QuadContourSet) and not c.filled]
    inner, outer = lines[0].get_paths()
    np.testing.assert_allclose(np.linalg.norm(inner.vertices, axis=1), 0.5, atol=2e-3)
    np.testing.assert_allclose(np.linalg.norm(outer.vertices, axis=1), 1, atol=2e-3)


def test_the_share_of_successes_only_grows_and_counts_walkers():
    search = searched()
    shares = search.share(5.0)
    assert (np.diff(shares) >= 0).all()
    assert shares[-1] == (search.value <= 5.0).mean()
    with pytest.raises(TypeError, match="target: expected a real number, got 'low'"):
        search.share("low")


def test_the_curve_in_the_picture_is_what_the_network_computes():
    panel = PICTURES["fit"]().panels[0]
    curve = next(line for line in panel.lines if line.get_gid() == "path-0")
    where, outputs = curve.get_data()
    np.testing.assert_allclose(outputs, NETWORK(THETA, where[:, None])[:, 0])


def test_the_curvatures_drawn_are_the_eigenvalues_and_the_threshold_two_over_alpha():
    panel = PICTURES["curvatures"]().panels[0]
    dots = next(line for line in panel.lines if line.get_gid() == "cost")
    np.testing.assert_array_equal(dots.get_ydata(), spectrum(LOSS, THETA).eigenvalues)
    threshold = next(line for line in panel.lines if line.get_gid() == "threshold")
    assert threshold.get_ydata()[0] == 4


def test_a_slice_has_the_values_and_slopes_of_the_loss():
    generator = np.random.default_rng(0)
    axes, points = generator.normal(size=(2, 7)), generator.normal(size=(5, 2))
    cut = slice_of(LOSS, THETA, axes)
    np.testing.assert_allclose(cut(points), LOSS(THETA + points @ axes), rtol=1e-14)
    moves = 1e-6 * np.eye(2)
    expected = [(cut(points + move) - cut(points - move)) / 2e-6 for move in moves]
    np.testing.assert_allclose(cut.grad(points), np.transpose(expected), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: slice_of("L", THETA, [THETA]), TypeError, "loss: expected a Loss, got 'L'"),
        (lambda: slice_of(LOSS, THETA[1:], [THETA]), ValueError, "at: expected shape"),
        (lambda: slice_of(LOSS, THETA, THETA), ValueError, r"directions: expected shape \(k, 7\)"),
        (lambda: slice_of(LOSS, THETA, []), ValueError, r"directions: expected shape \(k, 7\)"),
        (lambda: slice_of(LOSS, THETA, [THETA * np.nan]), ValueError, "directions: expected fin"),
        (lambda: slice_of(LOSS, THETA, "xy"), TypeError, "directions: expected real numbers"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(call, error, message):
    with pytest.raises(error, match=message):
        call()
