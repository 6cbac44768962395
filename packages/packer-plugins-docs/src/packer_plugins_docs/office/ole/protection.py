"""Encryption of compound files, named and never removed.

Sources: [MS-OFFCRYPTO] sections 2.2 and 2.3, [MS-DOC] 2.2.6, [MS-XLS] 2.2.10 and 2.4.117,
[MS-PPT] 2.3.2.
"""

import struct

from packer_core.values import Protection
from packer_plugins_docs.office.ole.streams import OleStreams

#: ``headerToken`` of the stream ``Current User`` of an encrypted presentation.
_PPT_ENCRYPTED = 0xF3D1C4DF
_BOF, _FILEPASS, _EOF = 0x0809, 0x002F, 0x000A
#: Bytes of a workbook in which the record of its encryption must come.
_GLOBALS = 64 << 10


def of_package(ole: OleStreams) -> Protection | None:
    """The scheme of an encrypted OOXML file, ``None`` for any other compound file."""
    if not ole.has("encryptedpackage"):
        return None
    rights = [name for name in ole.storages if "drmencryptedtransform" in name]
    if rights:
        return Protection(scheme="Microsoft IRM", detail="DRMEncryptedTransform")
    info = ole.begin("encryptioninfo", 8)
    major, minor = struct.unpack_from("<HH", info) if len(info) >= 4 else (0, 0)
    words = {(4, 4): "agile", (4, 3): "extensible", (3, 3): "extensible"}
    word = words.get((major, minor), "standard")
    return Protection(scheme=f"Office {word} encryption", detail=f"EncryptionInfo {major}.{minor}")


def of_document(ole: OleStreams, format_: str) -> Protection | None:
    """The scheme of an encrypted DOC, XLS or PPT, ``None`` for one that is clear."""
    if any("drmcontent" in name for name in (*ole.streams, *ole.storages)):
        return Protection(scheme="Microsoft IRM", detail="DRMContent")
    return {"doc": _of_text, "xls": _of_workbook, "ppt": _of_slides}[format_](ole)


def _of_text(ole: OleStreams) -> Protection | None:
    head = ole.begin("worddocument", 0x14)
    if len(head) < 0x14:
        return None
    (flags,) = struct.unpack_from("<H", head, 0x0A)
    if not flags & 0x0100:
        return None
    if flags & 0x8000:
        return Protection(scheme="Office XOR obfuscation", detail="FIB fObfuscated")
    table = ole.begin("1table" if flags & 0x0200 else "0table", 4)
    return _rc4(table, "FIB fEncrypted")


def _rc4(header: bytes, detail: str) -> Protection:
    """RC4, by the version that its header begins with."""
    major, minor = struct.unpack_from("<HH", header) if len(header) >= 4 else (0, 0)
    scheme = "Office RC4 encryption" if (major, minor) == (1, 1) else "Office CryptoAPI encryption"
    return Protection(scheme=scheme, detail=detail)


def _of_workbook(ole: OleStreams) -> Protection | None:
    """The record FILEPASS comes right behind the beginning of the workbook's globals."""
    data = ole.begin("workbook", _GLOBALS) or ole.begin("book", _GLOBALS)
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _FILEPASS:
            (method,) = struct.unpack_from("<H", data.ljust(at + 6, b"\0"), at + 4)
            if method == 0:
                return Protection(scheme="Office XOR obfuscation", detail="FILEPASS")
            return _rc4(data[at + 6 : at + 10], "FILEPASS")
        if kind == _EOF or (at == 0 and kind != _BOF):
            return None
        at += 4 + size
    return None


def _of_slides(ole: OleStreams) -> Protection | None:
    user = ole.begin("current user", 16)
    token = struct.unpack_from("<I", user, 12)[0] if len(user) == 16 else 0
    if token == _PPT_ENCRYPTED or ole.has("encryptedsummary"):
        return Protection(scheme="Office CryptoAPI encryption", detail="CurrentUser headerToken")
    return None
