"""What an office file is, by its contents.

Sources of the marks: ECMA-376 part 2 (OPC), ODF 1.3 part 2 section 3.3, [MS-CFB] section 2.2,
RTF 1.9.1.
"""

import enum
from functools import lru_cache
from pathlib import Path

#: File name extensions that each format may bear; the first is the one proposed.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "docx": ("docx", "docm", "dotx", "dotm"),
    "pptx": ("pptx", "pptm", "potx", "potm", "ppsx", "ppsm"),
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm"),
    "odt": ("odt", "ott", "odm"),
    "odp": ("odp", "otp"),
    "ods": ("ods", "ots"),
    "doc": ("doc", "dot"),
    "xls": ("xls", "xlt", "xla"),
    "ppt": ("ppt", "pot", "pps"),
    "rtf": ("rtf", "doc"),
}
OOXML_NAMES = (*EXTENSIONS["docx"], *EXTENSIONS["pptx"], *EXTENSIONS["xlsx"])
ODF_NAMES = (*EXTENSIONS["odt"], *EXTENSIONS["odp"], *EXTENSIONS["ods"])
OLE_NAMES = (*EXTENSIONS["doc"], *EXTENSIONS["xls"], *EXTENSIONS["ppt"])

_ODF_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument."
_FOLDERS = ("word/", "ppt/", "xl/")


class Shape(enum.StrEnum):
    """What the first bytes (and, of a ZIP, the directory) say."""

    OOXML = "ooxml"
    ODF = "odf"
    OLE = "ole"
    RTF = "rtf"
    UNKNOWN = ""


def sniff(path: Path, head: bytes) -> Shape:
    """What a file is.

    :param head: its first bytes. Only of a ZIP that does not introduce itself the directory is
        read as well.
    """
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Shape.OLE
    if head.lstrip(b"\xef\xbb\xbf \r\n\t\x00").startswith(b"{\\rt"):
        return Shape.RTF
    if not head.startswith(b"PK"):
        return Shape.UNKNOWN
    if head[30:].startswith(_ODF_MIMETYPE):
        return Shape.ODF
    if head[30:].startswith(b"mimetypeapplication/epub"):
        return Shape.UNKNOWN
    status = path.stat()
    return _by_directory(path, status.st_size, status.st_mtime_ns)


def extension(path: Path) -> str:
    """The extension of a file's name in lower case, without the dot."""
    return path.suffix.lstrip(".").lower()


@lru_cache(maxsize=4)
def _by_directory(path: Path, _size: int, _mtime_ns: int) -> Shape:
    """Every extractor asks about a file: its directory is read for the first one only."""
    from packer_core.errors import Unreadable
    from packer_plugins_docs.office.zips import OfficeZip

    try:
        with OfficeZip(path) as archive:
            return _by_entries(list(archive.names))
    except Unreadable:
        return Shape.UNKNOWN


def _by_entries(names: list[str]) -> Shape:
    """The shape that entry names (in lower case) make likely."""
    if "meta-inf/container.xml" in names:
        return Shape.UNKNOWN
    if "[content_types].xml" in names and any(name.startswith(_FOLDERS) for name in names):
        return Shape.OOXML
    if "content.xml" in names and ("meta-inf/manifest.xml" in names or "mimetype" in names):
        return Shape.ODF
    return Shape.UNKNOWN
