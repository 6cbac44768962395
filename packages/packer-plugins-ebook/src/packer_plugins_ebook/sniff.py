"""What a file is, by its contents: the one place where formats are told apart.

Sources of the marks: OCF 3.3 section 4.3, ISO 32000-2 section 7.5.2, the Palm File Format
Specification, the public notes on RAR, 7-Zip and POSIX.1 ustar.
"""

import enum
from functools import lru_cache
from pathlib import Path

#: Bytes of a file's beginning that formats are told apart by.
HEAD = 4096

#: File name extensions that each format may bear; the first is the one proposed.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "epub": ("epub",),
    "pdf": ("pdf",),
    "mobi": ("mobi", "prc", "azw", "azw3"),
    "prc": ("prc", "mobi", "azw", "pdb"),
    "azw": ("azw", "mobi", "prc"),
    "azw3": ("azw3", "azw", "kf8"),
    "kf8": ("kf8", "azw3", "azw"),
    "cbz": ("cbz",),
    "cbr": ("cbr",),
    "cb7": ("cb7",),
    "cbt": ("cbt",),
}

IMAGES = frozenset(
    {"jpg", "jpeg", "jpe", "png", "gif", "webp", "bmp", "tif", "tiff", "avif", "jxl"}
)
#: How far into a file the mark of a PDF may stand: readers accept 1,024 bytes of garbage.
_PDF_WITHIN = 1024


class Shape(enum.StrEnum):
    """What the first bytes (and, of a ZIP, the directory) say."""

    EPUB = "epub"
    CBZ = "cbz"
    ZIP = "zip"
    PDF = "pdf"
    MOBI = "mobi"
    TOPAZ = "topaz"
    KFX = "kfx"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    TAR = "tar"
    UNKNOWN = ""


def sniff(path: Path, head: bytes) -> Shape:
    """What a file is.

    :param head: its first bytes, 4,096 of them if it has as many. Only of a ZIP that does not
        introduce itself the directory is read as well.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")):
        return _zip(path, head)
    if b"%PDF-" in head[: _PDF_WITHIN + 5]:
        return Shape.PDF
    if head[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return Shape.MOBI
    if head.startswith(b"TPZ0") or head[60:68] == b"TPZ3BOOK":
        return Shape.TOPAZ
    if head.startswith((b"CONT\x02\x00", b"\xeaDRMION\xee", b"\xe0\x01\x00\xea")):
        return Shape.KFX
    if head.startswith(b"Rar!\x1a\x07"):
        return Shape.RAR
    if head.startswith(b"7z\xbc\xaf\x27\x1c"):
        return Shape.SEVEN_ZIP
    return Shape.TAR if _is_tar(head) else Shape.UNKNOWN


def extension(path: Path) -> str:
    """The extension of a file's name in lower case, without the dot."""
    return path.suffix.lstrip(".").lower()


def claims(path: Path, *formats: str) -> bool:
    """Whether a file's name says that it is of one of these formats."""
    return extension(path) in formats


def _zip(path: Path, head: bytes) -> Shape:
    # OCF 3.3 section 4.3: the first entry is named "mimetype" and stored, so both stand here.
    if head[30:58] == b"mimetypeapplication/epub+zip":
        return Shape.EPUB
    status = path.stat()
    return _by_directory(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4)
def _by_directory(path: Path, _size: int, _mtime_ns: int) -> Shape:
    """Every extractor asks about a file: its directory is read for the first one only."""
    from packer_core.errors import Unreadable
    from packer_plugins_ebook.book_zip import BookZip

    try:
        with BookZip(path) as archive:
            return _by_entries([entry.filename for entry in archive.entries])
    except Unreadable:
        return Shape.EPUB if claims(path, "epub") else Shape.ZIP


def _by_entries(names: list[str]) -> Shape:
    folded = [name.replace("\\", "/").lower() for name in names]
    if any(name.endswith(("meta-inf/container.xml", ".opf")) for name in folded):
        return Shape.EPUB
    if any(name in ("[content_types].xml", "meta-inf/manifest.xml") for name in folded):
        return Shape.ZIP
    images = sum(name.rpartition(".")[2] in IMAGES for name in folded)
    other = sum(name.endswith((".html", ".xhtml", ".htm", ".class", ".py")) for name in folded)
    return Shape.CBZ if images and images > other else Shape.ZIP


def _is_tar(head: bytes) -> bool:
    """A tar header by its mark, or by its checksum where an old one has no mark."""
    if len(head) < 512:
        return False
    if head[257:262] == b"ustar":
        return True
    try:
        stated = int(head[148:156].strip(b" \x00") or b"-", 8)
    except ValueError:
        return False
    return stated == sum(head[:148]) + 8 * 32 + sum(head[156:512]) and stated > 8 * 32
