"""The vault: secrets closed with AES-256-GCM under a key that lies outside the database.

What the vault closes is ``version (1 byte) | key id (8) | nonce (12) | ciphertext and tag``. Each
purpose has a key of its own, derived by HKDF-SHA256 (RFC 5869); the purpose and the id of the
record are associated data, so that nothing opens in another place than its own.
"""

import base64
import binascii
import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from packer_core.errors import BadConfiguration, NotAllowed, Tampered, WrongKey
from packer_core.redaction import Secret

#: Bytes of a key.
KEY_SIZE = 32

_VERSION = b"\x01"
_ID_SIZE = 8
_NONCE_SIZE = 12
_HEAD = len(_VERSION) + _ID_SIZE + _NONCE_SIZE
_HEX = re.compile(r"[0-9a-fA-F]{64}")


class Key:
    """The key that all others are derived from; shown nowhere but by its ``id``."""

    def __init__(self, material: bytes) -> None:
        if len(material) != KEY_SIZE:
            raise ValueError("a key has 32 bytes")
        self._material = material

    @classmethod
    def make(cls) -> "Key":
        """A new key."""
        return cls(secrets.token_bytes(KEY_SIZE))

    @classmethod
    def parse(cls, text: str, where: str) -> "Key":
        """A key from 32 bytes in hex or base64; raises :class:`BadConfiguration` at ``where``."""
        text = text.strip()
        with contextlib.suppress(binascii.Error, ValueError):
            if _HEX.fullmatch(text):
                return cls(bytes.fromhex(text))
            plain = text.rstrip("=").replace("-", "+").replace("_", "/")
            return cls(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True))
        raise BadConfiguration(where=where, reason="no-vault-key")

    @property
    def text(self) -> str:
        """The key in base64, for its file."""
        return base64.b64encode(self._material).decode()

    @cached_property
    def id(self) -> str:
        """16 hex digits that tell keys apart, and tell nothing of them."""
        return self.derive("id", _ID_SIZE).hex()

    def derive(self, purpose: str, length: int = KEY_SIZE) -> bytes:
        """The key for a purpose."""
        info = f"packer vault 1: {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(self._material)

    def __repr__(self) -> str:
        return f"Key({self.id})"


class Vault:
    """Closes with one key, and opens with that one or one of those before it."""

    def __init__(self, current: Key, *older: Key) -> None:
        self.current = current
        self._known = {key.id: key for key in (*older, current)}

    def close(self, purpose: str, record: str, secret: Secret) -> bytes:
        """A secret as it may be stored, in the record of that id."""
        nonce = secrets.token_bytes(_NONCE_SIZE)
        cipher = AESGCM(self.current.derive(purpose))
        closed = cipher.encrypt(nonce, secret.reveal().encode(), _associated(purpose, record))
        return _VERSION + bytes.fromhex(self.current.id) + nonce + closed

    def open(self, purpose: str, record: str, sealed: bytes) -> Secret:
        """The secret of a record.

        Raises :class:`WrongKey` naming the key that is needed, :class:`Tampered` for what was
        changed, cut or moved here from another record.
        """
        key = self.key_for(record, sealed)
        nonce = sealed[len(_VERSION) + _ID_SIZE : _HEAD]
        cipher = AESGCM(key.derive(purpose))
        try:
            text = cipher.decrypt(nonce, sealed[_HEAD:], _associated(purpose, record))
        except InvalidTag:
            raise Tampered(record=record) from None
        return Secret(text.decode())

    def key_for(self, record: str, sealed: bytes) -> Key:
        """The key that something was closed with; raises like :meth:`open`."""
        if sealed[:1] != _VERSION or len(sealed) < _HEAD + 16:
            raise Tampered(record=record)
        needed = sealed[1 : 1 + _ID_SIZE].hex()
        if needed not in self._known:
            raise WrongKey(needed=needed, have=self.current.id)
        return self._known[needed]


def _associated(purpose: str, record: str) -> bytes:
    return f"{purpose}\0{record}".encode()


class KeyFile:
    """The file of the key (0600), and beside it, while keys are changed, the one to come."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.coming = path.with_name(f"{path.name}.new")

    @contextlib.contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[None]:
        """Keep the key from being changed by others, or for oneself alone to change it."""
        lock = self.path.with_name(f"{self.path.name}.lock")
        with _told(lock):
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with _told(lock):
                fcntl.flock(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)

    @property
    def is_there(self) -> bool:
        """Whether there is a key."""
        return self.path.exists() or self.coming.exists()

    def open(self, *, make: bool = True) -> Vault:
        """The vault with the keys that are there; the first one is made where there is none.

        Raises :class:`BadConfiguration` for a file that is none or that others can read,
        :class:`NotAllowed` where there is no key and none may be made.
        """
        if not self.is_there:
            if not make:
                raise NotAllowed(path=str(self.path), reason=os.strerror(2))
            _write_once(self.path, Key.make())
        coming = _read(self.coming)
        current = _read(self.path)
        if current is None:
            # The key was changed between the two looks.
            current = coming or _read(self.path)
        if current is None:
            raise NotAllowed(path=str(self.path), reason=os.strerror(2))
        return Vault(current) if coming is None else Vault(coming, current)

    def begin_change(self) -> Vault:
        """The vault that closes with a new key, and opens with the old one, too.

        A change that was begun is gone on with.
        """
        self.open()
        _write_once(self.coming, Key.make())
        return self.open()

    def end_change(self) -> None:
        """Forget the old key: nothing is closed with it any more."""
        with _told(self.path):
            self.coming.replace(self.path)
            # A process that was killed may have left a draft, which is as good as the key.
            for draft in self.path.parent.glob(f".{self.path.name}.*"):
                draft.unlink(missing_ok=True)
            _sync(self.path.parent)


def _read(path: Path) -> Key | None:
    try:
        if path.stat().st_mode & 0o077:
            raise BadConfiguration(where=str(path), reason="open-secret")
        return Key.parse(path.read_text(encoding="ascii"), str(path))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise BadConfiguration(where=str(path), reason="no-vault-key") from None
    except OSError as error:
        raise NotAllowed(path=str(path), reason=error.strerror or str(error)) from error


def _write_once(path: Path, key: Key) -> None:
    """Write a key whole, unless another process was faster."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with _told(path):
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{key.text}\n")
                file.flush()
                os.fsync(descriptor)
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            _sync(path.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotAllowed(path=str(path), reason=error.strerror or str(error)) from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
