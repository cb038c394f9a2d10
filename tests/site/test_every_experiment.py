"""Every experiment in every tab, on its page and its slide: at all ends, on all screens."""

import pytest

from .conftest import SITE
from .decks import CURRENT, TOO_BIG, go_to_slide_with
from .experiments import FRAMES, IN_SIGHT, MEETING, SIDEWAYS, UPRIGHT, calls

pytestmark = pytest.mark.slow  # that every experiment comes to life is tested with its page

PLACES = [
    ("intro", "basin"),
    ("01_landscape", "swap"),
    ("02_the_step", "side"),
    ("02_the_step", "start"),
    ("03_which_way", "compass"),
    ("04_how_far", "microscope"),
    ("05_step_size", "regimes"),
    ("05_step_size", "zigzag"),
    ("05_step_size", "basin"),
    ("06_where_it_ends", "basins"),
    ("06_where_it_ends", "ridge"),
    ("06_where_it_ends", "ladder"),
    ("06b_the_race", "race"),
    ("07_kinks", "kinks"),
    ("08_deep_nets", "net"),
    ("08b_what_large_nets_do", "flat-or-sharp"),
    ("09_outlook", "zigzag"),
    ("09_outlook", "second-idea"),
]
# Those of the words that no reader should see.
WRONG = """(root) =>
    ["NaN", "Infinity", "undefined"].filter((word) => root.innerHTML.includes(word))
"""


def test_no_experiment_is_forgotten():
    pages = (SITE / "book").glob("*.html")
    texts = {page.stem: page.read_text("utf-8") for page in pages if ".slides" not in page.name}
    found = {name: text.count('class="gd-experiment"') for name, text in texts.items()}
    listed = [page for page, _ in PLACES]
    assert {name: n for name, n in found.items() if n} == {p: listed.count(p) for p in listed}


@pytest.fixture(params=PLACES, ids="-".join)
def experiment(request, visit):
    """The experiment in its page, where nothing moves by itself."""
    page, key = request.param
    return visit(f"book/{page}.html", reduced_motion="reduce").locator(f"[data-experiment={key}]")


def answer(experiment) -> None:
    """Make the first call, if there is one to make, and wait until something is told."""
    experiment.page.evaluate(FRAMES)
    first = calls(experiment).locator("visible=true").first
    if first.is_visible():
        first.click()
    experiment.locator(".gd-predicted").wait_for()
    experiment.page.evaluate(FRAMES)


def each_tab(experiment):
    """Open the tabs one after the other, each of them answered."""
    tabs = experiment.locator(".gd-tabs button")
    for n in range(max(1, tabs.count())):
        if tabs.count():
            tabs.nth(n).click()
        answer(experiment)
        yield n


def each_choice(experiment):
    """The tab as it is, and then with each of its buttons pressed, each time answered."""
    yield "as it opens"
    for button in experiment.locator(".gd-controls .gd-choice button:visible").all():
        button.click()
        answer(experiment)
        yield button.inner_text()


def corners(sliders):
    """Each slider at one of its ends, in all ways, one slider moving from one way to the next.

    Of more than four sliders: all alike or one not.
    """
    if sliders > 4:
        alone = [tuple(int(i == j) for i in range(sliders)) for j in range(sliders)]
        return [(0,) * sliders, *alone, (1,) * sliders]
    gray = [n ^ (n >> 1) for n in range(2**sliders)]
    return [tuple(code >> i & 1 for i in range(sliders)) for code in gray]


def each_corner(experiment):
    sliders = experiment.locator(".gd-controls [role=slider]:visible").all()
    before = (None,) * len(sliders)
    for corner in corners(len(sliders)):
        for slider, end, last in zip(sliders, corner, before, strict=True):
            if end != last:
                slider.press(("Home", "End")[end])
        experiment.page.evaluate(FRAMES)
        yield corner
        before = corner


def test_at_all_ends_of_all_controls_it_tells_numbers_and_words_stand_apart(experiment):
    for tab in each_tab(experiment):
        for choice in each_choice(experiment):
            for corner in each_corner(experiment):
                where = (tab, choice, corner)
                assert experiment.evaluate(WRONG) == [], where
                assert experiment.locator(".gd-plot svg").evaluate_all(MEETING) == [], where


def test_on_every_screen_words_stand_apart_and_picture_control_and_answer_together(experiment):
    for tab in each_tab(experiment):
        for width, height in UPRIGHT + SIDEWAYS:
            experiment.page.set_viewport_size({"width": width, "height": height})
            for end in ("Home", "End"):
                experiment.locator(".gd-controls [role=slider]:visible").first.press(end)
                experiment.page.evaluate(FRAMES)
                assert experiment.evaluate(IN_SIGHT), (tab, width, height, end)
                if (width, height) in UPRIGHT:
                    meeting = experiment.locator(".gd-plot svg").evaluate_all(MEETING)
                    assert meeting == [], (tab, width, end)


@pytest.mark.parametrize(("page", "key"), PLACES[1:])
def test_on_its_slide_it_fits_the_sheet_with_its_answer(open_deck, page, key):
    deck = open_deck(f"book/{page}", reduced_motion="reduce")
    go_to_slide_with(deck, f"[data-experiment={key}]")
    for tab in each_tab(deck.locator(f"{CURRENT} [data-experiment={key}]")):
        assert deck.evaluate(TOO_BIG) == [], tab
