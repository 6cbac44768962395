"""PDF files of strangers, opened by pypdf within bounds of time and memory.

pypdf is loaded by the first PDF, not by the import of this module.
"""

import io
import logging
import re
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from packer_core.errors import Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

#: Seconds of processor time for one file: a broken one can make any repair last for minutes.
MAX_SECONDS = 1.0
#: Bytes read in all; a whole file is read only to repair it.
MAX_READ = 96 << 20
#: Cross-reference entries kept: more than any book has, less than memory suffers.
_MAX_OBJECTS = 500_000
#: Objects of a file that is searched from end to end to repair it.
_MOST_REPAIRED = 100_000
#: What pypdf may spend between two reads, in which the clock is not looked at: it expands a damaged
#: stream byte by byte, a million of them in four seconds.
_LIMITS: dict[str, Any] = {
    "zlib_maximum_recovery_input_length": 100_000,
    "stream_filters_maximum_length": 4,
}
#: Where the end of a PDF is looked for; readers bear a kilobyte of garbage behind it.
_TAIL = 4096
_LENGTH = re.compile(rb"/Linearized\s+1?(?:\.0)?\b[^>]{0,200}?/L\s+(\d{1,12})\b")
#: How many reads pass between two looks at the clock.
_READS = 256
#: Bytes of a read that is not counted.
_SHORT = 256
_read = io.BufferedReader.read


#: Without a handler, Python would print the library's remarks about every odd file.
_SILENT = logging.NullHandler()


class TooMuch(MemoryError):
    """The file needs more time or memory than a book's metadata is worth.

    A kind of ``MemoryError``, because pypdf goes on to the next object after any other one.
    """


class _Watched(io.BufferedReader):
    """A file that stops answering when a reader asks too much of it."""

    def __init__(self, raw: io.FileIO) -> None:
        super().__init__(raw, 1 << 16)
        self._size = raw.seek(0, io.SEEK_END)
        raw.seek(0)
        self._reads = 0
        self._left = MAX_READ
        self._until = time.thread_time() + MAX_SECONDS
        self.spent = False

    def read(self, size: int | None = -1, /) -> bytes:
        # Thousands of short reads a file: their way is kept as short as they are.
        self._reads += 1
        if size is not None and 0 <= size <= _SHORT:
            if self.spent or not self._reads % _READS:
                self._look()
            return _read(self, size)
        self._left -= min(size, self._size) if size is not None and size > 0 else self._size
        self._look()
        data = _read(self, size)
        if (size is None or size < 0) and data.count(b" obj") > _MOST_REPAIRED:
            self.spent = True
            raise TooMuch
        return data

    def _look(self) -> None:
        # Once spent it stays so, wherever the first refusal was swallowed.
        self.spent = self.spent or self._left < 0 or time.thread_time() > self._until
        if self.spent:
            raise TooMuch


def broken() -> tuple[type[Exception], ...]:
    """What pypdf raises for files that are not well-formed, beside its own errors."""
    from pypdf.errors import DependencyError, PyPdfError

    return (
        PyPdfError,
        DependencyError,
        TooMuch,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        AssertionError,
        RecursionError,
        NotImplementedError,
        EOFError,
        OSError,
        zlib.error,
        struct.error,
    )


@contextmanager
def open_pdf(path: Path) -> Iterator["PdfReader"]:
    """A reader of a PDF in which nothing is ever decrypted.

    First as the standard wants it, which is quick, then with every repair.

    :raises packer_core.errors.Unreadable: when no reader could make sense of the file.
    """
    if is_cut_short(path):
        raise Unreadable(path=str(path), reason="truncated")
    logging.getLogger("pypdf").addHandler(_SILENT)
    from pypdf import apply_configuration

    with apply_configuration(**_LIMITS), _Watched(io.FileIO(path)) as stream:
        yield _opened(path, stream)


def _opened(path: Path, stream: _Watched) -> "PdfReader":
    for strict in (True, False):
        try:
            reader = _reader(stream, strict)
            if isinstance(reader.root_object, dict):
                return reader
        except broken() as error:
            # Asked of the file, because pypdf may have made another error of it.
            if stream.spent:
                raise Unreadable(path=str(path), reason="too-costly") from error
            stream.seek(0)
    raise Unreadable(path=str(path), reason="broken-structure")


def _reader(stream: _Watched, strict: bool) -> "PdfReader":
    from pypdf import PdfReader

    class Sealed(PdfReader):
        """A reader that leaves encrypted objects as they are."""

        def _handle_encryption(self, password: str | bytes | None) -> None:
            """Not even the empty password is tried on the contents."""

    return Sealed(
        stream,
        strict=strict,
        root_object_recovery_limit=2_000,
        xref_stream_maximum_entries=_MAX_OBJECTS,
    )


def is_cut_short(path: Path) -> bool:
    """Whether the end of a PDF is missing: nothing that closes one stands near the end.

    A file made for the web states its own length at the start (ISO 32000-2, annex F.3.3).
    """
    with path.open("rb") as file:
        stated = _LENGTH.search(file.read(1024))
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read().rstrip(b"\x00 \t\r\n\x1a")
    if stated and int(stated[1]) > size:
        return True
    return b"startxref" not in tail and b"%%EO" not in tail


def dictionary(value: Any) -> "DictionaryObject | None":
    """A value of a PDF, resolved, if it is a dictionary."""
    if value is None:
        return None
    found = value.get_object()
    return cast("DictionaryObject", found) if isinstance(found, dict) else None


def item(holder: "DictionaryObject | None", name: str) -> Any:
    """An entry of a dictionary, resolved; ``None`` where it is missing or points nowhere."""
    if holder is None or name not in holder:
        return None
    try:
        found = holder[name]
    except broken():
        return None
    return None if type(found).__name__ == "NullObject" else found
