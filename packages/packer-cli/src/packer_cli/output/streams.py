"""The standard streams while a command runs: whoever writes there, nothing passes as it is.

:mod:`packer_cli.output` is the door for what Packer has to say. All else that writes to standard
output or standard error in this process (click's help, a library's warnings and log, a plugin that
prints) meets an :class:`Escaped` stream.
"""

import contextlib
import errno
import io
import os
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO, cast

from packer_core.errors import NotAllowed
from packer_core.escaping import escape_line, escape_text

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class ReaderLeft(Exception):
    """Nobody reads standard output any more, so the command need not go on."""


class Stream(io.TextIOBase):
    """A standard stream that takes what is escaped already.

    Standard output raises :class:`ReaderLeft` when its reader left, and :class:`NotAllowed` when it
    takes no more. Standard error raises neither: there is nowhere left to say so.
    """

    def __init__(self, inner: TextIO, *, err: bool) -> None:
        self.inner = inner
        self.err = err

    def write(self, text: str, /) -> int:
        """Write a text at once."""
        try:
            self.inner.write(text)
            self.inner.flush()
        except OSError as error:
            self._fail(error)
        return len(text)

    def _fail(self, error: OSError) -> None:
        if self.err:
            return
        # Python writes nothing more there when it ends.
        sys.stdout = None
        if error.errno == errno.EPIPE:
            raise ReaderLeft from error
        raise NotAllowed(path="stdout", reason=error.strerror or str(error)) from error

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """The stream stays open: it is the process's."""

    def writable(self) -> bool:
        """It is."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.inner.isatty()

    def fileno(self) -> int:
        """Its descriptor."""
        return self.inner.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What letters become bytes by."""
        return getattr(self.inner, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """What becomes of letters that the encoding lacks."""
        return getattr(self.inner, "errors", None) or "strict"


class Escaped(Stream):
    """A standard stream as everybody sees it; ``ours`` is the same one for the door.

    ``buffer`` takes bytes, as click writes what a shell completes.
    """

    def __init__(self, inner: TextIO, *, err: bool) -> None:
        super().__init__(inner, err=err)
        self.ours = Stream(inner, err=err)
        self.buffer = _Bytes(self)

    def write(self, text: str, /) -> int:
        """Write a text of several lines, each escaped."""
        self.ours.write(escape_text(text))
        return len(text)


class _Bytes(io.RawIOBase):
    """The bytes of a standard stream: what they say is escaped like a text."""

    def __init__(self, stream: Escaped) -> None:
        self._stream = stream

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write a text in UTF-8; other bytes become escapes."""
        self._stream.write(bytes(data).decode("utf-8", "surrogateescape"))
        return len(bytes(data))

    def writable(self) -> bool:
        """It is."""
        return True


def ours(*, err: bool) -> Stream | None:
    """A standard stream for what is escaped already; ``None`` where there is none."""
    stream = sys.stderr if err else sys.stdout
    if isinstance(stream, Escaped):
        return stream.ours
    return None if stream is None else Stream(stream, err=err)


def somebody_sees() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def somebody_answers() -> bool:
    """Whether there is somebody at a terminal to ask."""
    return somebody_sees() and sys.stdin is not None and sys.stdin.isatty()


def _encoding(stream: io.TextIOWrapper) -> str:
    """The encoding of a stream; ASCII for one that is none for lines, or knows no escapes."""
    try:
        "é\n".encode(stream.encoding, "backslashreplace").decode(stream.encoding)
    except (UnicodeError, LookupError):
        return "ascii"
    return stream.encoding


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Escape whatever is written to the standard streams, whatever this process was given.

    Descriptors that are closed are opened to nowhere, so that no file of ours takes their numbers;
    a letter that an encoding lacks becomes an escape. A warning is one line.
    """
    _open_all()
    before = sys.stdout, sys.stderr, warnings.showwarning
    for stream in before[:2]:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")
    sys.stdout, sys.stderr = escaped(before[0], err=False), escaped(before[1], err=True)
    warnings.showwarning = _show_warning
    try:
        yield
    finally:
        lost = sys.stdout is None
        sys.stdout, sys.stderr, warnings.showwarning = before
        if lost:
            sys.stdout = None


def escaped(stream: TextIO | None, *, err: bool) -> TextIO:
    """The stream with all that is written there escaped; one that is not there stays away."""
    return cast(TextIO, None if stream is None else Escaped(stream, err=err))


def _open_all() -> None:
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def log_in_lines() -> None:
    """Print each record of the log of a library as one line, where nobody set up another place."""
    # For those alone who run what logs: it is slow to import.
    import logging

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            _tell(f"{record.name}: {record.getMessage()}")

    logging.lastResort = Lines(logging.WARNING)


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _tell(f"{category.__name__}: {message}")


def _tell(text: str) -> None:
    stream = ours(err=True)
    if stream is not None:
        stream.write(f"{escape_line(text)}\n")
