"""What Crossref answers (REST API, https://api.crossref.org/, version 1.0.0 of its messages)."""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from packer_core.http import Answer, read, read_all
from packer_core.values import PartialDate

#: What a message says of itself in ``message-type``.
WORK, WORKS = "work", "work-list"


@frozen(kw_only=True)
class Person:
    """An author or editor: given and family name, or the name of an institution."""

    given: str | None = None
    family: str | None = None
    name: str | None = None

    @property
    def shown(self) -> str:
        """The name as it is read."""
        parts = [part for part in (self.given, self.family) if part]
        return " ".join(parts) or self.name or ""


@frozen(kw_only=True)
class Dated:
    """A date of one to three numbers; ``[[null]]`` where it is not known."""

    date_parts: tuple[tuple[Any, ...], ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """The date, ``None`` for one that is none."""
        parts = self.date_parts[0] if self.date_parts else ()
        numbers = [part for part in parts if isinstance(part, int) and not isinstance(part, bool)]
        if not numbers:
            return None
        try:
            return PartialDate(*numbers[:3])
        except ValueError:
            return PartialDate(numbers[0]) if 1 <= numbers[0] <= 9999 else None


@frozen(kw_only=True)
class Licence:
    """A licence of the text, by its address."""

    url: str | None = None
    content_version: str | None = None


@frozen(kw_only=True)
class Work:
    """A work: an article, a chapter, a book, a report."""

    doi: str
    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    author: tuple[Person, ...] = ()
    editor: tuple[Person, ...] = ()
    publisher: str | None = None
    issued: Dated = field(factory=Dated)
    published: Dated = field(factory=Dated)
    published_print: Dated = field(factory=Dated)
    published_online: Dated = field(factory=Dated)
    language: str | None = None
    abstract: str | None = None
    subject: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    license: tuple[Licence, ...] = ()
    type: str | None = None

    @property
    def date(self) -> PartialDate | None:
        """The first day it was to be had, as far as it is known."""
        dates = (self.issued, self.published, self.published_print, self.published_online)
        return next((each.date for each in dates if each.date is not None), None)

    @property
    def people(self) -> tuple[str, ...]:
        """Who wrote it; of a collection, who edited it."""
        people = (each.shown for each in self.author or self.editor)
        return tuple(dict.fromkeys(name for name in people if name))


@frozen(kw_only=True)
class Envelope:
    """What every message comes in."""

    status: str
    message_type: str
    message: Any = None


@frozen(kw_only=True)
class Fault:
    """One thing that is wrong with a request."""

    message: str = ""


def read_work(answer: Answer) -> Work | None:
    """One work; ``None`` for a DOI that is not Crossref's.

    A DOI that it does not know is answered with 404 and bare text, at times called JSON.
    """
    if answer.status == 404:
        return None
    return read(Work, _message(answer, WORK))


def read_works(answer: Answer) -> Sequence[Work]:
    """The works of a search."""
    message = _message(answer, WORKS)
    items = message.get("items") if isinstance(message, dict) else None
    if not isinstance(items, list):
        raise answer.bad("shape", "items")
    return read_all(Work, items)


def _message(answer: Answer, kind: str) -> Any:
    if answer.status != 200:
        raise answer.problem(_said(answer))
    envelope = read(Envelope, answer.json())
    if envelope.status != "ok" or envelope.message_type != kind:
        raise answer.bad("shape", envelope.message_type)
    return envelope.message


def _said(answer: Answer) -> str:
    """What a refusal says: text, or the faults of a request."""
    if not answer.text.lstrip().startswith("{"):
        return "" if "<" in answer.text else answer.text
    data = answer.json()
    faults = read_all(Fault, data.get("message") if isinstance(data, dict) else None)
    return "; ".join(fault.message for fault in faults)
