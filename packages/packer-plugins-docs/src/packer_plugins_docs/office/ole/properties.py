"""The property sets of compound files: summary and document summary information.

Source: [MS-OLEPS] sections 2.18 and 2.25, [MS-OSHARED] section 2.3.3.2.
"""

import codecs
from collections.abc import Mapping

from attrs import frozen

from packer_core.reading.people import names
from packer_core.reading.texts import clean, key_words, paragraphs, stated, unique
from packer_core.values import DocumentMetadata, PartialDate
from packer_plugins_docs.office.fields import count, filetime, user_of
from packer_plugins_docs.office.ole.property_sets import Value
from packer_plugins_docs.office.ole.streams import OleStreams

_SUMMARY, _DOCUMENT = "\x05summaryinformation", "\x05documentsummaryinformation"

_CODE_PAGE = 1
_TITLE, _SUBJECT, _AUTHOR, _KEYWORDS, _COMMENTS, _TEMPLATE, _EDITOR = 2, 3, 4, 5, 6, 7, 8
_CREATED, _SAVED, _PAGES, _WORDS = 12, 13, 14, 15
_CATEGORY, _SLIDES, _MANAGER, _COMPANY = 2, 7, 14, 15

#: Windows' numbers of code pages that Python calls by another name.
_CODECS = {10000: "mac_roman", 1200: "utf-16-le", 65001: "utf-8", 20127: "ascii", 28591: "latin-1"}


@frozen(kw_only=True)
class Properties:
    """What the properties tell of the work, and whom they name (persons and accounts)."""

    document: DocumentMetadata
    people: tuple[str, ...] = ()


def read(ole: OleStreams, format_: str, language: str | None) -> Properties:
    """Read both sets; one that is missing says nothing.

    :param language: that of the text, where the document itself tells it.
    """
    summary, more = _Set(ole.properties(_SUMMARY)), _Set(ole.properties(_DOCUMENT))
    authors = names([summary.text(_AUTHOR)])
    document = DocumentMetadata(
        title=clean(summary.text(_TITLE)),
        authors=authors,
        publisher=stated(more.text(_COMPANY)),
        published=summary.date(_CREATED),
        modified=summary.date(_SAVED),
        language=language,
        subjects=unique(
            [
                summary.text(_SUBJECT),
                *key_words(summary.text(_KEYWORDS)),
                more.text(_CATEGORY),
            ]
        ),
        description=paragraphs(summary.text(_COMMENTS)),
        pages=_pages(format_, summary, more),
        words=summary.count(_WORDS),
    )
    named = names([summary.text(_AUTHOR), summary.text(_EDITOR), more.text(_MANAGER)])
    return Properties(document=document, people=unique([*named, user_of(summary.text(_TEMPLATE))]))


def _pages(format_: str, summary: "_Set", more: "_Set") -> int | None:
    """Slides, or printed pages; a workbook has neither."""
    if format_ == "ppt":
        return more.count(_SLIDES)
    return summary.count(_PAGES) if format_ == "doc" else None


class _Set:
    """One property set; texts are in the code page that it names."""

    def __init__(self, values: Mapping[int, Value]) -> None:
        self._values = values
        number = values.get(_CODE_PAGE)
        self._codec = _codec(number & 0xFFFF if isinstance(number, int) else 1252)

    def text(self, key: int) -> str | None:
        value = self._values.get(key)
        if isinstance(value, bytes):
            value = value.decode(self._codec, "replace")
        return value.partition("\0")[0] if isinstance(value, str) else None

    def count(self, key: int) -> int | None:
        value = self._values.get(key)
        return count(value) if isinstance(value, int) else None

    def date(self, key: int) -> PartialDate | None:
        ticks = self._values.get(key)
        return filetime(ticks) if isinstance(ticks, int) else None


def _codec(number: int) -> str:
    name = _CODECS.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
