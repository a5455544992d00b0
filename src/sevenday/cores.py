"""How many threads work side by side: the cores that this process may use, or fewer if asked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import ceil
from pathlib import Path

_ASKED: ContextVar[int | None] = ContextVar("threads", default=None)
CGROUPS, OWN_GROUP = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def threads() -> int:
    """The number of threads to use: as asked for by `use_threads`, else one a core."""
    asked = _ASKED.get()
    return usable_cores() if asked is None else asked


@contextmanager
def use_threads(number: int | None) -> Iterator[None]:
    """Use so many threads within a `with` block; None: one for each core.

    Raises ValueError where the number is below 1.
    """
    if number is not None and number < 1:
        raise ValueError(f"threads: {number}, expected 1 or more")
    before = _ASKED.set(number)
    try:
        yield
    finally:
        _ASKED.reset(before)


def usable_cores() -> int:
    """Cores that this process may use: by its affinity and by its container's share of time."""
    if hasattr(os, "process_cpu_count"):
        mine = os.process_cpu_count()
    elif hasattr(os, "sched_getaffinity"):
        mine = len(os.sched_getaffinity(0))
    else:
        mine = os.cpu_count()
    return max(1, min([mine or 1, *_quotas()]))


def _quotas() -> Iterator[int]:
    """The cores' worth of time that each control group of this process grants, where any does.

    Source: the kernel's "Control Group v2" (cpu.max: microseconds of work in each period), and
    "CFS Bandwidth Control" for version 1.
    """
    try:
        groups = [line.split(":", 2) for line in OWN_GROUP.read_text().splitlines()]
    except OSError:
        return
    for _, controllers, path in groups:
        if controllers and "cpu" not in controllers.split(","):
            continue
        root = CGROUPS / controllers
        folder = root / path.lstrip("/")
        for group in (folder, *folder.parents):
            if not group.is_relative_to(root):
                break
            quota, period = _quota(group)
            if quota > 0 and period > 0:
                yield ceil(quota / period)


def _quota(group: Path) -> tuple[int, int]:
    """Microseconds of work in each period of a control group; 0 of 0 where it has no limit."""
    for files in (("cpu.max",), ("cpu.cfs_quota_us", "cpu.cfs_period_us")):
        try:
            quota, period = " ".join((group / file).read_text() for file in files).split()
        except (OSError, ValueError):
            continue
        return (0, 0) if quota == "max" else (int(quota), int(period))
    return 0, 0
