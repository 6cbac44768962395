"""SFV: a list of names with the CRC-32 of each file, as text.

Read as lenient as the tools of receivers are, written in the one form that all of them accept:
``name``, a blank, eight hexadecimal digits, CRLF, the first volume first.
"""

import codecs
import re
from collections.abc import Iterable

from attrs import frozen

from packer_core.archives.names import sort_key
from packer_core.values import SfvLine

_ENTRY = re.compile(r"(?P<name>.*\S)[ \t]+(?P<crc>[0-9A-Fa-f]{1,8})", re.DOTALL)
_BOM = "\ufeff".encode()
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END = "\r\n"
_DIGITS = 8


@frozen(kw_only=True)
class SfvText:
    """An SFV as parsed: its lines in order, and the numbers (from 1) of lines that are none.

    ``short`` are the names whose CRC has fewer than eight digits; ``encoding`` is ``utf-16`` for a
    text of that, which no tool of receivers reads, else empty.
    """

    lines: tuple[SfvLine, ...]
    unreadable: tuple[int, ...] = ()
    short: tuple[str, ...] = ()
    encoding: str = ""


def parse_sfv(data: bytes) -> SfvText:
    """Read an SFV; never raises. Lines end with CRLF, LF or CR; ``;`` begins a comment."""
    lines: list[SfvLine] = []
    unreadable: list[int] = []
    short: list[str] = []
    wide = data.startswith(_WIDE_MARKS)
    text = data.decode("utf-16", "replace") if wide else data.removeprefix(_BOM).decode("latin-1")
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        line = raw.strip(" \t\x1a\0")
        if not line or line.startswith(";"):
            continue
        found = _ENTRY.fullmatch(line)
        if found is None:
            unreadable.append(number)
            continue
        name = found["name"].strip('"')
        lines.append(SfvLine(name=name, crc32=int(found["crc"], 16)))
        if len(found["crc"]) < _DIGITS:
            short.append(name)
    return SfvText(
        lines=tuple(lines),
        unreadable=tuple(unreadable),
        short=tuple(short),
        encoding="utf-16" if wide else "",
    )


def render_sfv(sums: Iterable[tuple[str, int]]) -> bytes:
    """The bytes of an SFV of files, from the path and the CRC-32 of each.

    Names are written without folders, in the order of volumes.

    Raises :class:`UnicodeEncodeError` for a name outside Latin-1, which no SFV can hold.
    """
    named = sorted(((_base(path), crc) for path, crc in sums), key=_order)
    text = "".join(f"{name} {crc:08x}{_LINE_END}" for name, crc in named)
    return text.encode("latin-1")


def sfv_size(paths: Iterable[str]) -> int:
    """The size in bytes of the SFV that :func:`render_sfv` makes of these files."""
    return sum(len(_base(path)) + 1 + _DIGITS + len(_LINE_END) for path in paths)


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _order(line: tuple[str, int]) -> tuple[str, int, str]:
    return sort_key(line[0])
