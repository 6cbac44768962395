"""Whether an EPUB is under DRM, by the notes in ``META-INF`` (OCF 3.3 section 4.2.6)."""

import zipfile

from lxml import etree

from packer_core.values import Protection

#: Obfuscated fonts are no protection of the book.
_FONT_ALGORITHMS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_FONTS = (".otf", ".ttf", ".woff", ".woff2")
_ENC = "{http://www.w3.org/2001/04/xmlenc#}"

#: Files that only a scheme of DRM puts into a book.
_SCHEMES = {
    "META-INF/rights.xml": "EPUB rights",
    "META-INF/license.lcpl": "Readium LCP",
    "META-INF/sinf.xml": "Apple FairPlay",
}


def find_protection(archive: zipfile.ZipFile) -> Protection | None:
    """The protection of a book, ``None`` for a book that is free; in doubt it is protected."""
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        return Protection(scheme="ZIP password", detail="encrypted entries")
    names = set(archive.namelist())
    for name, scheme in _SCHEMES.items():
        if name in names:
            return Protection(scheme=scheme, detail=name)
    if "META-INF/encryption.xml" in names:
        return _by_encryption(archive.read("META-INF/encryption.xml"))
    return None


def _by_encryption(data: bytes) -> Protection | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return _encrypted("META-INF/encryption.xml cannot be read")
    for entry in root.iter(f"{_ENC}EncryptedData"):
        method = entry.find(f"{_ENC}EncryptionMethod")
        algorithm = "" if method is None else method.get("Algorithm", "")
        reference = entry.find(f".//{_ENC}CipherReference")
        target = "" if reference is None else reference.get("URI", "")
        if algorithm not in _FONT_ALGORITHMS or not target.lower().endswith(_FONTS):
            return _encrypted(f"{algorithm}: {target}")
    return None


def _encrypted(detail: str) -> Protection:
    return Protection(scheme="EPUB encryption", detail=detail)
