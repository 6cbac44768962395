"""The program that limits itself and becomes another; see :mod:`packer_core.children`.

Arguments: the process that waits for it, seconds until an alarm, limits as ``NAME=value`` with a
comma between, the program's path, its arguments. It knows the standard library only, and as little
of that as it can, so that it starts in a few milliseconds.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def bind(limits: str) -> None:
    """Limit this process for good, and what it becomes."""
    for name, _, value in (each.partition("=") for each in limits.split(",")):
        kind = getattr(resource, f"RLIMIT_{name}")
        most = resource.getrlimit(kind)[1]
        wanted = int(value) if most == resource.RLIM_INFINITY else min(int(value), most)
        # The signal at the first limit of the CPU's time can be caught, the second cannot.
        hard = wanted + 1 if name == "CPU" and wanted != most else wanted
        # Some systems know a limit and set none: macOS does not for memory.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted, hard))


def end_with(parent: int) -> None:
    """Be killed when the process that waits is gone, where the system can."""
    control = getattr(ctypes.CDLL(None), "prctl", None)
    if control is not None:
        control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def main(parent: str, seconds: str, limits: str, *command: str) -> None:
    """Limit this process and become the program."""
    end_with(int(parent))
    # It outlives becoming another program, as the limits do.
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    # Python ignores it. That of a file that grows too large stays ignored: writing fails instead.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    bind(limits)
    os.execv(command[0], command)  # noqa: S606 - it is the purpose


if __name__ == "__main__":
    main(*sys.argv[1:])
