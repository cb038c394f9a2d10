"""The browser's Python, put together: core, wheels, and a lock that names them all.

The lock is the needed part of Pyodide's own, and the wheels that Pyodide lacks. All of its packages
are loaded at the start, at once, so `import gdlib` works in the first cell and no host is asked.
"""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from packaging.utils import canonicalize_name

from lab.sources import fetch, pure_wheels, sources
from lab.wheels import empty_wheel, lock_entry, write_lean

HERE = Path(__file__).parent
CORE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
# What the kernel loads at its start, and what the chapters import.
OFFICIAL = ("micropip", "sqlite3", "ipython", "numpy", "matplotlib")
FROM_INDEX = ("anywidget", "comm", "ipywidgets", "mpmath", "psygnal", "sympy", "typing-extensions")
# Matplotlib takes these for PDF files and for tables of dates.
NOT_NEEDED = {"fonttools", "pytz"}
# The kernel asks for these, and starts sooner without them: nothing in a browser opens a socket of
# its own, and without Jedi, IPython completes by looking at the live objects.
EMPTY = ("jedi", "ssl")


def needed(packages: dict, names: Iterable[str]) -> set[str]:
    """The packages of a lock that `names` stand for, and all that they depend on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found | NOT_NEEDED:
            found.add(name)
            waiting += packages[name]["depends"]
    return found


def write_lock(folder: Path, info: dict, packages: dict) -> None:
    text = json.dumps({"info": info, "packages": packages}, sort_keys=True)
    (folder / "pyodide-lock.json").write_text(text)


def rehearse(full: Path, cache: Path) -> Path:
    """A folder with what a rehearsal of a chapter brings, with the wheels of `full`."""
    digest = hashlib.sha256((full / "pyodide-lock.json").read_bytes())
    for script in ("rehearse.mjs", "rehearse.py"):
        digest.update((HERE / script).read_bytes())
    folder = cache / f"rehearsed-{digest.hexdigest()[:12]}"
    if not (folder / "complete").exists():
        print("Rehearsing a chapter in the browser's Python, to keep its bytecode")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        done = subprocess.run(["node", HERE / "rehearse.mjs", full, folder], check=False)
        if done.returncode:
            raise SystemExit("The libraries of the browser's Python do not work together")
        (folder / "complete").touch()
    return folder


def install(
    pyodide: Path, carried: Iterable[Path], gdlib: Path, cache: Path, work: Path, target: Path
) -> list[str]:
    """Fill `target` with core, lean wheels and lock; return the packages to load at the start.

    `pyodide` is npm's package, `carried` are the wheels that the kernel brings, `gdlib` is ours,
    which alone keeps its source, for readers. `work` is filled on the way.
    """
    official = json.loads((pyodide / "pyodide-lock.json").read_text())
    known = {canonicalize_name(name): entry for name, entry in official["packages"].items()}
    entries = {name: known[name] for name in needed(known, OFFICIAL)}
    for entry in entries.values():
        entry["depends"] = [name for name in entry["depends"] if name not in NOT_NEEDED]
    source = fetch(list(entries.values()), cache, sources(official["info"]["version"]))
    print(
        f"The browser's Python: {len(entries)} files from {source}, each with the official sha256"
    )
    for folder in (work, target):
        folder.mkdir(parents=True)
    pure = [*pure_wheels(FROM_INDEX, cache), *carried]
    pure += [empty_wheel(name, work) for name in EMPTY]
    names = set(entries) | {canonicalize_name(wheel.name.split("-")[0]) for wheel in pure}
    entries |= dict(lock_entry(wheel, names) for wheel in pure)
    files = [pyodide / name for name in CORE] + [cache / e["file_name"] for e in entries.values()]
    for file in {*files, *pure}:
        if file.exists() and file.parent != work:
            shutil.copy(file, work)
    write_lock(work, official["info"], entries)
    rehearsed = rehearse(work, cache)
    for name in CORE:
        shutil.copy(work / name, target)
    for entry in entries.values():
        entry["sha256"] = write_lean(work / entry["file_name"], rehearsed, target)
    shutil.copy(gdlib, target)
    entries |= [lock_entry(gdlib, names)]
    write_lock(target, official["info"], entries)
    return sorted(entries)
