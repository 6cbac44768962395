"""What one rendering of a user's template may cost, and how a process binds itself to it."""

import importlib

#: Seconds of CPU, seconds on the wall, and bytes of address space of one rendering.
CPU_SECONDS = 2
WALL_SECONDS = 4.0
MEMORY_BYTES = 512 * 1024 * 1024


def bind_process() -> None:
    """Limit this process for good: CPU time, memory, and no file may grow by a byte.

    Does nothing where the system knows no such limits; the limit on the wall clock is the parent's.
    """
    try:
        resource = importlib.import_module("resource")
    except ModuleNotFoundError:
        return
    for name, limit in (
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        resource.setrlimit(getattr(resource, name), (limit, limit))
