"""What all tests share."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from gdlib.live.frame import Experiment

ROOT = Path(__file__).parents[1]

# Kernels and commands that tests start find gdlib as the tests themselves do.
os.environ["PYTHONPATH"] = str(ROOT)

# How long an example takes says nothing about what it tests: two tests may run at once.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture(scope="session")
def node(tmp_path_factory) -> Callable[..., list]:
    """Runs jobs in Node: the modules as they are, in a folder where npm's packages are found."""
    folder = tmp_path_factory.mktemp("live")
    for module in (ROOT / "gdlib" / "live").glob("*.js"):
        shutil.copy(module, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "node_modules").symlink_to(ROOT / "web" / "node_modules")

    def run(*jobs: dict) -> list:
        replay = ["node", ROOT / "tests" / "live" / "replay.mjs", folder]
        done = subprocess.run(replay, input=json.dumps(jobs), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def accounts(node) -> Callable[[Experiment, list[dict]], list[dict]]:
    """What an experiment predicts, observes and marks in each of many states."""

    def ask(experiment: Experiment, states: list[dict]) -> list[dict]:
        names = [name for name in experiment.traits() if name.endswith("program")]
        programs = {name: getattr(experiment, name) for name in names}
        job = {"call": "accounts", "experiment": experiment.experiment, "programs": programs}
        (answer,) = node(job | {"states": states})
        return answer

    return ask
