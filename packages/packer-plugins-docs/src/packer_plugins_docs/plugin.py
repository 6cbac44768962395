"""Packer's DOCS plugin: office documents and texts; PDF and EPUB as the EBOOK plugin reads them."""

from pathlib import Path

from packer_core.hookspecs import (
    PLUGIN_API_VERSION,
    Enricher,
    Extractor,
    NfoTemplate,
    ReleaseKind,
    hookimpl,
)
from packer_core.values import DocumentMetadata
from packer_plugins_docs.dirname import document_fields
from packer_plugins_docs.office.extractors import OFFICE_EXTRACTORS
from packer_plugins_docs.refine import refine
from packer_plugins_docs.text.extractors import TEXT_EXTRACTORS

PACKER_PLUGIN_API = PLUGIN_API_VERSION

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"

#: What the designs of texts are called.
_TITLE = {"en": "Document", "fr": "Document"}

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
def packer_rule_sets() -> list[Path]:
    """The rule sets of this kind; their cases lie beside them."""
    return sorted(_HERE.glob("sets/*.toml"))


@hookimpl
def packer_nfo_templates() -> list[NfoTemplate]:
    """The NFO and the DIZ of a document."""
    return [
        *NfoTemplate.in_languages(
            "document-nfo", "nfo", "DOCS", [_TEMPLATES / "document.nfo.j2"], _TITLE
        ),
        *NfoTemplate.in_languages(
            "document-diz", "diz", "DOCS", [_TEMPLATES / "document.diz.j2"], _TITLE
        ),
    ]


@hookimpl
def packer_messages() -> list[Path]:
    """The texts of this package's findings and labels."""
    return [_HERE / "messages"]
