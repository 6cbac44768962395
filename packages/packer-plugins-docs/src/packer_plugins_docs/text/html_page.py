"""The reader of HTML: the names of ``meta`` that Dublin Core, Highwire and Open Graph gave it.

Sources: HTML Living Standard 4.2 (metadata); DCMI "Expressing Dublin Core in HTML" (dc., dcterms.);
Highwire Press tags (citation_), as Google Scholar's inclusion guidelines list them; ogp.me.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from packer_core.reading import html_tree, identifiers
from packer_core.reading.dates import parse_date
from packer_core.reading.html_tree import attributes, elements
from packer_core.reading.languages import normalise
from packer_core.reading.people import names
from packer_core.reading.texts import clean, key_words, paragraphs, stated
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction, PartialDate
from packer_plugins_docs.text import findings as text_findings
from packer_plugins_docs.text.decoding import EXCERPT, Text, read

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Said = dict[str, list[str]]

#: Statements kept of one page.
_MOST = 2_000
_TITLE = ("citation_title", "dcterms.title", "dc.title")
_AUTHOR = ("citation_author", "citation_authors", "dcterms.creator", "dc.creator", "author",
           "article:author")  # fmt: skip
_PUBLISHER = ("citation_publisher", "dcterms.publisher", "dc.publisher", "publisher")
_PUBLISHED = ("citation_publication_date", "citation_date", "dcterms.issued", "dcterms.created",
              "dcterms.date", "dc.date", "dc.date.issued", "dc.date.created",
              "article:published_time", "datepublished", "date")  # fmt: skip
_MODIFIED = ("dcterms.modified", "dc.date.modified", "article:modified_time", "og:updated_time",
             "last-modified", "revised", "datemodified")  # fmt: skip
_LANGUAGE = ("dcterms.language", "dc.language", "citation_language", "content-language", "language")
_DESCRIPTION = ("dcterms.abstract", "dcterms.description", "dc.description", "description",
                "og:description")  # fmt: skip
_SUBJECT = ("citation_keywords", "dcterms.subject", "dc.subject", "keywords", "article:tag")
_LICENSE = ("dcterms.license", "dc.rights.license", "license", "licence", "dcterms.rights",
            "dc.rights", "copyright")  # fmt: skip
_NUMBER = ("citation_doi", "doi", "prism.doi", "bepress_citation_doi", "dcterms.identifier",
           "dc.identifier", "dc.identifier.doi", "citation_isbn",
           "og:isbn", "book:isbn")  # fmt: skip
_FETCHING = ("script", "img", "iframe", "link", "video", "audio", "source", "object", "embed")
_SEPARATOR = re.compile(r"\s*[|–—·»:-]\s")


def describe(path: Path, run: Run) -> Extraction:
    """Describe a page.

    :raises packer_core.errors.Unreadable: when it is empty or no text.
    """
    run.checkpoint()
    text = read(path, declared=True)
    root = html_tree.parse(text.characters)
    if root is None:
        return Extraction(format="html", metadata=DocumentMetadata())
    run.checkpoint()
    found = (
        *text_findings.wrong_extension(path, "html"),
        *text_findings.scripts(path, sum(_runs(each) for each in elements(root, "script"))),
        *text_findings.remote(path, *_remote(root)),
    )
    excerpt = html_tree.seen_text(root, EXCERPT)
    document = _document(root, text)
    return Extraction(format="html", metadata=document, findings=found, excerpt=lambda: excerpt)


def _document(root: "Element", text: Text) -> DocumentMetadata:
    said = _said(root)
    numbers = _all(said, *_NUMBER)
    return DocumentMetadata(
        title=clean(_first(said, *_TITLE)) or _title(root) or clean(_first(said, "og:title")),
        authors=names(_authors(said)),
        publisher=stated(_first(said, *_PUBLISHER)),
        published=_date(said, _PUBLISHED),
        modified=_date(said, _MODIFIED),
        language=_language(root, said),
        subjects=key_words(*_all(said, *_SUBJECT)),
        description=paragraphs(_first(said, *_DESCRIPTION)),
        version=clean(_first(said, "dcterms.hasversion", "dc.version", "version", "revision")),
        license=_license(root) or stated(_first(said, *_LICENSE)),
        doi=next((each for number in numbers if (each := identifiers.doi_stated(number))), None),
        isbn=next((each for number in numbers if (each := identifiers.isbn_stated(number))), None),
        words=(html_tree.all_words(root) or None) if text.words else None,
    )


def _said(root: "Element") -> Said:
    """What the ``meta`` of a page say, by name in lower case; those of other vocabularies too."""
    said: Said = {}
    for number, element in enumerate(elements(root, "meta")):
        named = attributes(element)
        value = named.get("content", "")
        keys = (named.get("name"), named.get("property"), named.get("http-equiv"),
                named.get("itemprop"))  # fmt: skip
        for key in filter(None, keys):
            name = key.lower().replace("dc:", "dc.").replace("dcterms:", "dcterms.")
            if value and number < _MOST:
                said.setdefault(name, []).append(value)
    return said


def _all(said: Said, *names: str) -> list[str]:
    return [value for name in names for value in said.get(name, [])]


def _first(said: Said, *names: str) -> str | None:
    return next(iter(_all(said, *names)), None)


def _authors(said: Said) -> list[str]:
    """The authors of the surest vocabulary; an address is no name."""
    named = ([each for each in said.get(name, []) if "://" not in each] for name in _AUTHOR)
    return next((each for each in named if each), [])


def _title(root: "Element") -> str | None:
    """The title, without the name of the site where the first heading is the rest of it."""
    title = next((clean(_text(each)) for each in elements(root, "title")), None)
    heading = next((text for each in elements(root, "h1") if (text := clean(_text(each)))), None)
    if title and heading and title.startswith(heading):
        rest = title[len(heading) :]
        return heading if not rest or _SEPARATOR.match(rest) else title
    return title or heading


def _text(element: "Element") -> str:
    return "".join(str(text) for text in element.itertext())[:2_000]


def _date(said: Said, names: tuple[str, ...]) -> PartialDate | None:
    dates = (parse_date(text) for text in _all(said, *names))
    return next((date for date in dates if date), None)


def _language(root: "Element", said: Said) -> str | None:
    top = next(elements(root, "html"), root)
    body = next(elements(root, "body"), root)
    named = (attributes(each) for each in (top, body))
    xml = "{http://www.w3.org/xml/1998/namespace}lang"
    tags = [each.get(name) for each in named for name in ("lang", "xml:lang", xml)]
    every = [*tags, *_all(said, *_LANGUAGE)]
    return next((tag for text in every if (tag := normalise(text))), None)


def _license(root: "Element") -> str | None:
    for element in elements(root, "link", "a"):
        named = attributes(element)
        if "license" in named.get("rel", "").lower().split() and named.get("href"):
            return stated(named["href"])
    return None


def _runs(script: "Element") -> bool:
    """Whether a script is a program and not data (HTML 4.12.1)."""
    kind = attributes(script).get("type", "").lower().partition(";")[0]
    return not kind or kind == "module" or kind.endswith(("javascript", "ecmascript"))


def _remote(root: "Element") -> tuple[int, set[str]]:
    """How many files a page fetches from elsewhere, and from which hosts."""
    hosts = [host for each in elements(root, *_FETCHING) for host in _hosts(each)]
    return len(hosts), set(hosts[:1000])


def _hosts(element: "Element") -> Iterator[str]:
    named = attributes(element)
    links = [named.get("src"), named.get("data"), named.get("poster")]
    if any(rel in named.get("rel", "").lower() for rel in ("stylesheet", "icon", "preload")):
        links.append(named.get("href"))
    for link in filter(None, links):
        if link[:8].lower().startswith(("http://", "https://", "//")):
            try:
                yield urlsplit(link[:2_000]).hostname or "?"
            except ValueError:
                yield "?"
