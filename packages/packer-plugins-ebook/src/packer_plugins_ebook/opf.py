"""The package document of an EPUB: from mark-up to typed lists, nothing chosen yet.

Sources: OPF 2.0.1 sections 2.2 (metadata), 2.3 (manifest), 2.4 (spine), 2.6 (guide); EPUB 3.3
section 5 (package document); OEBPS 1.2 for ``dc-metadata`` and ``x-metadata``.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from attrs import field, frozen

from packer_plugins_ebook import markup

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
    root = markup.parse(data)
    if root is None:
        return None
    found = markup.by_name(root, _MOST)
    if "package" not in found:
        return None
    attributes = markup.attributes(found["package"][0])
    refinements = _refinements(found.get("meta", []))
    package = Package(
        version=attributes.get("version", ""),
        unique_id=attributes.get("unique-identifier", ""),
        items=tuple(_items(found.get("item", []))),
        spine=tuple(markup.attributes(each).get("idref", "") for each in found.get("itemref", [])),
        toc=next((markup.attributes(each).get("toc", "") for each in found.get("spine", [])), ""),
        guide=_guide(found.get("reference", [])),
    )
    home = found.get("metadata", [root])[0]
    for element in islice(home.iterdescendants(), _MOST):
        _collect(package, element, refinements)
    return package


def _refinements(metas: Iterable["Element"]) -> dict[str, dict[str, list[str]]]:
    """``refines`` of EPUB 3: id -> property -> values."""
    found: dict[str, dict[str, list[str]]] = {}
    for element in metas:
        attributes = markup.attributes(element)
        target = attributes.get("refines", "").lstrip("#")
        name = _property(attributes)
        if target and name:
            value = markup.text_of(element).strip() or attributes.get("content", "")
            found.setdefault(target, {}).setdefault(name, []).append(value)
    return found


def _property(attributes: dict[str, str]) -> str:
    name = attributes.get("property", "").lower()
    # The terms of EPUB itself need no prefix, but some programs write one.
    return name.removeprefix("opf:").removeprefix("epub:")


def _collect(
    package: Package, element: "Element", refinements: dict[str, dict[str, list[str]]]
) -> None:
    name = markup.local(element)
    attributes = markup.attributes(element)
    refined = refinements.get(attributes.get("id", ""), {})
    if name in _DUBLIN_CORE:
        term = Term(text=markup.text_of(element), attributes=attributes, refined=refined)
        package.terms.setdefault(name, []).append(term)
    elif name == "meta" and attributes.get("name"):
        value = attributes.get("content") or markup.text_of(element)
        package.named.setdefault(attributes["name"].lower(), []).append(value)
    elif name == "meta" and not attributes.get("refines"):
        value = markup.text_of(element).strip() or attributes.get("content", "")
        term = Term(text=value, attributes=attributes, refined=refined)
        package.properties.setdefault(_property(attributes), []).append(term)


def _items(elements: Iterable["Element"]) -> Iterator[Item]:
    for element in elements:
        attributes = markup.attributes(element)
        if attributes.get("href"):
            yield Item(
                id=attributes.get("id", ""),
                href=attributes["href"],
                media_type=attributes.get("media-type", "").lower(),
                properties=tuple(attributes.get("properties", "").split()),
            )


def _guide(references: Iterable["Element"]) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in references:
        attributes = markup.attributes(element)
        found.setdefault(attributes.get("type", "").lower(), attributes.get("href", ""))
    return found
