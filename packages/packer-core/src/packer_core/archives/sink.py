"""Where archives are written from and to, as this room sees it."""

from typing import Protocol


class Origin(Protocol):
    """Where bytes are copied from, and who is told how many."""

    def source(self, index: int) -> int:
        """A descriptor of a source, open for reading at any offset; owned by the origin."""

    def advance(self, count: int) -> None:
        """``count`` more bytes are done; raises to stop the work."""


class Sink(Origin, Protocol):
    """The sources, the riders and the files of a release, without their paths on disk.

    With more than one worker, the methods are called from several threads at a time.
    """

    def rider(self, name: str, disk: int) -> bytes:
        """The bytes of a rider on a disk, numbered from 1."""

    def create(self, path: str, size: int) -> int:
        """A descriptor of a new file of ``size`` bytes, open for writing at any offset."""

    def close(self, descriptor: int) -> None:
        """Take back the descriptor of a file that is complete."""
