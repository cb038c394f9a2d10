"""What a page weighs on its way to a reader, part by part, compressed as servers do."""

import gzip
from collections import Counter

import pytest

from .conftest import watched

LIMIT, LIMIT_OF_SCRIPTS = 700_000, 380_000
PAGES = ["book/intro.html", "book/05_step_size.html", "book/05_step_size.slides.html"]
COMPRESSED_ALREADY = (".woff2", ".png", ".jpg")


@pytest.fixture
def weigh(browser, address):
    def weigh(path: str) -> Counter:
        """Bytes by kind of file, of everything that the page asks for."""
        weights: Counter = Counter()
        answers = []
        with watched(browser, address) as page:
            page.on("response", lambda answer: answers.append(answer))
            page.goto(address + path, wait_until="networkidle")
            for answer in answers:
                if answer.url.startswith(address) and answer.status == 200:
                    body = answer.body()
                    file = answer.url.split("?")[0]
                    packed = file.endswith(COMPRESSED_ALREADY)
                    kind = answer.request.resource_type
                    weights[kind] += len(body) if packed else len(gzip.compress(body, 6))
        return weights

    return weigh


# Whole chapters are heavy to load: at once the front page and one chapter with its deck.
AT_ONCE = ("book/intro.html", "book/05_step_size.html", "book/05_step_size.slides.html")


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=() if path in AT_ONCE else pytest.mark.slow) for path in PAGES],
)
def test_a_page_is_light_enough_for_a_phone(weigh, path):
    weights = weigh(path)
    parts = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in weights.most_common())
    print(f"{path}: {weights.total() / 1000:.0f} kB, of which {parts}")
    assert weights.total() <= LIMIT
    assert weights["script"] <= LIMIT_OF_SCRIPTS
