"""The palette of `web/static/palette.css`, held to what eyes need.

Contrast is WCAG 2.2's. Colour blindness is simulated in linear RGB with the matrices for a
complete loss of one kind of cones by G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (IEEE
Trans. Visualization and Computer Graphics 15, 2009, 1291–1298). Colours differ by their CIEDE2000,
checked against pairs published by G. Sharma, W. Wu and E. N. Dalal (Color Research and Application
30, 2005, 21–30).
"""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from gdlib.plots.picture import COLOURS

STYLES = Path(__file__).parents[1] / "web" / "static"
QUANTITIES = ("path", "gradient", "step", "direction", "cost")
BASINS = tuple(f"basin-{letter}" for letter in "abcdef")
TEXTS = (*QUANTITIES, "text", "text-quiet", "accent", "focus")
GROUNDS = ("ground", "ground-raised")
VISIONS = {
    "all cones": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
RGB_TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]
WHITE = np.array([0.95047, 1, 1.08883])


def themes() -> dict[str, dict[str, str]]:
    light, dark = (STYLES / "palette.css").read_text().split('html[data-theme="dark"]')
    declared = [dict(re.findall(r"--gd-([a-z-]+): (#\w{6})", part)) for part in (light, dark)]
    return dict(zip(("light", "dark"), declared, strict=True))


THEMES = themes()


def linear(colour: str) -> np.ndarray:
    """Red, green and blue light of an sRGB colour `#rrggbb`, from 0 to 1."""
    values = np.array(list(bytes.fromhex(colour[1:]))) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    dark, bright = sorted(linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other))
    return (bright + 0.05) / (dark + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """CIELAB coordinates of linear RGB, for daylight D65."""
    share = RGB_TO_XYZ @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(share > (6 / 29) ** 3, np.cbrt(share), share * 841 / 108 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 between two CIELAB colours, in Sharma's notation."""
    mean_chroma = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    (l1, a1, b1), (l2, a2, b2) = (colour * [1, stretch, 1] for colour in (one, other))
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    lightness, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, np.radians(h1 + turn / 2)
    delta = [l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))]
    weight = (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.2 * np.cos(4 * hue - np.radians(63))
    )
    scale = [
        1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2),
        1 + 0.045 * chroma,
        1 + 0.015 * chroma * weight,
    ]
    blue = (np.degrees(hue) % 360 - 275) / 25
    twist = -np.sin(np.radians(60 * np.exp(-(blue**2)))) * 2
    twist *= np.sqrt(chroma**7 / (chroma**7 + 25**7))
    dl, dc, dh = np.divide(delta, scale)
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + twist * dc * dh))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", TEXTS)
def test_coloured_text_has_a_contrast_of_4_5_on_every_ground(theme, ground, name):
    assert contrast(THEMES[theme][name], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("pair", [*combinations((*QUANTITIES, "text"), 2)], ids="-".join)
def test_two_quantities_are_told_apart_with_or_without_each_kind_of_cones(theme, vision, pair):
    one, other = (lab(VISIONS[vision] @ linear(THEMES[theme][name])) for name in pair)
    assert difference(one, other) >= 12


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_two_basins_are_told_apart_with_or_without_each_kind_of_cones(theme, vision):
    seen = [lab(VISIONS[vision] @ linear(THEMES[theme][name])) for name in BASINS]
    assert min(difference(one, other) for one, other in combinations(seen, 2)) >= 12


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", BASINS)
def test_path_and_words_can_be_told_from_each_basin(theme, name):
    assert contrast(THEMES[theme]["path"], THEMES[theme][name]) >= 3
    assert contrast(THEMES[theme]["text"], THEMES[theme][name]) >= 4.5


def test_both_themes_give_the_same_names_a_colour():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_pictures_are_drawn_in_the_light_palette():
    names = {"quiet": "text-quiet", "threshold": "text"}
    light = {name: THEMES["light"][names.get(name, name)] for name in COLOURS}
    assert light == {name: colour.lower() for name, colour in COLOURS.items()}


def test_the_stylesheet_itself_names_no_colour():
    without_icons = re.sub(r"url\([^)]*\)", "", (STYLES / "course.css").read_text())
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\.)", without_icons)) <= {"#000"}  # masks


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54)]
)
def test_contrast_agrees_with_published_ratios(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_colour_difference_agrees_with_published_pairs(one, other, published):
    assert difference(np.array(one), np.array(other)) == pytest.approx(published, abs=1e-4)
