"""The extractors of office files: each judges by contents and loads its reader when asked.

A file that only claims by its name to be of a format gets the lowest score: then the reader says
in clear words what is wrong with it, unless somebody else knows the contents better.
"""

from pathlib import Path

from packer_core.hookspecs import Extractor
from packer_core.run import Run
from packer_core.values import Extraction
from packer_plugins_docs.office.sniff import (
    ODF_NAMES,
    OLE_NAMES,
    OOXML_NAMES,
    Shape,
    extension,
    sniff,
)

_KNOWN, _CLAIMED = 90, 1


def _score(path: Path, head: bytes, shape: Shape, names: tuple[str, ...]) -> int | None:
    if sniff(path, head) is shape:
        return _KNOWN
    return _CLAIMED if extension(path) in names else None


class OoxmlExtractor:
    """Reads DOCX, PPTX and XLSX, with or without macros, and their templates."""

    id = "ooxml"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        return _score(path, head, Shape.OOXML, OOXML_NAMES)

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.office.ooxml import reader as ooxml

        return ooxml.describe(path, run)


class OdfExtractor:
    """Reads ODT, ODP and ODS."""

    id = "odf"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        return _score(path, head, Shape.ODF, ODF_NAMES)

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.office.odf import reader as odf

        return odf.describe(path, run)


class OleExtractor:
    """Reads DOC, XLS and PPT of 1997 to 2003; names the encryption of newer files."""

    id = "ole"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        return _score(path, head, Shape.OLE, OLE_NAMES)

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.office.ole import reader as ole

        return ole.describe(path, run)


class RtfExtractor:
    """Reads the header and the information group of RTF."""

    id = "rtf"
    kind = "DOCS"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        return _score(path, head, Shape.RTF, ("rtf",))

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_docs.office.rtf import reader as rtf

        return rtf.describe(path, run)


#: All readers of office files, in the order of their ids.
OFFICE_EXTRACTORS: list[Extractor] = [
    OdfExtractor(),
    OleExtractor(),
    OoxmlExtractor(),
    RtfExtractor(),
]
