"""Archives: what is asked for, what is planned, and what was read back.

All sizes and offsets are bytes. Names inside an archive use ``/``, whatever a format writes.
"""

from attrs import frozen


@frozen(kw_only=True)
class Member:
    """A file or an empty directory to be stored.

    ``source`` is the file's index in the plan's sources.
    """

    name: str
    size: int
    mtime_ns: int
    source: int | None = None
    is_dir: bool = False


@frozen(kw_only=True)
class Bundle:
    """An archive that is stored in the archives of a release like any other file of it.

    The sources of its ``members`` are those of the plan; ``size`` is exact.
    """

    name: str
    size: int
    members: tuple[Member, ...]


@frozen(kw_only=True)
class Rider:
    """A small file that travels in every disk beside the volume, and how long it is."""

    name: str
    size: int


@frozen(kw_only=True)
class ArchiveRequest:
    """What an archiver has to shape.

    ``volume_size`` is the exact size of every volume (or disk) but the last, ``None`` for one
    volume of any size. ``stem`` is the base of the file names. ``naming`` is ``old``
    (``.rar .r00``) or ``part`` (``.part01.rar``). ``timestamp`` (seconds since the epoch) dates
    what has no source; ``utc_offset`` (seconds) turns times into the local times of DOS.
    """

    members: tuple[Member, ...]
    stem: str
    volume_size: int | None
    max_volumes: int
    naming: str = "old"
    riders: tuple[Rider, ...] = ()
    timestamp: int = 0
    utc_offset: int = 0


@frozen(kw_only=True)
class PlannedVolume:
    """A file of the release that an archiver will write, of exactly ``size`` bytes.

    ``inner`` and ``inner_size`` are the name and the size of the volume inside a ZIP.
    """

    path: str
    size: int
    inner: str = ""
    inner_size: int = 0


@frozen(kw_only=True)
class ArchivePlan:
    """The files an archiver will write; with the request, all that writing needs."""

    shape: str
    request: ArchiveRequest
    volumes: tuple[PlannedVolume, ...]


@frozen(kw_only=True)
class WrittenFile:
    """A file as it was written: its size and the CRC-32 of all its bytes."""

    path: str
    size: int
    crc32: int


@frozen(kw_only=True)
class ArchiveFault:
    """A place where an archive is not what its format, or another part of it, says.

    ``kind`` is dotted and stable (``rar.header.crc``, ``sfv.crc``); ``path`` is the file in the
    release, with ``!`` and the inner name for a volume inside a ZIP; ``offset`` is into that file.
    """

    kind: str
    path: str
    offset: int | None = None
    expected: str = ""
    found: str = ""


@frozen(kw_only=True)
class VolumeFacts:
    """One volume as read: where it lies, its size, and what its headers say."""

    path: str
    size: int
    container: str = ""
    number: int | None = None


@frozen(kw_only=True)
class MemberFacts:
    """A file inside a set of volumes: ``method`` is ``store`` or ``compress``.

    ``verified`` tells who read the contents against the checksum: ``own``, the name of an
    installed extractor, or nothing where they were not read.
    """

    name: str
    size: int | None
    crc32: int | None
    method: str
    encrypted: bool = False
    is_dir: bool = False
    verified: str = ""


@frozen(kw_only=True)
class RarSet:
    """A chain of RAR volumes: ``format`` is ``rar3``, ``rar4`` or ``rar5``."""

    stem: str
    format: str
    naming: str
    volumes: tuple[VolumeFacts, ...]
    members: tuple[MemberFacts, ...]
    solid: bool = False
    encrypted: bool = False
    recovery: bool = False


@frozen(kw_only=True)
class ZipDisk:
    """A ZIP file as read: its entries in order, and what its features are."""

    path: str
    size: int
    entries: tuple[MemberFacts, ...]
    zip64: bool = False


@frozen(kw_only=True)
class SfvLine:
    """One line of an SFV: a name and the CRC-32 stated for it."""

    name: str
    crc32: int


@frozen(kw_only=True)
class SfvFacts:
    """An SFV as read."""

    path: str
    lines: tuple[SfvLine, ...]
