"""The package document of an EPUB: from mark-up to typed lists, nothing chosen yet.

Sources: OPF 2.0.1 sections 2.2 (metadata), 2.3 (manifest), 2.4 (spine), 2.6 (guide); EPUB 3.3
section 5 (package document); OEBPS 1.2 for ``dc-metadata`` and ``x-metadata``.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from attrs import field, frozen

from packer_core.reading import xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DUBLIN_CORE = frozenset(
    {
        "title", "creator", "contributor", "publisher", "date", "language", "identifier",
        "subject", "description", "source", "rights",
    }
)  # fmt: skip
#: Statements of a document looked at; a real one has a few hundred at most.
_MOST = 5_000


@frozen(kw_only=True)
class Term:
    """One ``dc:`` element or one ``meta``: its text, its attributes, and what refines it."""

    text: str
    attributes: dict[str, str] = field(factory=dict)
    refined: dict[str, list[str]] = field(factory=dict)

    def said(self, *names: str) -> str | None:
        """The first value of an attribute or a refinement of one of these names."""
        for name in names:
            if self.attributes.get(name):
                return self.attributes[name]
            if self.refined.get(name):
                return self.refined[name][0]
        return None


@frozen(kw_only=True)
class Item:
    """One file of the manifest."""

    id: str
    href: str
    media_type: str
    properties: tuple[str, ...] = ()


@frozen(kw_only=True)
class Package:
    """A package document.

    The places ``dc-metadata`` and ``x-metadata`` of old files count as ``metadata``.
    ``terms`` are the Dublin Core elements by local name; ``named`` the ``meta`` of EPUB 2 by
    lower-case name; ``properties`` the unrefined ``meta`` of EPUB 3 by property.
    """

    version: str = ""
    unique_id: str = ""
    terms: dict[str, list[Term]] = field(factory=dict)
    named: dict[str, list[str]] = field(factory=dict)
    properties: dict[str, list[Term]] = field(factory=dict)
    items: tuple[Item, ...] = ()
    spine: tuple[str, ...] = ()
    toc: str = ""
    guide: dict[str, str] = field(factory=dict)

    def of(self, name: str) -> list[Term]:
        """The Dublin Core terms of a name that have a text."""
        return [term for term in self.terms.get(name, []) if term.text.strip()]

    def item(self, identity: str) -> Item | None:
        """The manifest item of an id."""
        return next((item for item in self.items if item.id == identity), None)


def read_package(data: bytes) -> Package | None:
    """Read a package document; ``None`` when the bytes hold none at all."""
    root = xml.parse(data)
    if root is None:
        return None
    found = xml.by_name(root, _MOST)
    if "package" not in found:
        return None
    attributes = xml.attributes(found["package"][0])
    package = Package(
        version=attributes.get("version", ""),
        unique_id=attributes.get("unique-identifier", ""),
        items=tuple(_items(found.get("item", []))),
        spine=tuple(each.get("idref", "") for each in found.get("itemref", [])),
        toc=next((xml.attributes(each).get("toc", "") for each in found.get("spine", [])), ""),
        guide=_guide(found.get("reference", [])),
    )
    home = found.get("metadata", [root])[0]
    statements = [_Statement(each) for each in islice(home.iterdescendants(), _MOST)]
    refinements = _refinements(statements)
    for statement in statements:
        _collect(package, statement, refinements.get(statement.attributes.get("id", ""), {}))
    return package


class _Statement:
    """An element of the metadata, taken apart once."""

    __slots__ = ("attributes", "name", "property", "text")

    def __init__(self, element: "Element") -> None:
        self.name = xml.folded(element)
        self.attributes = xml.attributes(element)
        self.text = xml.text_of(element)
        # The terms of EPUB itself need no prefix, but some programs write one.
        stated = self.attributes.get("property", "").lower()
        self.property = stated.removeprefix("opf:").removeprefix("epub:")

    @property
    def value(self) -> str:
        """What a ``meta`` says: its text, or as EPUB 2 has it its ``content``."""
        return self.text.strip() or self.attributes.get("content", "")


def _refinements(statements: Iterable[_Statement]) -> dict[str, dict[str, list[str]]]:
    """``refines`` of EPUB 3: id -> property -> values."""
    found: dict[str, dict[str, list[str]]] = {}
    for statement in statements:
        target = statement.attributes.get("refines", "").lstrip("#")
        if target and statement.property:
            said = found.setdefault(target, {})
            said.setdefault(statement.property, []).append(statement.value)
    return found


def _collect(package: Package, statement: _Statement, refined: dict[str, list[str]]) -> None:
    attributes = statement.attributes
    if statement.name in _DUBLIN_CORE:
        term = Term(text=statement.text, attributes=attributes, refined=refined)
        package.terms.setdefault(statement.name, []).append(term)
    elif statement.name == "meta" and attributes.get("name"):
        value = attributes.get("content") or statement.text
        package.named.setdefault(attributes["name"].lower(), []).append(value)
    elif statement.name == "meta" and not attributes.get("refines"):
        term = Term(text=statement.value, attributes=attributes, refined=refined)
        package.properties.setdefault(statement.property, []).append(term)


def _items(elements: Iterable["Element"]) -> Iterator[Item]:
    for element in elements:
        # A book may have thousands: ask for four attributes, and for all only where one is missing.
        said = element if element.get("href") else xml.attributes(element)
        if href := said.get("href"):
            yield Item(
                id=said.get("id", "").strip(),
                href=href.strip(),
                media_type=said.get("media-type", "").lower().strip(),
                properties=tuple(said.get("properties", "").split()),
            )


def _guide(references: Iterable["Element"]) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in references:
        attributes = xml.attributes(element)
        found.setdefault(attributes.get("type", "").lower(), attributes.get("href", ""))
    return found
