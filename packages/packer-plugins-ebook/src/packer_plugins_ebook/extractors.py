"""The extractors: each judges a file by its contents, and loads its reader when it is asked.

A file that only claims by its name to be of a format gets the lowest score: then the reader says
in clear words what is wrong with it, unless somebody else knows the contents better.
"""

from pathlib import Path

from packer_core.run import Run
from packer_core.values import Extraction
from packer_plugins_ebook.sniff import Shape, claims, sniff

_CLAIMED = 1
_COMIC_NAMES = ("cbz", "cbr", "cb7", "cbt")
_KINDLE_NAMES = ("mobi", "prc", "azw", "azw3", "kf8")


class EpubExtractor:
    """Reads the package document of EPUB 2 and 3."""

    id = "epub"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        if sniff(path, head) is Shape.EPUB:
            return 90
        return _CLAIMED if claims(path, "epub") else None

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_ebook.epub import reader as epub

        return epub.describe(path, run)


class PdfExtractor:
    """Reads the Info dictionary and the XMP packet of a PDF."""

    id = "pdf"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        if sniff(path, head) is Shape.PDF:
            return 80
        return _CLAIMED if claims(path, "pdf") else None

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_ebook.pdf import reader as pdf

        return pdf.describe(path, run)


class MobiExtractor:
    """Reads the headers of MOBI, PRC, AZW, AZW3 and KF8; names Topaz and KFX."""

    id = "mobi"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        if sniff(path, head) in (Shape.MOBI, Shape.TOPAZ, Shape.KFX):
            return 90
        return _CLAIMED if claims(path, *_KINDLE_NAMES) else None

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_ebook.kindle import reader as mobi

        return mobi.describe(path, run)


class ComicExtractor:
    """Reads comics: a ZIP of pictures, or an archive of another kind that is named as a comic."""

    id = "comic"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        shape, named = sniff(path, head), claims(path, *_COMIC_NAMES)
        if shape is Shape.CBZ:
            return 80 if named else 50
        if not named:
            return None
        return 80 if shape in (Shape.RAR, Shape.SEVEN_ZIP, Shape.TAR) else _CLAIMED

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_ebook.comic import reader as comic

        return comic.describe(path, run)
