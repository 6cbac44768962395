"""What reading a release directory once brought to light."""

from attrs import frozen

from packer_core.values.releases.archive import ArchiveFault, RarSet, SfvFacts, ZipDisk
from packer_core.values.releases.view import Entry


@frozen(kw_only=True)
class RawText:
    """The bytes of a small text (NFO, DIZ).

    ``path`` is that of the file, with ``!`` and the inner name for one inside a ZIP; ``disk`` is
    the number (from 1) of the disk that holds it, ``None`` for a file of the directory itself.
    """

    path: str
    data: bytes
    disk: int | None = None


@frozen(kw_only=True)
class Survey:
    """A release as it lies on the disk.

    ``faults`` are contradictions, in the order of files; ``notes`` are what a reader should know
    and what breaks nothing (something that could not be verified, an unusual form).
    ``bytes_read`` counts the bytes of files, each of which was read once.
    """

    entries: tuple[Entry, ...]
    sfvs: tuple[SfvFacts, ...]
    disks: tuple[ZipDisk, ...]
    sets: tuple[RarSet, ...]
    texts: tuple[RawText, ...]
    faults: tuple[ArchiveFault, ...]
    notes: tuple[ArchiveFault, ...]
    bytes_read: int
