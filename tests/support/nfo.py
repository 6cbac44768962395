"""The variables and templates that tests of NFO and DIZ start from."""

from typing import Any

from packer_core.nfo.variables import NfoVariables, nfo_variables
from packer_core.plugins import for_settings
from packer_core.settings import Settings
from packer_core.values import (
    AudioTrack,
    BookMetadata,
    DocumentMetadata,
    EpisodeMetadata,
    PartialDate,
    SubtitleTrack,
    VideoTrack,
    WorkMetadata,
)

#: What the packages of the project bring.
PLUGINS = for_settings(Settings())

#: The templates of the project's packages by id.
TEMPLATES = PLUGINS.templates()

BOOK = {
    "title": "Légendes démodées",
    "subtitle": "Une anthologie du bout du monde",
    "authors": ("José Nuñez", "Zoë Łącka"),
    "publisher": "Éditions de l’Œuvre",
    "published": PartialDate(2010, 5, 31),
    "year": 2010,
    "language": "fr",
    "source": "RETAiL",
    "isbn": "9780000000002",
    "issue": "7",
    "series": "Contes",
    "series_index": 2.0,
    "pages": 312,
    "subjects": ("Fantasy", "Contes"),
    "source_link": "https://example.org/books/legendes",
    "description": "Il était une fois…\n\nFin.",
}


def book_variables(text_language: str = "en", disks: int = 3, **work: Any) -> NfoVariables:
    """A book in all its details; ``work`` replaces fields of its metadata."""
    return release_variables(BookMetadata(**{**BOOK, **work}), text_language, disks)


def release_variables(
    metadata: BookMetadata, text_language: str = "en", disks: int = 3, **changes: Any
) -> NfoVariables:
    """The variables of a release of that book."""
    facts: dict[str, Any] = {
        "dirname": "Jose.Nunez.Legendes.Demodees.2010.FRENCH.RETAiL.ePUB.eBook-DEMO",
        "group": "DEMO",
        "kind": "EBOOK",
        "form": "book",
        "rule_set": "EBOOK-2022",
        "format": "EPUB",
        "release_date": "2026-11-23",
        "payload_size": 12_345_678,
        "volume_size": 5_000_000,
        "disk_count": disks,
        "text_language": text_language,
        "labels": PLUGINS.nfo_labels(text_language),
    }
    return nfo_variables(metadata, **{**facts, **changes})


EPISODE = {
    "show": "The Harbour Lights",
    "season": 1,
    "episodes": (2,),
    "episode_title": "Café in the Fog",
    "air_date": PartialDate(2024, 3, 5),
    "publisher": "Channel Nine",
    "language": "en",
    "source": "WEB",
    "source_link": "https://example.org/shows/harbour-lights",
    "resolution": "1080p",
    "container": "matroska",
    "duration_seconds": 2537.4,
    "bit_rate": 5_288_123,
    "chapters": 6,
    "video": (
        VideoTrack(
            codec="h264",
            profile="High",
            level="4.1",
            width=1920,
            height=1080,
            display_aspect=1.778,
            frame_rate=23.976,
            frame_rate_mode="cfr",
            bit_depth=8,
            bit_rate=4_520_123,
            encoder="x264 core 164",
            encoder_settings="cabac=1 / rc=crf / crf=18.5 / qcomp=0.60",
        ),
    ),
    "audio": (
        AudioTrack(
            codec="eac3", channels=6, layout="L R C LFE Ls Rs", language="en", bit_rate=640_000
        ),
        AudioTrack(codec="aac", channels=2, language="pt-BR", bit_rate=128_000, title="Talk"),
    ),
    "subtitles": (
        SubtitleTrack(codec="srt", language="en", sdh=True),
        SubtitleTrack(codec="pgs", language="fr", forced=True),
    ),
    "media_report": "General\nFormat        : Matroska\n\nVideo\nFormat        : AVC",
}

DOCUMENT = {
    "title": "A Report of Tides",
    "subtitle": "With tables",
    "authors": ("Zoë Łącka",),
    "publisher": "Harbour Office",
    "published": PartialDate(2020, 1),
    "modified": PartialDate(2020, 2, 1),
    "language": "en",
    "edition": "2nd",
    "version": "1.2",
    "pages": 12,
    "words": 3456,
    "doi": "10.1000/tides",
    "isbn": "9780000000002",
    "license": "CC BY 4.0",
    "source_link": "https://example.org/tides",
    "subjects": ("Tides",),
}


def episode_variables(text_language: str = "en", **changes: Any) -> NfoVariables:
    """An episode in all its details; ``changes`` replaces fields of its metadata."""
    return kind_variables(EpisodeMetadata(**{**EPISODE, **changes}), text_language)


def document_variables(text_language: str = "en", disks: int = 1, **changes: Any) -> NfoVariables:
    """A document in all its details; ``changes`` replaces fields of its metadata."""
    metadata = DocumentMetadata(**{**DOCUMENT, **changes})
    return kind_variables(metadata, text_language, disk_count=disks)


def kind_variables(
    metadata: WorkMetadata, text_language: str = "en", **changes: Any
) -> NfoVariables:
    """The variables of a release of an episode or a document."""
    tv = isinstance(metadata, EpisodeMetadata)
    facts: dict[str, Any] = {
        "dirname": "The.Harbour.Lights.S01E02.1080p.WEB.H264-DEMO"
        if tv
        else "Harbour.Office.A.Report.of.Tides.v1.2.2020.DOCS-DEMO",
        "group": "DEMO",
        "kind": "TV" if tv else "DOCS",
        "format": "mkv" if tv else "docx",
        "release_date": "2026-11-24",
        "payload_size": 1_234_567_890,
        "volume_size": 50_000_000,
        "disk_count": 25,
        "sample_seconds": 60 if tv else None,
        "text_language": text_language,
        "labels": PLUGINS.nfo_labels(text_language),
    }
    return nfo_variables(metadata, **{**facts, **changes})
