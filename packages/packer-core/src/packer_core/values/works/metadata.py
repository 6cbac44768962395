"""What is known of a work: one class a kind, every field optional.

A field that is not known is ``None`` or an empty tuple. Where a value comes from is not said
here but in :class:`packer_core.values.works.description.Description`, field by field.
"""

from typing import ClassVar

from attrs import frozen

from packer_core.values.works.dates import PartialDate
from packer_core.values.works.media import AudioTrack, SubtitleTrack, VideoTrack


@frozen(kw_only=True)
class WorkMetadata:
    """What every kind of work has.

    ``language`` is a BCP 47 tag (``en``, ``pt-BR``); ``source`` is a value of the rule set
    (RETAIL, SCAN, WEB …); ``source_link`` is the address where the work is offered.
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: PartialDate | None = None
    year: int | None = None
    language: str | None = None
    edition: str | None = None
    subjects: tuple[str, ...] = ()
    description: str | None = None
    source: str | None = None
    source_link: str | None = None

    #: Whether a record may be of another edition of the work: of a later year, in a translation.
    of_editions: ClassVar[bool] = True

    @property
    def known_as(self) -> str:
        """What people call the work: its title, empty where nobody knows it."""
        return self.title or ""

    @property
    def first_language(self) -> str:
        """The language that the work is in, empty where nobody knows it."""
        return self.language or ""

    @property
    def sought_year(self) -> int | None:
        """The year to look for in a catalogue."""
        return self.year or (self.published.year if self.published else None)


@frozen(kw_only=True)
class BookMetadata(WorkMetadata):
    """A book, a magazine, a comic, a newspaper.

    ``isbn`` is an ISBN-13 without dashes; ``series_index`` may have a fraction (1.5);
    ``issue`` and ``volume`` are text as printed; ``pages`` and ``chapters`` are counts;
    ``cover`` says whether the file has a cover image of its own; ``doi`` begins with ``10.``, and
    ``version`` is as stated (``1.2``).
    """

    isbn: str | None = None
    issn: str | None = None
    series: str | None = None
    series_index: float | None = None
    issue: str | None = None
    volume: str | None = None
    pages: int | None = None
    chapters: int | None = None
    cover: bool | None = None
    doi: str | None = None
    version: str | None = None


@frozen(kw_only=True)
class EpisodeMetadata(WorkMetadata):
    """An episode, several in one file, a special, a daily show, a match, a film on TV.

    ``title`` is that of the film or of the file; ``show`` and ``episode_title`` are a series'.
    ``episodes`` are the numbers in the file, in order; ``part`` is the part of an episode
    (``A``) or of a miniseries (``2``); ``country`` is ISO 3166-1 alpha-2 (``UK`` for Britain) and
    ``first_year`` the year of the first season, both only where they tell two shows apart;
    ``event`` is what a sports release shows, ``opponents`` who plays, ``guest`` a daily show's.
    ``resolution`` is ``720p``, ``1080p``, ``2160p`` …; ``release_tags`` are the tags that the
    file's name states. ``container`` is ``matroska``, ``webm``, ``mp4``, ``avi``, ``mpeg-ts`` …;
    ``duration_seconds`` and ``bit_rate`` (bits a second) are those of the whole file;
    ``chapters`` is a count; ``attachments`` are names; ``media_report`` is MediaInfo's text.
    ``imdb`` (``tt0118480``), ``tvdb``, ``tmdb`` and ``tvmaze`` are the show's ids there.
    """

    show: str | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    part: str | None = None
    episode_title: str | None = None
    air_date: PartialDate | None = None
    country: str | None = None
    first_year: int | None = None
    event: str | None = None
    opponents: tuple[str, ...] = ()
    guest: str | None = None
    resolution: str | None = None
    release_tags: tuple[str, ...] = ()
    container: str | None = None
    duration_seconds: float | None = None
    bit_rate: int | None = None
    video: tuple[VideoTrack, ...] = ()
    audio: tuple[AudioTrack, ...] = ()
    subtitles: tuple[SubtitleTrack, ...] = ()
    chapters: int | None = None
    attachments: tuple[str, ...] = ()
    media_report: str | None = None
    imdb: str | None = None
    tvdb: str | None = None
    tmdb: str | None = None
    tvmaze: str | None = None

    of_editions: ClassVar[bool] = False

    @property
    def known_as(self) -> str:
        """The name of the series, or the title: files of a series are often called otherwise."""
        return self.show or self.title or ""

    @property
    def first_language(self) -> str:
        """The language stated, or else that of the first sound."""
        if self.language or not self.audio:
            return self.language or ""
        return self.audio[0].language or ""

    @property
    def sought_year(self) -> int | None:
        """The year in which the show began, where it is known."""
        if self.first_year is not None:
            return self.first_year
        return self.year if self.season in (None, 1) else None


@frozen(kw_only=True)
class DocumentMetadata(WorkMetadata):
    """A document: text, slides, sheets.

    ``publisher`` is the company or institution; ``published`` is the day it was made where
    nothing better is known; ``version`` is as stated (``1.2``); ``isbn`` is an ISBN-13 without
    dashes, ``doi`` begins with ``10.``; ``pages`` counts pages, or slides; ``modified`` is the
    last change; ``license`` is a name or an address.
    """

    version: str | None = None
    doi: str | None = None
    isbn: str | None = None
    issn: str | None = None
    pages: int | None = None
    words: int | None = None
    modified: PartialDate | None = None
    license: str | None = None
