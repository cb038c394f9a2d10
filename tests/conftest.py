"""What all tests share."""

import os
from pathlib import Path

from hypothesis import settings

# Kernels and commands that tests start find gdlib as the tests themselves do.
os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])

# How long an example takes says nothing about what it tests: two tests may run at once.
settings.register_profile("course", deadline=None)
settings.load_profile("course")
