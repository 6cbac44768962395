"""What a document's text tells that its metadata do not state; marked as detected."""

from typing import Any

from attrs import evolve

from packer_core.errors import InputRefused
from packer_core.values import DocumentMetadata, Extraction, Origin


def refine(extraction: Extraction) -> Extraction:
    """Add the language, the DOI, the ISBN and the version that the text shows.

    Only fields that nothing is known of are filled. The beginning of the text is read once, and
    not at all where nothing is missing or the file is protected.
    """
    known = extraction.metadata
    if not isinstance(known, DocumentMetadata) or extraction.protection is not None:
        return extraction
    missing = [name for name in _FIELDS if getattr(known, name) is None]
    if not missing:
        return extraction
    found = _found(known, missing, _excerpt(extraction))
    origins = {**extraction.origins, **dict.fromkeys(found, Origin.DETECTED)}
    return evolve(extraction, metadata=evolve(known, **found), origins=origins)


_FIELDS = ("language", "doi", "isbn", "version")


def _excerpt(extraction: Extraction) -> str:
    if extraction.excerpt is None:
        return ""
    try:
        return extraction.excerpt()
    except (InputRefused, OSError):
        # The metadata could be read: a text that cannot is no reason to refuse the file.
        return ""


def _found(known: DocumentMetadata, missing: list[str], text: str) -> dict[str, Any]:
    # Their libraries are not for files that need none of this.
    from packer_plugins_docs import detected_language, text_identifiers

    seekers = {
        "language": lambda: detected_language.tell(text),
        "doi": lambda: text_identifiers.doi_in(text),
        "isbn": lambda: text_identifiers.isbn_in(text),
        "version": lambda: text_identifiers.version_in(known.title, text),
    }
    found = {name: seekers[name]() for name in missing}
    return {name: value for name, value in found.items() if value}
