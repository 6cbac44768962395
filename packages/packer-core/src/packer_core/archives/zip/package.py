"""ZIP files of strangers, read with limits: count, size and ratio are checked before a byte is.

Only the central directory and the few entries asked for are read, so that the size of a work
does not matter. Source of the format: PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from packer_core.errors import Unreadable

#: Bytes of central directory accepted: some 20,000 entries with names of usual length.
MAX_DIRECTORY = 2 << 20
#: How much smaller than its contents a compressed entry may be, once it is larger than a page.
#: Text of the most repetitive kind reaches about 200; a bomb of zeros 1,000.
MAX_RATIO = 400
_SMALL = 256 << 10
_CHUNK = 256 << 10

#: What the standard library raises for damaged contents.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
#: Other methods have costs that cannot be bounded beforehand.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_END = b"PK\x05\x06"
_END64_LOCATOR = b"PK\x06\x07"
_END64 = b"PK\x06\x06"
#: The end record and the longest comment that may follow it.
_TAIL = 22 + 0xFFFF


class ZipPackage:
    """An open ZIP file whose entries are parts of one work.

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
    def comment(self) -> bytes:
        """The comment of the whole file."""
        return self._zip.comment

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """All entries that are files, in the order of the directory."""
        return [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]

    @property
    def locked(self) -> bool:
        """Whether an entry needs a password (APPNOTE 4.4.4, bit 0)."""
        return any(entry.flag_bits & 1 for entry in self.entries)

    def entry_called(self, name: str) -> zipfile.ZipInfo | None:
        """The entry of exactly this name."""
        try:
            return self._zip.getinfo(name)
        except KeyError:
            return None

    def read_entry(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        """The contents of an entry of at most ``limit`` bytes."""
        if entry.file_size > limit:
            raise self._unreadable("too-large")
        data = b"".join(self.stream_entry(entry, limit + 1))
        if len(data) > limit:
            raise self._unreadable("too-large")
        return data

    def stream_entry(self, entry: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
        """The first ``limit`` bytes of an entry, piece by piece."""
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
        begin = file.read(2)
        reason = "truncated" if begin == b"PK" else "not-a-zip"
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
