"""The reader of Markdown: front matter first, then the first heading (CommonMark 4.2, 4.3)."""

import re
from pathlib import Path

from packer_core.reading.dates import parse_date
from packer_core.reading.identifiers import doi_stated
from packer_core.reading.languages import normalise
from packer_core.reading.people import names
from packer_core.reading.texts import clean, key_words, paragraphs, stated
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction
from packer_plugins_docs.text import findings as text_findings
from packer_plugins_docs.text import front_matter
from packer_plugins_docs.text.decoding import EXCERPT, read
from packer_plugins_docs.text.front_matter import Said

#: Lines looked at for a heading, and characters of one.
_HEAD, _LONGEST = 300, 400
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^}]*\}\s*$")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS = re.compile(r"(\*\*|__|[*`])|(?<!\w)_|_(?!\w)|\\(?=[!-/:-@[-`{-~])")
_HTML_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.IGNORECASE | re.DOTALL)


def describe(path: Path, run: Run) -> Extraction:
    """Describe a Markdown text.

    :raises packer_core.errors.Unreadable: when it is empty or no text.
    """
    run.checkpoint()
    text = read(path)
    said, body = front_matter.split(text.characters)
    document = DocumentMetadata(
        title=clean(_first(said, "title")) or heading(body[:EXCERPT]),
        subtitle=clean(_first(said, "subtitle")),
        authors=names(_all(said, "author", "authors", "creator")),
        publisher=stated(_first(said, "publisher", "organization", "institution")),
        published=parse_date(_first(said, "date", "published", "created")),
        modified=parse_date(_first(said, "lastmod", "updated", "modified", "last_modified")),
        language=normalise(_first(said, "lang", "language", "locale")),
        edition=clean(_first(said, "edition")),
        subjects=key_words(*_all(said, "keywords", "tags", "subject", "categories")),
        description=paragraphs(_first(said, "description", "abstract", "summary")),
        version=clean(_first(said, "version")),
        license=stated(_first(said, "license", "licence", "rights", "copyright")),
        doi=doi_stated(_first(said, "doi")),
        words=text.words,
    )
    return Extraction(
        format="md",
        metadata=document,
        findings=text_findings.wrong_extension(path, "md"),
        excerpt=lambda: body[:EXCERPT],
    )


def _all(said: Said, *names: str) -> list[str]:
    return next((said[name] for name in names if said.get(name)), [])


def _first(said: Said, *names: str) -> str | None:
    return next(iter(_all(said, *names)), None)


def heading(text: str) -> str | None:
    """The first heading of the first level, else the first one of any."""
    found: dict[int, str] = {}
    fence, previous = "", ""
    for line in (each[:_LONGEST] for each in text.split("\n", _HEAD)[:_HEAD]):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            level, words = _heading_of(line, previous)
            if words and (plain := _plain(words)):
                found.setdefault(level, plain)
        previous = "" if fence else line
    written = _HTML_HEADING.search(text[:4000])
    if 1 not in found and written and (plain := _plain(written[1])):
        return plain
    return found[min(found)] if found else None


def _heading_of(line: str, previous: str) -> tuple[int, str]:
    """The level and the words of a heading that ends in a line; no words where none does."""
    if match := _ATX.match(line):
        return len(match[1]), match[2]
    under = line.strip()
    if previous.strip() and len(under) > 1 and set(under) in ({"="}, {"-"}):
        listed = previous.lstrip()[:1] in "-*+>|#"
        return (1 if under[0] == "=" else 2), "" if listed else previous
    return 0, ""


def _plain(words: str) -> str | None:
    words = _ATTRIBUTES.sub("", _LINK.sub(r"\1", _IMAGE.sub("", words)))
    return clean(_MARKS.sub("", _TAG.sub("", words)))
