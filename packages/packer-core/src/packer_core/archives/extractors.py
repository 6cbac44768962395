"""Installed programs that can expand compressed RAR members, and what they are used for: proof.

Nothing here decompresses RAR. A program writes the contents to a pipe; the checksums are ours.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from select import select

from attrs import frozen

#: Seconds that a program may stay silent.
PATIENCE = 60.0

#: Seconds between two looks at whether the work shall stop.
_GLANCE = 0.05
_CHUNK = 1 << 18


@frozen(kw_only=True)
class Extractor:
    """A program that writes all files of an archive, in order, to its standard output."""

    name: str
    command: tuple[str, ...]

    @contextmanager
    def output(self, first_volume: Path, alive: Callable[[], None]) -> Iterator[Iterator[bytes]]:
        """The contents of all members in one run of bytes, in chunks.

        ``alive`` is called often and raises to stop. The output ends early where the program does,
        or where it stays silent too long; what it says of that is of no interest.
        """
        process = subprocess.Popen(
            [*self.command, str(first_volume.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield _chunks(process, alive)
        finally:
            process.kill()
            process.communicate()


def _chunks(process: "subprocess.Popen[bytes]", alive: Callable[[], None]) -> Iterator[bytes]:
    pipe = process.stdout
    if pipe is None:
        return
    silent = 0.0
    while silent < PATIENCE:
        alive()
        if not select([pipe], [], [], _GLANCE)[0]:
            silent += _GLANCE
            continue
        silent = 0.0
        chunk = pipe.read1(_CHUNK)  # type: ignore[attr-defined]
        if not chunk:
            return
        yield chunk


@cache
def installed_extractor() -> Extractor | None:
    """The first program found that can expand RAR: unrar, then 7-Zip with its RAR codec."""
    unrar = shutil.which("unrar")
    # A free program of the same name knows old formats only.
    if unrar and "freeware" in _says([unrar]).lower():
        command = (unrar, "p", "-inul", "-p-", "-cfg-", "--")
        return Extractor(name="unrar", command=command)
    for name in ("7zz", "7z"):
        program = shutil.which(name)
        if program and "Rar5" in _says([program, "i"]):
            return Extractor(name=name, command=(program, "x", "-so", "-bd", "-p-", "--"))
    return None


def _says(command: Sequence[str]) -> str:
    """What a program prints of itself."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
