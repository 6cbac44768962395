"""What protects a PDF: its ``/Encrypt`` dictionary. Nothing is decrypted.

Source: ISO 32000-2 section 7.6 (tables 20 to 25).
"""

from typing import TYPE_CHECKING, Any

from packer_core.values import Protection
from packer_plugins_ebook.pdf.file import broken, dictionary, item

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

#: Security handlers of DRM systems by the name of their filter.
_HANDLERS = {
    "ebx_handler": "Adobe ADEPT (EBX_HANDLER)",
    "adobe.aps": "Adobe LiveCycle Rights Management (Adobe.APS)",
    "adobe.pubsec": "PDF public-key security (Adobe.PubSec)",
    "fopn_flock": "FileOpen (FOPN_fLock)",
    "fopn_foweb": "FileOpen (FOPN_foweb)",
    "microsoft.irmservices": "Microsoft Information Protection",
    "microsoftirmservices": "Microsoft Information Protection",
    "inka": "Fasoo (INKA)",
    "soft.lock": "SoftLock (SOFT.LOCK)",
}
#: The bits of /P that allow something (table 22), counted from 1.
_PERMISSIONS = {
    3: "print", 4: "change", 5: "copy", 6: "annotate",
    9: "fill in", 11: "assemble", 12: "print in high quality",
}  # fmt: skip


def find_protection(reader: "PdfReader") -> Protection | None:
    """The scheme that a PDF is under, or ``None``.

    Any encryption counts, also one that every reader opens because its user password is empty.
    """
    if "/Encrypt" not in reader.trailer:
        return None
    try:
        encrypt = dictionary(reader.trailer.raw_get("/Encrypt"))
    except broken():
        encrypt = None
    if encrypt is None:
        return Protection(scheme="PDF encryption", detail="/Encrypt")
    handler = str(item(encrypt, "/Filter") or "").lstrip("/")
    if handler != "Standard":
        scheme = _HANDLERS.get(handler.lower(), f"PDF security handler {handler or '?'}")
        return Protection(scheme=scheme, detail=f"/Filter /{handler}")
    cipher = _cipher(encrypt)
    detail = f"{_password(reader, encrypt)}, restrictions: {_restrictions(encrypt)}"
    return Protection(scheme=f"PDF standard security ({cipher})", detail=detail)


def _number(encrypt: "DictionaryObject", name: str, default: int) -> int:
    value = item(encrypt, name)
    return int(value) if isinstance(value, int) else default


def _cipher(encrypt: "DictionaryObject") -> str:
    version = _number(encrypt, "/V", 0)
    if version >= 4:
        filters = dictionary(item(encrypt, "/CF"))
        chosen = dictionary(item(filters, str(item(encrypt, "/StmF") or "/StdCF")))
        method = str(item(chosen, "/CFM") or "").lstrip("/")
        known = {"V2": "RC4 128", "AESV2": "AES-128", "AESV3": "AES-256", "AESV4": "AES-256 GCM"}
        return known.get(method, f"version {version}")
    return f"RC4 {_number(encrypt, '/Length', 40) if version in (2, 3) else 40}"


def _restrictions(encrypt: "DictionaryObject") -> str:
    allowed = _number(encrypt, "/P", -1)
    denied = [name for bit, name in _PERMISSIONS.items() if not allowed >> (bit - 1) & 1]
    return ", ".join(denied) or "none"


def _password(reader: "PdfReader", encrypt: "DictionaryObject") -> str:
    """Whether a reader would open the file without asking; only the check value is computed."""
    from pypdf._encryption import Encryption, PasswordType

    try:
        security = Encryption.read(encrypt, _first_id(reader))
        opened = security.verify(b"") != PasswordType.NOT_DECRYPTED
    except broken():
        # AES-256 needs a cipher to check even the password; without one it stays unknown.
        return "user password not examined"
    return "empty user password" if opened else "user password"


def _first_id(reader: "PdfReader") -> bytes:
    identity: Any = item(reader.trailer, "/ID")
    first = identity[0].get_object() if isinstance(identity, list) and identity else b""
    return bytes(getattr(first, "original_bytes", first) or b"")
