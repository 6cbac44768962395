"""Installed programs that can expand compressed RAR members, and what they are used for: proof.

Nothing here decompresses RAR.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from attrs import frozen

from packer_core.archives.crc import crc32
from packer_core.children import Limits, find_program, running
from packer_core.values import MemberFacts

#: Seconds that a program may take, beside those for the size of what it expands, and those that
#: one may stay silent which prints what it expands.
PATIENCE, SILENCE = 10.0, 10.0

#: The exit code of unrar, and of 7-Zip, where the memory was too little for the archive.
_NO_MEMORY = 8

#: Bytes a second that are expanded at least.
_SLOWEST = 2_000_000


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
    ) -> frozenset[int] | None:
        """The indices of those files of an archive whose contents agree with their checksum.

        ``None`` where the program went beyond its limits: then nothing is known. ``first`` is the
        first volume; ``alive`` is called often and raises to stop.
        """


@frozen(kw_only=True)
class Piping:
    """A program that writes all files, in order, to its output: the checksums are ours."""

    name: str
    command: tuple[str, ...]
    conclusive: bool = True

    def prove(
        self, first: Path, members: Sequence[MemberFacts], alive: Callable[[], None]
    ) -> frozenset[int] | None:
        """See :meth:`Extractor.prove`."""
        command = [*self.command, str(first.absolute())]
        with running(command, _limits(members, SILENCE), alive) as child:
            agreeing = frozenset(_agreeing(members, child.chunks()))
            wanted = sum(not member.is_dir for member in members)
            short = len(agreeing) < wanted and child.code_so_far() == _NO_MEMORY
            return None if child.overran or short else agreeing


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
    ) -> frozenset[int] | None:
        """See :meth:`Extractor.prove`."""
        with running([*self.command, str(first.absolute())], _limits(members), alive) as child:
            for _ in child.chunks():
                pass
            good = not child.overran and child.code() == 0
            if child.overran:
                return None
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


def _limits(members: Sequence[MemberFacts], silence: float | None = None) -> Limits:
    """What proving the contents of an archive may take: by their size, as slow as disks are."""
    size = sum(member.size or 0 for member in members)
    seconds = PATIENCE + size / _SLOWEST
    return Limits(seconds=seconds, silence=seconds if silence is None else silence)


@cache
def installed_extractor() -> Extractor | None:
    """The first program found that can expand RAR: unrar, 7-Zip with its RAR codec, unar."""
    unrar = find_program("unrar")
    # A free program of the same name knows old formats only.
    if unrar and "freeware" in _says([unrar]).lower():
        return Piping(name="unrar", command=(unrar, "p", "-inul", "-p-", "-cfg-", "--"))
    for name in ("7zz", "7z"):
        program = find_program(name)
        # Some distributions leave the codec out.
        if program and "Rar5" in _says([program, "i"]):
            return Piping(name=name, command=(program, "x", "-so", "-bd", "-p-", "--"))
    lsar = find_program("lsar")
    return Judging(name="lsar", command=(lsar, "-t", "--")) if lsar else None


def _says(command: Sequence[str]) -> str:
    """What a program prints of itself."""
    try:
        with running(command, Limits(seconds=10, silence=10, said=1 << 20)) as child:
            return b"".join(child.chunks()).decode("utf-8", "replace")
    except OSError:
        return ""
