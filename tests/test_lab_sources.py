"""The browser's Python is taken from any source, and only if it is the official one."""

import hashlib

import pytest

from lab.sources import fetch

CONTENT = b"the official file"
ENTRY = {"file_name": "numpy.whl", "sha256": hashlib.sha256(CONTENT).hexdigest()}


def source(content):
    return lambda: lambda name: content


def unreachable():
    raise OSError("no route to host")


def test_a_file_with_another_sha256_is_refused_and_not_kept(tmp_path):
    with pytest.raises(SystemExit, match=r"(?s)one: numpy\.whl is refused: its sha256 is"):
        fetch([ENTRY], tmp_path, {"one": source(CONTENT + b"!")})
    assert list(tmp_path.iterdir()) == []


def test_a_kept_file_that_has_changed_is_taken_again(tmp_path):
    (tmp_path / "numpy.whl").write_bytes(b"cut off")
    assert fetch([ENTRY], tmp_path, {"one": source(CONTENT)}) == "one"
    assert (tmp_path / "numpy.whl").read_bytes() == CONTENT


def test_the_next_source_is_asked_when_one_fails_or_lies(tmp_path):
    sources = {"off": unreachable, "liar": source(b"?"), "true": source(CONTENT)}
    assert fetch([ENTRY], tmp_path, sources) == "true"
    assert fetch([ENTRY], tmp_path, {"off": unreachable}) == "an earlier build"
