"""The extractors of office files: each judges by contents and loads its reader when asked.

A file that only claims by its name to be of a format gets the lowest score: then the reader says
in clear words what is wrong with it, unless somebody else knows the contents better.
"""

from functools import partial
from pathlib import Path

from packer_core.hookspecs import Extractor
from packer_core.reading.lazy import LazyExtractor
from packer_plugins_docs.office.sniff import (
    ODF_NAMES,
    OLE_NAMES,
    OOXML_NAMES,
    Shape,
    extension,
    sniff,
)

_KNOWN, _CLAIMED = 90, 1

#: The readers by id: the shape of their files, the names that claim it.
_READERS = {
    "odf": (Shape.ODF, ODF_NAMES),
    "ole": (Shape.OLE, OLE_NAMES),
    "ooxml": (Shape.OOXML, OOXML_NAMES),
    "rtf": (Shape.RTF, ("rtf",)),
}


def _judge(shape: Shape, names: tuple[str, ...], path: Path, head: bytes) -> int | None:
    if sniff(path, head) is shape:
        return _KNOWN
    return _CLAIMED if extension(path) in names else None


#: All readers of office files, in the order of their ids.
OFFICE_EXTRACTORS: list[Extractor] = [
    LazyExtractor(
        id=id_,
        kind="DOCS",
        judge=partial(_judge, shape, names),
        reader=f"packer_plugins_docs.office.{id_}.reader",
    )
    for id_, (shape, names) in _READERS.items()
]
