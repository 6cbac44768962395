"""Installed programs that can expand compressed RAR members, and what they are used for: proof.

Nothing here decompresses RAR.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from select import select
from typing import Protocol

from attrs import frozen

from packer_core.archives.crc import crc32
from packer_core.values import MemberFacts

#: Seconds that a program may stay silent.
PATIENCE = 60.0

#: Seconds between two looks at whether the work shall stop.
_GLANCE = 0.05
_CHUNK = 1 << 18


class Extractor(Protocol):
    """A program that proves the contents of an archive."""

    @property
    def name(self) -> str:
        """What the program is called."""

    @property
    def conclusive(self) -> bool:
        """Whether contents that it cannot expand are damaged."""

    def prove(
        self, first: Path, members: Sequence[MemberFacts], alive: Callable[[], None]
    ) -> frozenset[int]:
        """The indices of those files of an archive whose contents agree with their checksum.

        ``first`` is the first volume; ``alive`` is called often and raises to stop.
        """


@frozen(kw_only=True)
class Piping:
    """A program that writes all files, in order, to its output: the checksums are ours."""

    name: str
    command: tuple[str, ...]
    conclusive: bool = True

    def prove(
        self, first: Path, members: Sequence[MemberFacts], alive: Callable[[], None]
    ) -> frozenset[int]:
        """See :meth:`Extractor.prove`."""
        with _output([*self.command, str(first.absolute())], alive) as (output, _):
            return frozenset(_agreeing(members, output))


@frozen(kw_only=True)
class Judging:
    """A program that compares checksums itself and says so by its exit code: all or none.

    It fails at some sound archives too, old ones and solid ones of RAR 5.
    """

    name: str
    command: tuple[str, ...]
    conclusive: bool = False

    def prove(
        self, first: Path, members: Sequence[MemberFacts], alive: Callable[[], None]
    ) -> frozenset[int]:
        """See :meth:`Extractor.prove`."""
        with _output([*self.command, str(first.absolute())], alive) as (output, process):
            for _ in output:
                pass
            good = process.wait(_GLANCE) == 0
        return frozenset(index for index, it in enumerate(members) if good and not it.is_dir)


def _agreeing(members: Sequence[MemberFacts], output: Iterator[bytes]) -> Iterator[int]:
    """The indices of members whose contents come next in the output, with their checksum."""
    rest = b""
    for index, member in enumerate(members):
        if member.is_dir:
            continue
        left, crc = member.size or 0, 0
        while left:
            if not rest and not (rest := next(output, b"")):
                return
            crc = crc32(rest[:left], crc)
            left, rest = left - len(rest[:left]), rest[left:]
        if crc == member.crc32:
            yield index


@contextmanager
def _output(
    command: Sequence[str], alive: Callable[[], None]
) -> "Iterator[tuple[Iterator[bytes], subprocess.Popen[bytes]]]":
    """Run a program: what it writes, in chunks, and the process.

    The output ends where the program's does, or where it stays silent too long.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
    try:
        yield _chunks(process, alive), process
    finally:
        process.kill()
        # Not waiting for the end of the pipe, which a child of the program may hold open.
        if process.stdout:
            process.stdout.close()
        process.wait()


def _chunks(process: "subprocess.Popen[bytes]", alive: Callable[[], None]) -> Iterator[bytes]:
    pipe = process.stdout
    silent = 0.0
    while pipe and silent < PATIENCE:
        alive()
        if not select([pipe], [], [], _GLANCE)[0]:
            silent += _GLANCE
            continue
        silent = 0.0
        chunk = pipe.read(_CHUNK)
        if not chunk:
            return
        yield chunk


@cache
def installed_extractor() -> Extractor | None:
    """The first program found that can expand RAR: unrar, 7-Zip with its RAR codec, unar."""
    unrar = shutil.which("unrar")
    # A free program of the same name knows old formats only.
    if unrar and "freeware" in _says([unrar]).lower():
        return Piping(name="unrar", command=(unrar, "p", "-inul", "-p-", "-cfg-", "--"))
    for name in ("7zz", "7z"):
        program = shutil.which(name)
        # Some distributions leave the codec out.
        if program and "Rar5" in _says([program, "i"]):
            return Piping(name=name, command=(program, "x", "-so", "-bd", "-p-", "--"))
    lsar = shutil.which("lsar")
    return Judging(name="lsar", command=(lsar, "-t", "--")) if lsar else None


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
