"""Packer's DOCS plugin: office documents and texts; PDF and EPUB as the EBOOK plugin reads them."""

from pathlib import Path

from packer_core.hookspecs import (
    PLUGIN_API_VERSION,
    Enricher,
    Extractor,
    ReleaseKind,
    hookimpl,
)
from packer_core.values import DocumentMetadata
from packer_plugins_docs.dirname import document_fields
from packer_plugins_docs.office.extractors import OFFICE_EXTRACTORS
from packer_plugins_docs.refine import refine
from packer_plugins_docs.text.extractors import TEXT_EXTRACTORS

PACKER_PLUGIN_API = PLUGIN_API_VERSION

#: The usual names of what this kind packs, the most frequent first.
EXTENSIONS = (
    "pdf", "docx", "odt", "rtf", "txt", "md", "html", "epub", "pptx", "odp", "xlsx", "ods", "doc",
    "xls", "ppt",
)  # fmt: skip


@hookimpl
def packer_release_kinds() -> list[ReleaseKind]:
    """The kind DOCS: documents, and courses that documents belong to."""
    return [
        ReleaseKind(
            id="DOCS",
            label={"en": "Document", "fr": "Document"},
            metadata=DocumentMetadata,
            extensions=EXTENSIONS,
            forms=("document", "bookware"),
            default_rule_set="DOCS-1",
            dirname_fields=document_fields,
            folder="together",
            borrows=("EBOOK",),
            refine=refine,
        )
    ]


@hookimpl
def packer_extractors() -> list[Extractor]:
    """One reader a family of formats; their libraries are loaded by the first file of theirs."""
    return [*OFFICE_EXTRACTORS, *TEXT_EXTRACTORS]


@hookimpl
def packer_enrichers() -> list[Enricher]:
    """The provider of metadata on works with a DOI."""
    # The libraries of the network are loaded only where somebody asks for providers.
    from packer_plugins_docs.providers.crossref import Crossref

    return [Crossref()]


@hookimpl
def packer_messages() -> list[Path]:
    """The texts of this package's findings and labels."""
    return [Path(__file__).with_name("messages")]
