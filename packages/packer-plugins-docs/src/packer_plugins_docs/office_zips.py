"""ZIP packages of office programs, read with limits: count, size and ratio.

Only the central directory and the few parts asked for are read, so that the pictures in a
document do not matter. Source of the format: PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from packer_core.errors import Unreadable

#: Bytes of central directory accepted: some 20,000 parts with names of usual length.
MAX_DIRECTORY = 2 << 20
#: Bytes of one part read into memory.
MAX_PART = 8 << 20
#: How much smaller than its contents a part may be, once it is larger than a page. The XML of
#: large tables reaches about 100; a bomb of one repeated byte 1,000.
MAX_RATIO = 400
_SMALL = 256 << 10
_CHUNK = 256 << 10

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_END = b"PK\x05\x06"
_END64_LOCATOR = b"PK\x06\x07"
_END64 = b"PK\x06\x06"
#: The end record and the longest comment that may follow it.
_TAIL = 22 + 0xFFFF


class OfficeZip:
    """An open package. Part names count without regard to case (ECMA-376 part 2, 6.3.5).

    ``names`` are all files of it in lower case with their entries, in the order of the directory.
    Every error is :class:`packer_core.errors.Unreadable` with the path and a short reason.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb")
        try:
            _check_directory(self._file, path)
            self._zip = zipfile.ZipFile(self._file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            self._file.close()
            raise Unreadable(path=str(path), reason="broken-zip") from error
        except Unreadable:
            self._file.close()
            raise
        self.names: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            if not entry.filename.endswith("/"):
                name = entry.filename.replace("\\", "/").lstrip("/").lower()
                self.names.setdefault(name, entry)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        self._file.close()

    @property
    def locked(self) -> bool:
        """Whether a part needs a password of the ZIP (APPNOTE 4.4.4, bit 0)."""
        return any(entry.flag_bits & 1 for entry in self.names.values())

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """The contents of a part of at most ``limit`` bytes, empty when there is none."""
        entry = self.names.get(name.lower().lstrip("/"))
        if entry is None:
            return b""
        if entry.file_size > limit:
            raise self._unreadable("too-large")
        return b"".join(self._chunks(entry, limit))

    def begin(self, name: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a part, or all where it has fewer."""
        return b"".join(self.stream(name, limit))

    def stream(self, name: str, limit: int) -> Iterator[bytes]:
        """The first ``limit`` bytes of a part, piece by piece; nothing when there is none."""
        entry = self.names.get(name.lower().lstrip("/"))
        return iter(()) if entry is None else self._chunks(entry, limit)

    def _chunks(self, entry: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
        if entry.compress_type not in _METHODS:
            raise self._unreadable("unknown-compression")
        if entry.file_size > max(_SMALL, entry.compress_size * MAX_RATIO):
            raise self._unreadable("zip-bomb")
        try:
            with self._zip.open(entry) as file:
                while limit > 0 and (data := file.read(min(limit, _CHUNK))):
                    limit -= len(data)
                    yield data
        except RuntimeError as error:
            # What zipfile raises for a password and for features that it does not know.
            raise self._unreadable("unknown-compression") from error
        except _DAMAGE as error:
            raise self._unreadable("damaged-entry") from error

    def _unreadable(self, reason: str) -> Unreadable:
        return Unreadable(path=str(self.path), reason=reason)


def _check_directory(file: BinaryIO, path: Path) -> None:
    """Refuse a central directory that is missing or too large before it is loaded."""
    size = file.seek(0, 2)
    if not size:
        raise Unreadable(path=str(path), reason="empty")
    file.seek(max(0, size - _TAIL - 20))
    tail = file.read(_TAIL + 20)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        file.seek(0)
        reason = "truncated" if file.read(2) == b"PK" else "not-office"
        raise Unreadable(path=str(path), reason=reason)
    length = _directory_length(file, tail, at, size)
    if length > size:
        raise Unreadable(path=str(path), reason="broken-zip")
    if length > MAX_DIRECTORY:
        raise Unreadable(path=str(path), reason="too-many-entries")


def _directory_length(file: BinaryIO, tail: bytes, at: int, size: int) -> int:
    """The length of the central directory as the end record, or the one of ZIP64, states it."""
    length = int(struct.unpack_from("<L", tail, at + 12)[0])
    if tail[max(0, at - 20) : at][:4] != _END64_LOCATOR:
        return length
    file.seek(min(struct.unpack_from("<Q", tail, at - 12)[0], size))
    record = file.read(56)
    if record[:4] == _END64 and len(record) == 56:
        length = int(struct.unpack_from("<Q", record, 40)[0])
    return length
