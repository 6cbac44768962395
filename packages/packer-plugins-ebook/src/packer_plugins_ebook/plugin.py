"""Packer's EBOOK plugin: books, magazines and comics in the formats that readers use."""

from pathlib import Path

from packer_core.hookspecs import (
    PLUGIN_API_VERSION,
    Enricher,
    Extractor,
    NfoTemplate,
    ReleaseKind,
    hookimpl,
)
from packer_core.values import BookMetadata
from packer_plugins_ebook.dirname import book_fields
from packer_plugins_ebook.extractors import EXTRACTORS
from packer_plugins_ebook.sniff import EXTENSIONS

PACKER_PLUGIN_API = PLUGIN_API_VERSION

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"

#: What the designs of texts are called.
_TITLE = {"en": "Book", "fr": "Livre"}


@hookimpl
def packer_release_kinds() -> list[ReleaseKind]:
    """The kind EBOOK."""
    return [
        ReleaseKind(
            id="EBOOK",
            label={"en": "E-book", "fr": "Livre numérique"},
            metadata=BookMetadata,
            extensions=tuple(EXTENSIONS),
            forms=("book", "technical", "magazine", "comic", "manga", "newspaper"),
            default_rule_set="EBOOK-2022",
            dirname_fields=book_fields,
        )
    ]


@hookimpl
def packer_extractors() -> list[Extractor]:
    """One reader a family of formats; their libraries are loaded by the first file of theirs."""
    return EXTRACTORS


@hookimpl
def packer_enrichers() -> list[Enricher]:
    """The providers of metadata on books."""
    # The libraries of the network are loaded only where somebody asks for providers.
    from packer_plugins_ebook.providers.googlebooks import GoogleBooks
    from packer_plugins_ebook.providers.openlibrary import OpenLibrary

    return [OpenLibrary(), GoogleBooks()]


@hookimpl
def packer_rule_sets() -> list[Path]:
    """The rule sets of this kind; their cases lie beside them."""
    return sorted(_HERE.glob("sets/*.toml"))


@hookimpl
def packer_nfo_templates() -> list[NfoTemplate]:
    """The NFO and the DIZ of a book."""
    return [
        *NfoTemplate.in_languages("book-nfo", "nfo", "EBOOK", [_TEMPLATES / "book.nfo.j2"], _TITLE),
        *NfoTemplate.in_languages("book-diz", "diz", "EBOOK", [_TEMPLATES / "book.diz.j2"], _TITLE),
    ]


@hookimpl
def packer_messages() -> list[Path]:
    """The texts of this package's findings and labels."""
    return [_HERE / "messages"]
