"""gdlib against what a user would pick instead: `make bench`.

    one_path · formula · basin_map · large ──> races ──measure──> lines of the table
    growth: time and memory against the size of the work          oracle: torch's own trajectories

Absolute times belong to a machine and its load. What is compared are ratios: the contenders of a
race run in turn, pinned to one core, and each round is divided by gdlib's time in that round.
Times are the processor's, so that others who share the machine count for little.
"""

import os

# One core and one thread for everybody, and double precision: set before any library is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["JAX_ENABLE_X64"] = "True"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
