"""Collecting what is wrong with an archive, without ever stopping because of it."""

from attrs import field, frozen

from packer_core.values import ArchiveFault

#: More would tell a reader nothing, and a hostile file could have any number of them.
LIMIT = 1000


@frozen
class Faults:
    """The faults of a release so far, and apart from them what is only worth a note."""

    faults: list[ArchiveFault] = field(factory=list)
    notes: list[ArchiveFault] = field(factory=list)

    def at(self, path: str) -> "Place":
        """Where the faults of one file go."""
        return Place(self, path)

    def extend(self, other: "Faults") -> None:
        """Take over those of another file."""
        self.faults.extend(other.faults[: LIMIT - len(self.faults)])
        self.notes.extend(other.notes[: LIMIT - len(self.notes)])


@frozen
class Place:
    """The faults of one file (or volume), whose path they carry."""

    _all: Faults
    path: str

    def fault(
        self, kind: str, offset: int | None = None, *, expected: object = "", found: object = ""
    ) -> None:
        """Something contradicts the format or another part of the release."""
        _add(self._all.faults, self._make(kind, offset, expected, found))

    def note(
        self, kind: str, offset: int | None = None, *, expected: object = "", found: object = ""
    ) -> None:
        """Something unusual that breaks nothing, or that could not be verified."""
        _add(self._all.notes, self._make(kind, offset, expected, found))

    def _make(self, kind: str, offset: int | None, expected: object, found: object) -> ArchiveFault:
        return ArchiveFault(
            kind=kind, path=self.path, offset=offset, expected=str(expected), found=str(found)
        )


def hex_crc(crc: int) -> str:
    """A CRC-32 as it is written everywhere."""
    return f"{crc:08x}"


def _add(faults: list[ArchiveFault], fault: ArchiveFault) -> None:
    if len(faults) < LIMIT:
        faults.append(fault)
