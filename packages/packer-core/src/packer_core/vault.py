"""The vault: secrets closed with AES-256-GCM under a key that lies outside the database.

What the vault closes is ``version (1 byte) | key id (8) | nonce (12) | ciphertext and tag``. Each
purpose has a key of its own, derived by HKDF-SHA256 (RFC 5869). Where the secret lies, whose it is
and what for (:class:`Place`) is associated data: nothing opens in another place, for another owner
or another provider. Version 1 bound the purpose and the record alone; its seals are opened only to
be closed anew.
"""

import base64
import binascii
import contextlib
import errno
import fcntl
import json
import os
import re
import secrets
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from packer_core.errors import BadConfiguration, NotAllowed, OldSeal, Tampered, WrongKey
from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import remove_file
from packer_core.files.replacing import put_in_place, write_new
from packer_core.files.system_errors import expected, system_faults
from packer_core.redaction import Secret

#: Bytes of a key.
KEY_SIZE = 32

_VERSION, _OLD_VERSION = b"\x02", b"\x01"
_ID_SIZE = 8
_NONCE_SIZE = 12
_HEAD = len(_VERSION) + _ID_SIZE + _NONCE_SIZE
#: What files are called before they have their names: today's, and those of the first version.
_DRAFT = re.compile(r"\.(?:[0-9a-f]{16}\.tmp|vault\.key(?:\.new)?\.[0-9a-f]{8})")
#: Bytes of a key's file at most.
_LONGEST = 1024
_LOCK = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
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


@frozen
class Place:
    """Where a secret lies: the table and the record, and what else of the row it belongs to.

    ``bound`` are the columns without which the secret is another's: scope, owner, provider or
    destination, name. ``called`` is what a person calls it, for messages only.
    """

    purpose: str
    record: str
    bound: tuple[str | None, ...] = ()
    called: str = field(default="", eq=False)

    @property
    def name(self) -> str:
        """What it is called in messages: the record alone where nobody gave it a name."""
        return f"{self.called} ({self.record})" if self.called else self.record

    @property
    def associated(self) -> bytes:
        """All of it, so written that no two places are written alike."""
        return json.dumps([self.purpose, self.record, *self.bound]).encode()


class Vault:
    """Closes with one key, and opens with that one or one of those before it."""

    def __init__(self, current: Key, *older: Key) -> None:
        self.current = current
        self._known = {key.id: key for key in (*older, current)}

    def close(self, place: Place, secret: Secret) -> bytes:
        """A secret as it may be stored in its place."""
        nonce = secrets.token_bytes(_NONCE_SIZE)
        cipher = AESGCM(self.current.derive(place.purpose))
        closed = cipher.encrypt(nonce, secret.reveal().encode(), place.associated)
        return _VERSION + bytes.fromhex(self.current.id) + nonce + closed

    def open(self, place: Place, sealed: bytes) -> Secret:
        """The secret of a place.

        Raises :class:`WrongKey` naming the key that is needed, :class:`OldSeal` for one of the
        first version, :class:`Tampered` for what was changed, cut or moved here from elsewhere.
        """
        if is_old(sealed):
            self.key_for(place, sealed)
            raise OldSeal(record=place.name)
        return self._open(place, sealed, place.associated)

    def open_old(self, place: Place, sealed: bytes) -> Secret:
        """The secret that the first version closed; raises like :meth:`open`."""
        if not is_old(sealed):
            raise Tampered(record=place.name)
        return self._open(place, sealed, f"{place.purpose}\0{place.record}".encode())

    def _open(self, place: Place, sealed: bytes, associated: bytes) -> Secret:
        key = self.key_for(place, sealed)
        nonce = sealed[len(_VERSION) + _ID_SIZE : _HEAD]
        cipher = AESGCM(key.derive(place.purpose))
        try:
            text = cipher.decrypt(nonce, sealed[_HEAD:], associated)
        except InvalidTag:
            raise Tampered(record=place.name) from None
        return Secret(text.decode())

    def key_for(self, place: Place, sealed: bytes) -> Key:
        """The key that something was closed with; raises like :meth:`open`."""
        if sealed[:1] not in (_VERSION, _OLD_VERSION) or len(sealed) < _HEAD + 16:
            raise Tampered(record=place.name)
        needed = sealed[1 : 1 + _ID_SIZE].hex()
        if needed not in self._known:
            raise WrongKey(needed=needed, have=self.current.id)
        return self._known[needed]


def is_old(sealed: bytes) -> bool:
    """Whether the first version closed it."""
    return sealed[:1] == _OLD_VERSION


class KeyFile:
    """The file of the key (0600), and beside it, while keys are changed, the one to come."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.coming = path.with_name(f"{path.name}.new")

    @contextlib.contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[None]:
        """Keep the key from being changed by others, or for oneself alone to change it."""
        lock = self.path.with_name(f"{self.path.name}.lock")
        with system_faults(lock):
            descriptor = os.open(lock, _LOCK, 0o600)
        try:
            with system_faults(lock):
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
        with system_faults(self.path), OwnFolder.open(self.path.parent) as folder:
            put_in_place(self.coming, self.path)
            # A process that was killed may have left a draft, which is as good as the key.
            for name in filter(_DRAFT.fullmatch, folder.names()):
                remove_file(folder, name)
            _sync(self.path.parent)


def _read(path: Path) -> Key | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise BadConfiguration(where=str(path), reason="key.link") from error
        raise expected(error, path) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise BadConfiguration(where=str(path), reason="no-vault-key")
        if status.st_uid != os.geteuid():
            raise BadConfiguration(where=str(path), reason="state.foreign")
        if status.st_mode & 0o077:
            raise BadConfiguration(where=str(path), reason="open-secret")
        return Key.parse(os.read(descriptor, _LONGEST).decode("ascii", "replace"), str(path))
    finally:
        os.close(descriptor)


def _write_once(path: Path, key: Key) -> None:
    """Write a key whole, unless another process was faster."""
    with system_faults(path), contextlib.suppress(FileExistsError):
        write_new(path, f"{key.text}\n".encode("ascii"), mode=0o600)
        _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
