"""The reader of plain text: its first lines, or the list of facts that it begins with."""

import re
from itertools import islice
from pathlib import Path

from packer_core.reading.dates import parse_date
from packer_core.reading.languages import normalise
from packer_core.reading.people import names
from packer_core.reading.texts import clean
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction
from packer_plugins_docs.text import findings as text_findings
from packer_plugins_docs.text.decoding import EXCERPT, read
from packer_plugins_docs.text.titles import looks_like_title

#: Lines in which a list of facts may begin, and characters of a line looked at.
_HEAD, _LONGEST = 60, 400
_FACT = re.compile(
    r"(title|authors?|publisher|language|release date|date|titre|auteurs?|éditeur|langue)"
    r"\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|par|von|de|di|por)\s+([A-Z\u00c0-\u00de][^\d]{2,80})$")
_WIDE_GAP = re.compile(r"\S(?: {4,}|\t+)\S")
_RULE = re.compile(r"[\W_]*$")
_SAME = {"titre": "title", "author": "authors", "auteur": "authors", "auteurs": "authors",
         "éditeur": "publisher", "langue": "language", "release date": "date"}  # fmt: skip


def describe(path: Path, run: Run) -> Extraction:
    """Describe a plain text.

    :raises packer_core.errors.Unreadable: when it is empty or no text.
    """
    run.checkpoint()
    text = read(path)
    lines = [line[:_LONGEST].rstrip() for line in text.characters[:EXCERPT].split("\n")]
    facts = _facts(lines)
    title, author = (facts.get("title"), None) if "title" in facts else _first_lines(lines)
    return Extraction(
        format="txt",
        metadata=DocumentMetadata(
            title=clean(title),
            authors=names([facts.get("authors") or author]),
            publisher=clean(facts.get("publisher")),
            published=parse_date(facts.get("date")),
            language=normalise(facts.get("language")),
            words=text.words,
        ),
        findings=text_findings.wrong_extension(path, "txt"),
        excerpt=lambda: text.characters[:EXCERPT],
    )


def _facts(lines: list[str]) -> dict[str, str]:
    """``Title: …`` and what stands around it; nothing where there is no title in the list."""
    found: dict[str, str] = {}
    for line in lines[:_HEAD]:
        if match := _FACT.match(line):
            name = match[1].lower()
            found.setdefault(_SAME.get(name, name), match[2])
    return found if "title" in found else {}


def _first_lines(lines: list[str]) -> tuple[str | None, str | None]:
    """The title and the author where the first paragraph is a heading, not the text itself.

    What comes before in columns (``Request for Comments: 1                   April 1969``) is
    the head of a form, and is passed over.
    """
    for block in islice(_blocks(lines), 3):
        if any(_WIDE_GAP.search(line.strip()) for line in block):
            continue
        words = [line.strip() for line in block if not _RULE.match(line)]
        if not words or len(words) > 3 or not looks_like_title(words[0]):
            return None, None
        by = next((match for line in words[1:] if (match := _BY.match(line))), None)
        if len(words) == 2 and by is None and looks_like_title(" ".join(words)):
            return " ".join(words), None
        return words[0], by[1] if by else None
    return None, None


def _blocks(lines: list[str]) -> list[list[str]]:
    """The paragraphs of the head; a line of dashes under a heading ends its paragraph."""
    blocks: list[list[str]] = [[]]
    for line in lines[:_HEAD]:
        if line.strip("\f \t"):
            blocks[-1].append(line.replace("\f", ""))
            if _RULE.match(line) and len(blocks[-1]) > 1:
                blocks.append([])
        else:
            blocks.append([])
    return [block for block in blocks if block]
