"""The fields of ``meta.xml``, and the language of the default style.

Source: ODF 1.3 part 3, sections 4.3 (metadata), 16.4 (default styles), 20.188 and 20.202
(``fo:country``, ``fo:language``).
"""

from attrs import frozen

from packer_core.reading import languages
from packer_core.reading.identifiers import doi_stated
from packer_core.reading.people import names
from packer_core.reading.texts import clean, key_words, paragraphs, stated, unique
from packer_core.reading.xml import attribute, elements, fields, parse
from packer_core.values import DocumentMetadata
from packer_plugins_docs.office.fields import count, iso_date, user_of
from packer_plugins_docs.office.zips import OfficeZip

_LICENSE = ("license", "licence", "rights", "copyright")


@frozen(kw_only=True)
class Found:
    """What the metadata tell of the work, and whom they name (persons and accounts)."""

    document: DocumentMetadata
    people: tuple[str, ...] = ()


def read(archive: OfficeZip, slides: int | None) -> Found:
    """Read ``meta.xml``; without it nothing is known but the language.

    :param slides: how many slides a presentation has, which its statistics do not tell.
    """
    root = parse(archive.read("meta.xml"), entities=False)
    said = fields(root)
    own = {attribute(each, "name").lower(): each.text for each in elements(root, "user-defined")}
    # ``dc:creator`` is who changed the file last (4.3.2.7).
    authors = names(said.get("initial-creator", [])) or names(said.get("creator", []))
    language = languages.spelling(_first(said, "language"))
    statistics = next(elements(root, "document-statistic"), None)
    pages = attribute(statistics, "page-count") if statistics is not None else None
    words = attribute(statistics, "word-count") if statistics is not None else None
    document = DocumentMetadata(
        title=clean(_first(said, "title")),
        authors=authors,
        publisher=stated(_first(said, "publisher") or own.get("publisher") or own.get("company")),
        published=iso_date(_first(said, "creation-date")),
        modified=iso_date(_first(said, "date")),
        language=language or _of_styles(archive),
        subjects=unique([*said.get("subject", []), *key_words(*said.get("keyword", []))]),
        description=paragraphs(_first(said, "description")),
        version=clean(own.get("version")),
        license=_license(said, own),
        doi=doi_stated(_first(said, "identifier"), own.get("doi")),
        pages=slides or count(pages),
        words=count(words),
    )
    template = next(elements(root, "template"), None)
    account = user_of(attribute(template, "href")) if template is not None else None
    named = names([*said.get("initial-creator", []), *said.get("creator", [])])
    printed = names(said.get("printed-by", []))
    return Found(document=document, people=unique([*named, *printed, account]))


def _first(said: dict[str, list[str]], name: str) -> str | None:
    return next(iter(said.get(name, [])), None)


def _license(said: dict[str, list[str]], own: dict[str, str | None]) -> str | None:
    texts = [_first(said, "rights"), _first(said, "license"), *map(own.get, _LICENSE)]
    return next((text for each in texts if (text := stated(each))), None)


def _of_styles(archive: OfficeZip) -> str | None:
    """The language of the default style of paragraphs, else of another default style."""
    root = parse(archive.read("styles.xml"), entities=False)
    styles = sorted(
        elements(root, "default-style"), key=lambda each: attribute(each, "family") != "paragraph"
    )
    for properties in (each for style in styles for each in elements(style, "text-properties")):
        language, country = attribute(properties, "language"), attribute(properties, "country")
        country = f"-{country}" if len(country) == 2 else ""
        if language and (tag := languages.spelling(language + country)):
            return tag
    return None
