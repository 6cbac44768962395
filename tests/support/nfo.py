"""The variables and templates that tests of NFO and DIZ start from."""

from typing import Any

from packer_core.builtin.templates import packer_nfo_templates
from packer_core.nfo.variables import NfoVariables, nfo_variables
from packer_core.values import BookMetadata, PartialDate

TEMPLATES = {template.id: template for template in packer_nfo_templates()}

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
    }
    return nfo_variables(metadata, **{**facts, **changes})
