"""What the stages ``inspect`` and ``enrich`` know of the sources."""

import enum
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from packer_core.values.rules.findings import Finding
from packer_core.values.works.enrichment import Candidate, Credit
from packer_core.values.works.metadata import WorkMetadata


class Origin(enum.StrEnum):
    """Where a value comes from; an API's origin is the text ``api:<provider>``.

    ``detected`` is what was told or found in the work's text, which its metadata do not state.
    """

    USER = "user"
    FILE = "file"
    NAME = "name"
    MEDIAINFO = "mediainfo"
    DETECTED = "detected"
    DEFAULT = "default"


@frozen(kw_only=True)
class Protection:
    """A technical protection found in a file: the scheme's name and how it shows."""

    scheme: str
    detail: str


@frozen(kw_only=True)
class SourceFile:
    """One input file as it was seen: size in bytes, times of last change in nanoseconds.

    ``mtime_ns`` is that of the contents, which anybody can set; ``ctime_ns`` that of the file as
    the system keeps it, 0 where it does not count.
    ``format`` is what the contents are (``epub``, ``pdf``), never what the name says; only of an
    extra that nobody can read it is the extension. ``name`` is that of the source.
    """

    path: str
    format: str
    size: int
    mtime_ns: int
    name: str = ""
    ctime_ns: int = 0


@frozen(kw_only=True)
class Extraction:
    """What an extractor found in one file.

    ``origins`` needs an entry only for fields that do not come from the file itself.
    ``excerpt`` reads the beginning of the work's text (64 Ki characters at most), for kinds that
    look there for what the metadata do not say; it costs time, so it is not read unasked.
    """

    format: str
    metadata: WorkMetadata
    origins: Mapping[str, str] = field(factory=dict)
    protection: Protection | None = None
    findings: tuple[Finding, ...] = ()
    excerpt: Callable[[], str] | None = field(default=None, eq=False)


@frozen(kw_only=True)
class Rejected:
    """A value that lost against another one for the same field."""

    field: str
    value: Any
    origin: str


@frozen(kw_only=True)
class Description:
    """The sources of a release, described: typed metadata, and for each field its origin.

    ``candidates`` are what providers offered, the likeliest first; ``credits`` the notices that
    go with the values taken from them.
    """

    kind: str
    files: tuple[SourceFile, ...]
    metadata: WorkMetadata
    origins: Mapping[str, str] = field(factory=dict)
    rejected: tuple[Rejected, ...] = ()
    protection: Protection | None = None
    findings: tuple[Finding, ...] = ()
    extractor: str = ""
    candidates: tuple[Candidate, ...] = ()
    credits: tuple[Credit, ...] = ()
