"""What protects an EPUB. Nothing is ever decrypted: only the notes beside the contents are read.

Sources: OCF 3.3 sections 4.2.6 (``META-INF``), 4.2.6.3.2 (``encryption.xml``), 4.4 (font
obfuscation); Readium LCP 1.0 section 4; the namespaces of Adobe ADEPT, Kobo and Apple as found
in the notes that those schemes leave.
"""

import re
from typing import TYPE_CHECKING

from attrs import frozen

from packer_core.reading import xml
from packer_core.values import Protection
from packer_plugins_ebook.book_zip import BookZip
from packer_plugins_ebook.epub.opf import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Obfuscation of fonts: no protection, but only where it is applied to a font.
_FONT_ALGORITHMS = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc"}
)
_FONTS = (".otf", ".ttf", ".ttc", ".woff", ".woff2", ".eot", ".pfb", ".dfont")
_FONT_TYPE = re.compile("font|opentype|truetype")
_GENERIC = "EPUB encryption"


@frozen(kw_only=True)
class _Encrypted:
    """One entry of ``encryption.xml``: which file, by which algorithm, with whose key."""

    href: str
    algorithm: str
    notes: str


def find_protection(archive: BookZip, package: Package) -> Protection | None:
    """The scheme that an EPUB is under, or ``None``.

    :raises packer_core.errors.Unreadable: when the notes are too large to be any.
    """
    return (
        _by_license(archive)
        or _by_encryption(archive, package)
        or (
            Protection(scheme="ZIP password", detail="encrypted entries")
            if archive.locked
            else None
        )
    )


def _by_license(archive: BookZip) -> Protection | None:
    """Schemes that show by a file of their own."""
    if archive.find("META-INF/license.lcpl"):
        return Protection(scheme="Readium LCP", detail="META-INF/license.lcpl")
    for name in ("META-INF/sinf.xml", "META-INF/signinfo.xml"):
        if archive.find(name):
            return Protection(scheme="Apple FairPlay", detail=name)
    rights = archive.find("META-INF/rights.xml") or archive.find("rights.xml")
    if rights is None or rights.flag_bits & 1:
        return None
    scheme = _scheme_of(archive.read(rights).decode("utf-8", "replace"))
    return Protection(scheme=scheme, detail=rights.filename) if scheme else None


def _by_encryption(archive: BookZip, package: Package) -> Protection | None:
    data = archive.read_named("META-INF/encryption.xml")
    if data is None:
        return None
    found = _entries(data)
    if not found and b"EncryptedData" in data:
        return Protection(scheme=_GENERIC, detail="META-INF/encryption.xml")
    fonts = {item.href for item in package.items if _FONT_TYPE.search(item.media_type)}
    for entry in found:
        if not _is_font_obfuscation(entry, fonts):
            scheme = _scheme_of(entry.notes) or _GENERIC
            return Protection(scheme=scheme, detail=f"{entry.algorithm or '?'}: {entry.href}")
    return None


def _scheme_of(text: str) -> str | None:
    """The name of a scheme from what it writes into notes."""
    text = text.lower()
    if "barnesandnoble" in text:
        return "Barnes & Noble"
    if "ns.adobe.com/adept" in text or "adept:" in text:
        return "Adobe ADEPT"
    if "readium.org/2014/01/lcp" in text or "license.lcpl" in text:
        return "Readium LCP"
    if "kobo" in text or "kdrm" in text:
        return "Kobo"
    if "fairplay" in text or "itunes.apple.com" in text:
        return "Apple FairPlay"
    return "Marlin" if "marlin" in text else None


def _entries(data: bytes) -> list[_Encrypted]:
    root = xml.parse(data)
    if root is None:
        return []
    return [_entry(element) for element in xml.elements_of_any_case(root, "encrypteddata")]


def _entry(element: "Element") -> _Encrypted:
    algorithm = href = ""
    notes: list[str] = []
    for each in element.iter():
        name, attributes = xml.folded(each), xml.attributes(each)
        # A method inside KeyInfo belongs to the key, not to the file.
        if name == "encryptionmethod" and not algorithm:
            algorithm = attributes.get("algorithm", "")
        elif name == "cipherreference":
            href = attributes.get("uri", "")
        else:
            notes += [str(each.tag), *attributes.values()]
    return _Encrypted(href=href, algorithm=algorithm, notes=" ".join(notes))


def _is_font_obfuscation(entry: _Encrypted, fonts: set[str]) -> bool:
    if entry.algorithm.strip().lower() not in _FONT_ALGORITHMS:
        return False
    href = entry.href.partition("?")[0]
    return href.lower().endswith(_FONTS) or any(href.endswith(font) for font in fonts)
