"""What the tests of the experiments do with them, as a reader would."""

import re

from playwright.sync_api import expect

# It comes into sight, is asked to paint, has painted.
FRAMES = """() => new Promise((done) => {
    let left = 3;
    const wait = () => (left-- ? requestAnimationFrame(wait) : done());
    wait();
})"""

UPRIGHT = [(1280, 800), (390, 844), (375, 667)]
SIDEWAYS = [(844, 390), (667, 375)]

# Whether there is a place to scroll to where all three are on the screen, none over another.
IN_SIGHT = """(root, control) => {
    const header = document.querySelector(".bd-header-article").getBoundingClientRect().bottom;
    const names = [".gd-panel", control ?? ".gd-controls .gd-control:not([hidden])", ".gd-reply"];
    const parts = names.map((name) => root.querySelector(name));
    root.scrollIntoView({ block: "start", behavior: "instant" });
    for (let y = 0; y < root.offsetHeight; y += 4) {
        scrollBy({ top: 4, behavior: "instant" });
        const boxes = parts.map((part) => part.getBoundingClientRect());
        const [picture, control] = boxes;
        const apart = control.left >= picture.right || control.top >= picture.bottom;
        const seen = ({ top, bottom }) => top >= header - 1 && bottom <= innerHeight + 1;
        if (apart && boxes.every(seen)) return true;
    }
    return false;
}"""
# Words of one picture that stand on each other.
MEETING = """(svgs) => svgs.flatMap((svg) => {
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.checkVisibility());
    const boxes = texts.map((text) => text.getBoundingClientRect());
    const meet = (u, v) => u.left < v.right - 1 && v.left < u.right - 1
        && u.top + 2 < v.bottom - 2 && v.top + 2 < u.bottom - 2;
    return texts.flatMap((text, i) => texts.slice(i + 1)
        .filter((_, j) => meet(boxes[i], boxes[i + 1 + j]))
        .map((other) => `${text.textContent} | ${other.textContent}`));
})"""


def slider(experiment, name="Step size"):
    return experiment.get_by_role("slider", name=name)


def calls(experiment):
    return experiment.get_by_role("group", name="Your call").get_by_role("button")


def press(experiment, name):
    experiment.get_by_role("button", name=name, exact=True).click()


def observed(experiment):
    return experiment.locator(".gd-observed")


def answer_of(experiment):
    """Prediction and observation, once they are settled."""
    answer = experiment.locator(".gd-answer")
    expect(answer).to_have_attribute("aria-busy", "false")
    return answer.inner_text()


def move(experiment, key):
    slider(experiment).press(key)
    experiment.page.evaluate(FRAMES)


def call(experiment, n=0):
    calls(experiment).nth(n).click()
    expect(observed(experiment)).to_contain_text("our call was")


def reset(experiment):
    experiment.get_by_role("button", name="Reset").click()
    expect(calls(experiment).first).to_be_visible()


def dots(experiment):
    """The places (x, y) of the dots on the path of the first panel: they are one element."""
    drawn = experiment.locator(".gd-panel").first.locator(".gd-path .gd-dots").get_attribute("d")
    return re.findall(r"M([^,]+),([^h]+)h0", drawn)
