"""A release as the checks see it, before it is written or after.

``None`` for a fact means that it is not known: a check that needs it does not judge.
"""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.values.releases.archive import ArchiveFault, RarSet, SfvFacts, ZipDisk
from packer_core.values.rules.names import ParsedName
from packer_core.values.works.metadata import WorkMetadata


@frozen(kw_only=True)
class Entry:
    """A file or directory of the release, by its path with ``/`` below the release."""

    path: str
    size: int | None = None
    is_dir: bool = False
    crc32: int | None = None
    sha256: str | None = None


@frozen(kw_only=True)
class TextFacts:
    """A text of the release (NFO, DIZ), decoded.

    ``path`` is that of the file, with ``!`` and the inner name for one inside a ZIP; ``disk`` is
    the number of the disk that holds it, ``None`` in the root. ``newline`` is ``crlf``, ``lf``,
    ``cr`` or ``mixed``; ``crc32`` is that of its bytes.
    """

    path: str
    text: str
    encoding: str
    newline: str
    crc32: int
    disk: int | None = None


@frozen(kw_only=True)
class ReleaseView:
    """Everything a check may look at.

    ``form`` is the form the user chose; ``language`` the BCP 47 tag of the language that the
    name states, empty where it states none; ``members`` are the names of the files packed
    inside, those of the ``sets`` where nothing else is said; ``disk_count`` is how many disks the
    release has, where ``disks`` does not tell. ``media`` is what the videos that are not packed
    (samples) say of themselves, by path; one that could not be read has no entry.
    """

    name: str
    parsed: ParsedName | None = None
    entries: tuple[Entry, ...] | None = None
    disks: tuple[ZipDisk, ...] | None = None
    sets: tuple[RarSet, ...] | None = None
    sfvs: tuple[SfvFacts, ...] | None = None
    texts: tuple[TextFacts, ...] | None = None
    faults: tuple[ArchiveFault, ...] | None = None
    metadata: WorkMetadata | None = None
    disk_count: int | None = None
    form: str | None = None
    language: str | None = None
    members: tuple[str, ...] | None = field()
    media: Mapping[str, WorkMetadata] | None = None

    @members.default
    def _of_sets(self) -> tuple[str, ...] | None:
        if self.sets is None:
            return None
        return tuple(
            member.name for each in self.sets for member in each.members if not member.is_dir
        )
