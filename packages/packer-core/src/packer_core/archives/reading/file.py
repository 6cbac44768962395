"""Reads one file of a release, by what its name and its first bytes say that it is."""

import os
from collections.abc import Callable
from pathlib import PurePosixPath

from attrs import define, field, frozen

from packer_core.archives.damage import Faults, Place
from packer_core.archives.names import parse_volume_name
from packer_core.archives.rar_read import ScannedVolume, scan_volume
from packer_core.archives.reading.walk import Found
from packer_core.archives.sfv import parse_sfv
from packer_core.archives.streams import FileStream, Stream
from packer_core.archives.zip.scan import scan_zip
from packer_core.values import Entry, RawText, SfvFacts, ZipDisk

#: Texts and lists beyond this size are none.
TEXT_LIMIT = 1 << 20

_TEXTS = frozenset({".nfo", ".diz"})
_RAR_START = b"Rar!\x1a\x07"


@define(kw_only=True)
class Reading:
    """What one file holds; filled while reading. The texts of a disk do not know its number yet."""

    entry: Entry
    faults: Faults = field(factory=Faults)
    bytes_read: int = 0
    sfv: SfvFacts | None = None
    disk: ZipDisk | None = None
    volumes: list[ScannedVolume] = field(factory=list)
    texts: list[RawText] = field(factory=list)


@frozen
class Reader:
    """Reads files; ``advance`` gets the counts of bytes and raises to stop."""

    sha256: bool
    advance: Callable[[int], None]

    def read(self, found: Found) -> Reading:
        """Read every byte of a file once; whatever is wrong with it is in the result."""
        if found.is_dir:
            return Reading(entry=Entry(path=found.path, is_dir=True))
        reading = Reading(entry=Entry(path=found.path, size=found.size))
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(found.place, flags)
            try:
                self._read_open(found, descriptor, reading)
            finally:
                os.close(descriptor)
        except OSError as error:
            reading.faults.at(found.path).fault("fs.unreadable", found=error.strerror)
        return reading

    def _read_open(self, found: Found, descriptor: int, reading: Reading) -> None:
        stream = FileStream(descriptor, sha256=self.sha256, advance=self.advance)
        place = reading.faults.at(found.path)
        _read_contents(found.path, stream, reading, place)
        stream.drain()
        stream.finish()
        if stream.position != found.size:
            place.fault("fs.changed", expected=found.size, found=stream.position)
        reading.bytes_read = stream.position
        reading.entry = Entry(
            path=found.path, size=stream.position, crc32=stream.crc, sha256=stream.sha256
        )


def _read_contents(path: str, stream: FileStream, reading: Reading, place: Place) -> None:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _TEXTS:
        _read_text(path, stream, stream.size, reading)
    elif suffix == ".sfv":
        _read_sfv(stream, reading, place)
    elif suffix == ".zip":
        _read_zip(stream, reading, place)
    elif _is_volume(path, stream):
        _read_volume(path, "", stream, reading)


def _read_text(path: str, stream: Stream, size: int, reading: Reading) -> None:
    if size > TEXT_LIMIT:
        place = reading.faults.at(path)
        place.fault("text.too_large", expected=f"<= {TEXT_LIMIT}", found=size)
    else:
        reading.texts.append(RawText(path=path, data=stream.take(size)))


def _read_sfv(stream: FileStream, reading: Reading, place: Place) -> None:
    if stream.size > TEXT_LIMIT:
        place.fault("sfv.too_large", expected=f"<= {TEXT_LIMIT}", found=stream.size)
        return
    parsed = parse_sfv(stream.take(stream.size))
    if parsed.encoding:
        place.fault("sfv.encoding", expected="ascii", found=parsed.encoding)
    for number in parsed.unreadable:
        place.fault("sfv.line", expected="name crc32", found=number)
    for name in parsed.short:
        place.note("sfv.short", expected=8, found=name)
    reading.sfv = SfvFacts(path=place.path, lines=parsed.lines)


def _read_zip(stream: FileStream, reading: Reading, place: Place) -> None:
    def visit(name: str, contents: Stream, size: int) -> None:
        inner = f"{place.path}!{name}"
        if PurePosixPath(name).suffix.lower() in _TEXTS:
            _read_text(inner, contents, size, reading)
        elif _is_rar_name(name):
            _read_volume(inner, place.path, contents, reading)

    reading.disk = scan_zip(stream, place, visit)


def _read_volume(path: str, container: str, stream: Stream, reading: Reading) -> None:
    volume = ScannedVolume(path=path, container=container)
    scan_volume(stream, volume, reading.faults.at(path))
    reading.volumes.append(volume)


def _is_rar_name(name: str) -> bool:
    """Whether a name can only be a volume's: ``.001`` may be anything."""
    parsed = parse_volume_name(PurePosixPath(name).name)
    return parsed is not None and parsed.naming != "numbered"


def _is_volume(path: str, stream: FileStream) -> bool:
    if _is_rar_name(path):
        return True
    named = parse_volume_name(PurePosixPath(path).name) is not None
    return named and stream.at(0, len(_RAR_START)) == _RAR_START
