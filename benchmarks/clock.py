"""Times functions side by side: interleaved rounds on one pinned core, medians."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Mapping


def pin(core: int | None = None) -> str:
    """Keep this process on one core (the last one by default) and return which, in words."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned: this system cannot"
    allowed = sorted(os.sched_getaffinity(0))
    chosen = allowed[-1] if core is None else core
    os.sched_setaffinity(0, {chosen})
    return f"core {chosen} of {len(allowed)}"


def interleaved(
    jobs: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Return the median seconds of each job over `rounds` rounds, in each of which every job runs once.

    `clock`: `time.process_time` where others use the machine, too; what a job waits for is not in it.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for _ in range(rounds):
        for name, job in jobs.items():
            start = clock()
            job()
            times[name].append(clock() - start)
    return {name: statistics.median(each) for name, each in times.items()}
