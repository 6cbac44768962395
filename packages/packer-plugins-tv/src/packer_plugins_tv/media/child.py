"""The program of the process that MediaInfo runs in; see :mod:`packer_plugins_tv.media.process`.

It knows the standard library only, so that it starts in a few milliseconds. A line on its input is
JSON: the ``path`` of a file and MediaInfo's name for its container where that is known, as
``parser``. A line on its output is what MediaInfo says of the file: ``json`` and ``text``, or
``error``. The functions called are those of MediaInfo's public C interface (``MediaInfoDLL.h``).
"""

import ctypes
import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Bytes of address space; the library and Python take about 60 MB, a large file's index some more.
MEMORY_BYTES = 1024 * 1024 * 1024

#: Seconds of CPU that one file may cost: a damaged one may cost any. A film takes a tenth of one,
#: the widest of the wide (200 Mb a second, with checksums) two.
CPU_SECONDS = 8.0

#: Seconds after which a process ends that nobody asks anything, and one that has no answer.
_IDLE_SECONDS, _LONGEST_SECONDS = 300, 120


class Library:
    """MediaInfo's library, loaded from a file or by a name that the system knows.

    :raises OSError: where it cannot be loaded.
    :raises AttributeError: where it is another library.
    """

    def __init__(self, where: str) -> None:
        self._calls: Any = ctypes.CDLL(where)
        wide, handle, count = ctypes.c_wchar_p, ctypes.c_void_p, ctypes.c_size_t
        for name, result, arguments in (
            ("New", handle, []),
            ("Option", wide, [handle, wide, wide]),
            ("Open", count, [handle, wide]),
            ("Inform", wide, [handle, count]),
            ("Delete", None, [handle]),
        ):
            call = getattr(self._calls, f"MediaInfo_{name}")
            call.restype, call.argtypes = result, arguments

    def describe(self, name: str, parser: str) -> dict[str, str]:
        """What MediaInfo says of a file, as its JSON and as its text, in one reading.

        :param parser: MediaInfo's name for its container, or nothing: then all are tried in turn.
        """
        calls = self._calls
        handle = calls.MediaInfo_New()
        options = {"CharSet": "UTF-8", "ParseSpeed": "0.5", "Inform": "JSON"}
        if parser:
            options["File_ForceParser"] = parser
        try:
            for option, value in options.items():
                calls.MediaInfo_Option(handle, option, value)
            calls.MediaInfo_Open(handle, name)
            found = {"json": calls.MediaInfo_Inform(handle, 0)}
            calls.MediaInfo_Option(handle, "Inform", "")
            found["text"] = calls.MediaInfo_Inform(handle, 0)
        finally:
            calls.MediaInfo_Delete(handle)
        return found


def limits() -> Any:
    """The system's module of limits, ``None`` where it has none."""
    try:
        return importlib.import_module("resource")
    except ModuleNotFoundError:
        return None


def bind_process() -> None:
    """Limit this process for good: memory, no file grows by a byte, no core is dumped.

    The limit on time is the parent's.
    """
    resource = limits()
    if resource is None:
        return
    for name, limit in (("AS", MEMORY_BYTES), ("FSIZE", 0), ("CORE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


@contextmanager
def only_these_files(descriptor: int) -> Iterator[None]:
    """As long as it lasts, nothing but the last file opened can be opened, and that once more.

    So no file makes MediaInfo look at others that it names, be it on this disk or elsewhere.
    """
    resource = limits()
    if resource is None:
        yield
        return
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptor + 2, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)


def answer(library: Library, path: str, parser: str = "") -> dict[str, str]:
    """What MediaInfo says of the file at a path, or the ``error`` that kept it from being read."""
    try:
        with Path(path).open("rb", buffering=0) as file:
            descriptor = file.fileno()
            # A name may hold what MediaInfo takes for an address or for one of many files.
            name = path if os.name == "nt" else f"/dev/fd/{descriptor}"
            with only_these_files(descriptor):
                return library.describe(name, parser)
    except OSError as error:
        return {"error": error.strerror or str(error)}
    except MemoryError:
        return {"error": "memory"}


def main(where: str) -> None:
    """Answer until the input ends."""
    bind_process()
    try:
        library = Library(where)
    except (OSError, AttributeError) as error:
        _say({"missing": str(error)})
        return
    for line in _lines():
        _say(answer(library, **json.loads(line)))


def _lines() -> Iterator[bytes]:
    """The questions; while one is answered, the CPU's time runs, and all the time the clock's.

    Either alarm ends the process.
    """
    while True:
        _alarm("ITIMER_REAL", _IDLE_SECONDS)
        line = sys.stdin.buffer.readline()
        # Whoever asked ends us long before; unless it is gone itself.
        _alarm("ITIMER_REAL", _LONGEST_SECONDS)
        if not line:
            return
        _alarm("ITIMER_PROF", CPU_SECONDS)
        yield line
        _alarm("ITIMER_PROF", 0)


def _alarm(timer: str, seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(getattr(signal, timer), seconds)


def _say(words: dict[str, str]) -> None:
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
