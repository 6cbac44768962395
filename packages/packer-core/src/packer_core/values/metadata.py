"""What is known of a work: one class a kind, every field optional.

A field that is not known is ``None`` or an empty tuple. Where a value comes from is not said
here but in :class:`packer_core.values.description.Description`, field by field.
"""

from attrs import frozen

from packer_core.values.dates import PartialDate


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


@frozen(kw_only=True)
class BookMetadata(WorkMetadata):
    """A book, a magazine, a comic, a newspaper.

    ``isbn`` is an ISBN-13 without dashes; ``series_index`` may have a fraction (1.5);
    ``issue`` and ``volume`` are text as printed; ``pages`` and ``chapters`` are counts;
    ``cover`` says whether the file has a cover image of its own.
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
