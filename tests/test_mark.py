"""The mark, the relief and the social picture that `web/mark.py` draws."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

WEB = Path(__file__).parents[1] / "web"
MARK = runpy.run_path(str(WEB / "mark.py"))


@pytest.mark.parametrize("name", MARK["DRAWINGS"])
def test_drawing_again_gives_the_committed_drawing(name):
    assert MARK["DRAWINGS"][name]() == (WEB / "static" / name).read_text()


def test_every_dot_of_the_mark_lies_on_a_level_line_of_its_own():
    drawing = (WEB / "static" / "mark.svg").read_text()
    middle, tilt = 32, np.radians(float(re.search(r"rotate\((\d+)\)", drawing)[1]))
    dots = np.array(re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawing), float) - middle
    axes = np.array(re.findall(r'rx="([\d.]+)" ry="([\d.]+)"', drawing), float)
    along, across = dots @ [np.cos(tilt), np.sin(tilt)], dots @ [-np.sin(tilt), np.cos(tilt)]
    on_ellipse = np.hypot(along / axes[:, 0], across / axes[:, 1])
    assert len(dots) == 4
    assert on_ellipse == pytest.approx(np.ones(4), abs=0.01)
    assert (np.diff(axes[:, 0]) < 0).all()


def test_the_social_picture_has_the_size_that_cards_want_and_is_light():
    picture = WEB / "static" / "social.png"
    with Image.open(picture) as image:
        assert image.size == (1200, 630)
    assert picture.stat().st_size < 60_000
