"""What Open Library answers: works, their editions, and people."""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from packer_core.http import Answer, read, read_all

_REDIRECT, _DELETED = "/type/redirect", "/type/delete"


@frozen(kw_only=True)
class Key:
    """A reference to another record."""

    key: str


@frozen(kw_only=True)
class Role:
    """Somebody's part in a work."""

    author: Key | None = None


@frozen(kw_only=True)
class Kind:
    """What a record is."""

    key: str = ""


@frozen(kw_only=True)
class Edition:
    """A printed or electronic edition; ``publish_date`` is free text."""

    key: str
    title: str
    subtitle: str | None = None
    authors: tuple[Key, ...] = ()
    publishers: tuple[str, ...] = ()
    publish_date: str | None = None
    isbn_10: tuple[str, ...] = ()
    isbn_13: tuple[str, ...] = ()
    number_of_pages: int | None = None
    languages: tuple[Key, ...] = ()
    covers: tuple[int, ...] = ()
    works: tuple[Key, ...] = ()
    series: tuple[str, ...] = ()
    edition_name: str | None = None
    subjects: tuple[str, ...] = ()
    description: Any = None


@frozen(kw_only=True)
class Work:
    """What all editions have in common."""

    key: str
    title: str
    subtitle: str | None = None
    authors: tuple[Role, ...] = ()
    description: Any = None
    covers: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()


@frozen(kw_only=True)
class Author:
    """A person."""

    name: str


@frozen(kw_only=True)
class Found:
    """Editions of a work that fit a search best."""

    docs: tuple["FoundEdition", ...] = ()


@frozen(kw_only=True)
class FoundEdition:
    """An edition in the answer to a search."""

    key: str
    title: str | None = None
    language: tuple[str, ...] = ()


@frozen(kw_only=True)
class Doc:
    """A work that a search found; ``isbn`` are those of all its editions."""

    key: str
    title: str
    subtitle: str | None = None
    author_name: tuple[str, ...] = ()
    first_publish_year: int | None = None
    isbn: tuple[str, ...] = ()
    cover_i: int | None = None
    editions: Found = field(factory=Found)


@frozen(kw_only=True)
class Moved:
    """A record that was merged into another one."""

    location: str


@frozen(kw_only=True)
class _Typed:
    type: Kind = field(factory=Kind)


@frozen(kw_only=True)
class _Fault:
    error: str = ""
    message: str = ""


def read_edition(answer: Answer) -> Edition | Moved | None:
    """An edition, ``None`` for one that there is not."""
    data = _record(answer)
    return data if data is None or isinstance(data, Moved) else read(Edition, data)


def read_work(answer: Answer) -> Work | Moved | None:
    """A work, ``None`` for one that there is not."""
    data = _record(answer)
    return data if data is None or isinstance(data, Moved) else read(Work, data)


def read_author(answer: Answer) -> Author | Moved | None:
    """A person, ``None`` for one that there is not."""
    data = _record(answer)
    return data if data is None or isinstance(data, Moved) else read(Author, data)


def read_docs(answer: Answer) -> Sequence[Doc]:
    """The works of a search."""
    data = _data(answer)
    docs = data.get("docs") if isinstance(data, dict) else None
    if not isinstance(docs, list):
        raise answer.bad("shape", "docs")
    return read_all(Doc, docs)


def text_of(value: Any) -> str:
    """A text, which stands by itself or in an object with its type."""
    if isinstance(value, dict):
        value = value.get("value")
    return value if isinstance(value, str) else ""


def _record(answer: Answer) -> Any:
    """A record's data, or where it went; ``None`` for one that is not there."""
    if answer.status == 404:
        return None
    data = _data(answer)
    kind = read(_Typed, data).type.key
    if kind == _DELETED or "error" in data:
        return None
    return read(Moved, data) if kind == _REDIRECT else data


def _data(answer: Answer) -> Any:
    if answer.status == 200:
        # A fault inside the server may come as the text of a Python object.
        return answer.json()
    if answer.status == 403 and "<" in answer.text:
        # Who states no contact, or too little of one, is sent away in HTML.
        raise answer.busy(reason="contact")
    if not answer.text.lstrip().startswith("{"):
        raise answer.problem()
    fault = read(_Fault, answer.json())
    raise answer.problem(fault.message or fault.error)
