"""What is done to wheels on their way into the lab: their entry in its lock, and a lean copy.

A lean copy has no tests, and bytecode in place of the source of those modules that are always
imported: compiling them is most of what Python would do at its start, each time, on each device.
"""

import csv
import hashlib
import io
import re
import zipfile
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# JavaScript for a Jupyter server, with nothing to import.
NOT_FOR_PYTHON = {"jupyterlab-widgets", "widgetsnbextension"}
LEFT_OUT = re.compile(r"/(tests|benchmarks|sample_data)/")
ENVIRONMENT = {
    "python_version": "3.12",
    "python_full_version": "3.12.7",
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "extra": "",
}


def read_member(archive: zipfile.ZipFile, name: str) -> str:
    (member,) = (each for each in archive.namelist() if re.fullmatch(rf"[^/]+/{name}", each))
    return archive.read(member).decode()


def lock_entry(wheel: Path, known: set[str]) -> tuple[str, dict]:
    """The entry of a pure wheel, read from the wheel itself; `known` are all names in the lock."""
    with zipfile.ZipFile(wheel) as archive:
        about = Parser().parsestr(read_member(archive, "METADATA"))
        files = [row[0] for row in csv.reader(io.StringIO(read_member(archive, "RECORD")))]
    requirements = map(Requirement, about.get_all("Requires-Dist") or [])
    depends = [
        name
        for each in requirements
        if (name := canonicalize_name(each.name)) not in NOT_FOR_PYTHON
        and (each.marker is None or each.marker.evaluate(ENVIRONMENT))
    ]
    if missing := set(depends) - known:
        raise SystemExit(f"{wheel.name} needs {missing}, which the browser's Python lacks")
    imports = {match[1] for file in files if (match := re.match(r"(\w+)(?:/__init__)?\.py$", file))}
    name = canonicalize_name(about["Name"])
    return name, {
        "name": name,
        "version": about["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(imports),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def empty_wheel(name: str, folder: Path) -> Path:
    """A wheel of a package with nothing in it."""
    wheel = folder / f"{name}-0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for member, text in {
            "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n",
            "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "RECORD": "",
        }.items():
            archive.writestr(zipfile.ZipInfo(f"{name}-0.dist-info/{member}"), text)
    return wheel


def write_lean(wheel: Path, rehearsed: Path, target: Path) -> str:
    """Write the lean copy of a wheel into the folder `target`; return its sha256.

    `rehearsed` holds the files that replace those of the wheel.
    """
    with (
        zipfile.ZipFile(wheel) as full,
        zipfile.ZipFile(target / wheel.name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as lean,
    ):
        for member in full.infolist():
            if LEFT_OUT.search(member.filename):
                continue
            content = full.read(member)
            for name in (member.filename, f"{member.filename}c"):
                if (rehearsed / name).is_file():
                    member.filename, content = name, (rehearsed / name).read_bytes()
            lean.writestr(member, content)
    return hashlib.sha256((target / wheel.name).read_bytes()).hexdigest()
