"""gdlib keeps the types that it promises (`py.typed`)."""

from pathlib import Path

from mypy import api


def test_mypy_finds_nothing_in_strict_mode():
    settings = Path(__file__).parents[1] / "pyproject.toml"
    report, errors, status = api.run(["--config-file", str(settings), "--no-incremental"])
    assert status == 0, report + errors
