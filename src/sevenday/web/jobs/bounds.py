"""What a process that reads a stranger's file may take of the machine."""

import sys

MOST_MEMORY, MOST_SECONDS = 3 * 10**9, 120


def bound_process() -> None:
    """Bound this process's memory and processor time; where it takes more, it dies alone."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        _, hard = resource.getrlimit(limit)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (within, hard))
