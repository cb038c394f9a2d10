"""What the tests of the experiments do with them, as a reader would."""

from playwright.sync_api import expect

# It comes into sight, is asked to paint, has painted.
FRAMES = """() => new Promise((done) => {
    let left = 3;
    const wait = () => (left-- ? requestAnimationFrame(wait) : done());
    wait();
})"""


def slider(experiment, name="Step size"):
    return experiment.get_by_role("slider", name=name)


def calls(experiment):
    return experiment.get_by_role("group", name="Your call").get_by_role("button")


def move(experiment, key):
    slider(experiment).press(key)
    experiment.page.evaluate(FRAMES)


def call(experiment, n=0):
    calls(experiment).nth(n).click()
    expect(experiment.locator(".gd-observed")).to_contain_text("our call was")


def reset(experiment):
    experiment.get_by_role("button", name="Reset").click()
    expect(calls(experiment).first).to_be_visible()


def dots(experiment):
    return experiment.locator(".gd-panel").first.locator(".gd-path .gd-dot").count()
