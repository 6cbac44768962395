"""What container a file is, by its first bytes.

Sources of the marks: RFC 8794 (EBML), ISO/IEC 14496-12 section 4.3 and Apple's QuickTime File
Format, Microsoft's AVI RIFF reference, ISO/IEC 13818-1 sections 2.4.3.2 and 2.5.3.3, Adobe's FLV
specification 10.1 annex E.2, Microsoft's ASF specification section 3.1, RFC 3533 (Ogg).
"""

from pathlib import Path

#: File name extensions of each container; the first is its format in a rule set's words.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "matroska": ("mkv", "mk3d"),
    "webm": ("webm",),
    "mp4": ("mp4", "m4v", "f4v"),
    "mov": ("mov", "qt"),
    "3gp": ("3gp", "3g2"),
    "avi": ("avi", "divx"),
    "mpeg-ts": ("ts", "m2ts", "mts", "m2t", "trp"),
    "mpeg-ps": ("mpg", "mpeg", "vob", "m2p", "ps"),
    "flv": ("flv",),
    "wmv": ("wmv", "asf"),
    "ogg": ("ogv", "ogm", "ogg"),
}

_EBML = b"\x1a\x45\xdf\xa3"
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
# Brands of files that have the same boxes but hold sound or pictures only.
_NO_VIDEO = (
    b"M4A ",
    b"M4B ",
    b"M4P ",
    b"heic",
    b"heix",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
    b"jp2 ",
)
# Boxes that files from before the type box began with.
_OLD_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
#: Bytes between two sync bytes: plain, with a time stamp (Blu-ray), with error correction.
_PACKETS = (188, 192, 204)


def sniff(head: bytes) -> str:
    """The container that a file's first bytes (4,096 of them if it has as many) show, or ``""``."""
    if head.startswith(_EBML):
        return "webm" if b"webm" in head[:64] else "matroska"
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(_ASF):
        return "wmv"
    if head.startswith(b"OggS\x00"):
        return "ogg"
    if head.startswith(b"FLV\x01"):
        return "flv"
    if head.startswith(b"\x00\x00\x01\xba"):
        return "mpeg-ps"
    if head[4:8] in _OLD_BOXES:
        return "mov"
    return "mpeg-ts" if _is_transport(head) else ""


def extension(path: Path) -> str:
    """The extension of a file's name in lower case, without the dot."""
    return path.suffix.lstrip(".").lower()


def claimed(path: Path) -> str:
    """The container that a file's name speaks of, or ``""``."""
    named = extension(path)
    return next((word for word, names in EXTENSIONS.items() if named in names), "")


def _of_brand(brand: bytes) -> str:
    if brand in _NO_VIDEO:
        return ""
    if brand == b"qt  ":
        return "mov"
    return "3gp" if brand[:2] == b"3g" else "mp4"


def _is_transport(head: bytes) -> bool:
    """Five sync bytes at the distance of packets, or as many as a short file has."""
    for length in _PACKETS:
        start = 4 if length == 192 else 0
        marks = head[start : start + 5 * length : length]
        if len(marks) >= 3 and set(marks) == {0x47}:
            return True
    return False
