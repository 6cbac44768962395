"""The reader of MOBI, PRC, AZW, AZW3 and KF8."""

from pathlib import Path

from packer_core.errors import Unreadable, Unsupported
from packer_core.reading import identifiers as numbers
from packer_core.reading import languages
from packer_core.reading.dates import parse_published
from packer_core.reading.markup import plain
from packer_core.reading.people import names
from packer_core.reading.texts import clean, unique
from packer_core.run import Run
from packer_core.values import BookMetadata, Extraction, Protection
from packer_plugins_ebook import findings, watermarks
from packer_plugins_ebook.kindle.palm import (
    Database,
    Header,
    read_database,
    read_header,
    read_record,
)
from packer_plugins_ebook.sniff import HEAD, Shape, extension, sniff

# Types of EXTH records, by the names of the MobileRead wiki.
_AUTHOR, _PUBLISHER, _DESCRIPTION, _ISBN, _SUBJECT, _PUBLISHED = 100, 101, 103, 104, 105, 106
_RIGHTS, _SOURCE, _KF8_AT, _KF8_COVER, _COVER, _WATERMARK = 109, 112, 121, 129, 201, 208
_TITLE, _LANGUAGE = 503, 524
_DRMION = b"\xeaDRMION\xee"


def describe(path: Path, run: Run) -> Extraction:
    """Describe a Kindle or Mobipocket book by its EXTH records.

    :raises packer_core.errors.InputRefused: when the file is no such book or too broken to tell.
    """
    run.checkpoint()
    with path.open("rb") as file:
        head = file.read(HEAD)
    shape = sniff(path, head)
    if shape is Shape.TOPAZ:
        return _sealed("azw", "Kindle Topaz", "TPZ")
    if shape is Shape.KFX:
        if head.startswith(_DRMION):
            return _sealed("kfx", "Kindle KFX", "DRMION")
        raise Unsupported(path=str(path), format="kfx")
    if shape is not Shape.MOBI:
        raise Unreadable(path=str(path), reason="not-a-mobi" if head else "empty")
    return _describe(path)


def _sealed(format_: str, scheme: str, detail: str) -> Extraction:
    """A file of a scheme whose contents are not looked at."""
    protection = Protection(scheme=scheme, detail=detail)
    return Extraction(format=format_, metadata=BookMetadata(), protection=protection)


def _describe(path: Path) -> Extraction:
    database = read_database(path)
    header = read_header(read_record(path, database, 0))
    format_ = _format(path, header)
    return Extraction(
        format=format_,
        metadata=_book(header, database),
        protection=_protection(path, database, header),
        findings=(
            *findings.wrong_extension(path, format_),
            *findings.buyer_marks(path, _mark_places(header)),
        ),
    )


def _format(path: Path, header: Header) -> str:
    """By the version; where formats differ in nothing but the name, by the name."""
    named = extension(path)
    if header.version >= 8:
        return "kf8" if named == "kf8" else "azw3"
    return named if named in ("prc", "azw") else "mobi" if header.version else "prc"


def _protection(path: Path, database: Database, header: Header) -> Protection | None:
    """Encryption of the book, or of the KF8 that a joint file holds beside it."""
    headers = [header]
    if boundary := header.number(_KF8_AT):
        headers.append(read_header(read_record(path, database, boundary)))
    worst = max(each.encryption for each in headers)
    if not worst:
        return None
    return Protection(scheme="Kindle/Mobipocket DRM", detail=f"encryption type {worst}")


def _book(header: Header, database: Database) -> BookMetadata:
    def first(kind: int) -> str | None:
        return next((text for value in header.texts(kind) if (text := clean(value))), None)

    name = clean(header.decode(database.name))
    return BookMetadata(
        title=first(_TITLE) or clean(header.decode(header.full_name)) or _spaced(name),
        authors=names(header.texts(_AUTHOR)),
        publisher=first(_PUBLISHER),
        published=next(
            (date for text in header.texts(_PUBLISHED) if (date := parse_published(text))), None
        ),
        language=_language(header),
        subjects=unique(header.texts(_SUBJECT)),
        description=plain(next(iter(header.texts(_DESCRIPTION)), None)) or None,
        isbn=_isbn(header),
        cover=bool(header.exth) and _has_cover(header),
    )


def _spaced(name: str | None) -> str | None:
    # The database's name is cut at 31 characters and has underscores: better than nothing.
    return clean(name.replace("_", " ")) if name else None


def _language(header: Header) -> str | None:
    stated = (languages.normalise(text) for text in header.texts(_LANGUAGE))
    return next((tag for tag in stated if tag), None) or languages.of_windows(header.locale)


def _isbn(header: Header) -> str | None:
    found = (numbers.isbn_stated(text) for text in header.texts(_ISBN))
    sources = (text for text in header.texts(_SOURCE) if "isbn" in text.lower())
    return next((isbn for isbn in found if isbn), None) or next(
        (isbn for text in sources if (isbn := numbers.isbn_stated(text))), None
    )


def _has_cover(header: Header) -> bool:
    return header.number(_COVER) is not None or bool(header.exth.get(_KF8_COVER))


def cover_record(header: Header) -> int | None:
    """The number of the record that holds the cover image."""
    offset = header.number(_COVER)
    known = offset is not None and header.first_image < 0xFFFF
    return header.first_image + offset if known and offset is not None else None


def _mark_places(header: Header) -> list[str]:
    places = [f"EXTH {_WATERMARK}"] if any(header.exth.get(_WATERMARK, [])) else []
    places += [
        f"EXTH {kind}"
        for kind in (_PUBLISHER, _RIGHTS, _SOURCE)
        if any(watermarks.in_text(text) for text in header.texts(kind))
    ]
    return places
