"""What `pytest --nbval notebooks` compares is text; pictures are looked at in the book."""

from nbval.plugin import IPyNbFile


def pytest_collectstart(collector: object) -> None:
    if isinstance(collector, IPyNbFile):
        collector.skip_compare += ("image/svg+xml",)
