"""XMP packets: properties by namespace, whatever form of RDF they are written in.

Sources: ISO 16684-1 sections 7 (serialisation) and 8 (Dublin Core and XMP properties); PRISM 3.0.
"""

from itertools import islice
from typing import TYPE_CHECKING

from packer_core.reading import xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Bytes of a packet read; real ones hold some kilobytes, with thumbnails some hundreds.
MAX_PACKET = 2 << 20
#: Values kept of one property.
_MOST_VALUES = 500
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: The start of a namespace -> the short name that its properties get here.
_SPACES = (
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/pdf/1.3/", "pdf"),
    ("http://ns.adobe.com/pdfx/1.3/", "pdfx"),
    ("http://prismstandard.org/namespaces/", "prism"),
    ("http://www.idealliance.org/", "prism"),
    ("http://crossref.org/crossmark/", "crossmark"),
)

Packet = dict[str, list[str]]


def read_packet(data: bytes) -> Packet:
    """The properties of a packet: ``dc:title`` -> its values, the default language first.

    Names after the colon are in lower case. Anything that is no XMP gives an empty answer.
    """
    found: Packet = {}
    root = xml.parse(data) if len(data) <= MAX_PACKET else None
    if root is None:
        return found
    for description in xml.elements_of_any_case(root, "description"):
        parent = description.getparent()
        if parent is not None and xml.folded(parent) != "rdf":
            continue
        if len(description.attrib) <= _MOST_VALUES:
            for name, value in description.attrib.items():
                _add(found, str(name), [str(value)])
        for child in description:
            _add(found, str(child.tag), _values(child))
    return found


def _add(found: Packet, tag: str, values: list[str]) -> None:
    space, _, name = tag.lstrip("{").rpartition("}")
    short = next((short for start, short in _SPACES if space.startswith(start)), None)
    kept = [value.strip() for value in values if value.strip()]
    if short == "xmp" and space != "http://ns.adobe.com/xap/1.0/":
        return
    if short and kept:
        found.setdefault(f"{short}:{name.lower()}", kept)


def _values(element: "Element") -> list[str]:
    entries = list(islice(element.iter(f"{_RDF}li"), _MOST_VALUES))
    if not entries:
        return [xml.text_of(element)]
    entries.sort(key=lambda entry: entry.get(_XML_LANG) != "x-default")
    return [xml.text_of(entry) for entry in entries]
