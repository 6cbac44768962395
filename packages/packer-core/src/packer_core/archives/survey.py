"""Reads a release directory once, and says all that its archives and lists tell."""

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from packer_core.archives.compare import compare_sfv
from packer_core.archives.faults import Faults, Place
from packer_core.archives.names import parse_volume_name
from packer_core.archives.rar_read import ScannedVolume, assemble_sets, scan_volume
from packer_core.archives.sfv import parse_sfv
from packer_core.archives.streams import FileStream, Stream
from packer_core.archives.walk import Found, walk
from packer_core.archives.zip.scan import scan_zip
from packer_core.values import Entry, RawText, SfvFacts, Survey, ZipDisk

#: Texts and lists beyond this size are none.
TEXT_LIMIT = 1 << 20

_TEXTS = frozenset({".nfo", ".diz"})
_RAR_START = b"Rar!\x1a\x07"
_RAR_START_SIZE = 8


def survey(
    root: Path, *, sha256: bool = False, advance: Callable[[int], None] = lambda _count: None
) -> Survey:
    """Read every byte of every file below ``root`` once.

    ``sha256`` adds that sum to every entry. ``advance`` gets the counts of bytes read and raises
    to stop. Faults of the release are part of the result, whatever its files hold.

    Raises ``OSError`` where ``root`` itself cannot be read.
    """
    reading = _Reading(sha256, advance)
    for found in walk(root, reading.faults):
        reading.read(found)
    return reading.survey()


class _Reading:
    """What was read so far."""

    def __init__(self, sha256: bool, advance: Callable[[int], None]) -> None:
        self.faults = Faults()
        self._sha256 = sha256
        self._advance = advance
        self._entries: list[Entry] = []
        self._sfvs: list[SfvFacts] = []
        self._disks: list[ZipDisk] = []
        self._volumes: list[ScannedVolume] = []
        self._texts: list[RawText] = []
        self._bytes_read = 0

    def read(self, found: Found) -> None:
        """Read a file, by what its name and its first bytes say that it is."""
        if found.is_dir:
            self._entries.append(Entry(path=found.path, is_dir=True))
            return
        place = self.faults.at(found.path)
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(found.place, flags)
            try:
                entry = self._read_open(found, descriptor, place)
            finally:
                os.close(descriptor)
        except OSError as error:
            place.fault("fs.unreadable", expected="", found=error.strerror)
            entry = Entry(path=found.path, size=found.size)
        self._entries.append(entry)

    def _read_open(self, found: Found, descriptor: int, place: Place) -> Entry:
        stream = FileStream(descriptor, sha256=self._sha256, advance=self._advance)
        suffix = PurePosixPath(found.path).suffix.lower()
        if suffix in _TEXTS:
            self._read_text(found.path, stream, stream.size, None)
        elif suffix == ".sfv":
            self._read_sfv(found.path, stream, place)
        elif suffix == ".zip":
            self._read_zip(found.path, stream, place)
        elif _is_volume(found.path, stream):
            self._read_volume(found.path, "", stream)
        stream.drain()
        stream.finish()
        self._bytes_read += stream.position
        if stream.position != found.size:
            place.fault("fs.changed", expected=found.size, found=stream.position)
        return Entry(path=found.path, size=stream.position, crc32=stream.crc, sha256=stream.sha256)

    def _read_text(self, path: str, stream: Stream, size: int, disk: int | None) -> None:
        if size > TEXT_LIMIT:
            place = self.faults.at(path)
            place.fault("text.too_large", expected=f"<= {TEXT_LIMIT}", found=size)
            return
        self._texts.append(RawText(path=path, data=stream.take(size), disk=disk))

    def _read_sfv(self, path: str, stream: FileStream, place: Place) -> None:
        if stream.size > TEXT_LIMIT:
            place.fault("sfv.too_large", expected=f"<= {TEXT_LIMIT}", found=stream.size)
            return
        parsed = parse_sfv(stream.take(stream.size))
        for number in parsed.unreadable:
            place.fault("sfv.line", expected="name crc", found=number)
        for name in parsed.short:
            place.note("sfv.short", expected=8, found=name)
        self._sfvs.append(SfvFacts(path=path, lines=parsed.lines))

    def _read_zip(self, path: str, stream: FileStream, place: Place) -> None:
        disk = len(self._disks) + 1

        def visit(name: str, contents: Stream, size: int) -> None:
            inner = f"{path}!{name}"
            if PurePosixPath(name).suffix.lower() in _TEXTS:
                self._read_text(inner, contents, size, disk)
            elif _is_rar_name(name):
                self._read_volume(inner, path, contents)

        self._disks.append(scan_zip(stream, place, visit))

    def _read_volume(self, path: str, container: str, stream: Stream) -> None:
        volume = ScannedVolume(path=path, container=container)
        scan_volume(stream, volume, self.faults.at(path))
        self._volumes.append(volume)

    def survey(self) -> Survey:
        """All of it, compared with each other."""
        sets = assemble_sets(self._volumes, self.faults)
        compare_sfv(self._sfvs, self._entries, self.faults)
        return Survey(
            entries=tuple(self._entries),
            sfvs=tuple(self._sfvs),
            disks=tuple(self._disks),
            sets=sets,
            texts=tuple(self._texts),
            faults=tuple(self.faults.faults),
            notes=tuple(self.faults.notes),
            bytes_read=self._bytes_read,
        )


def _is_rar_name(name: str) -> bool:
    """Whether a name can only be a volume's: ``.001`` may be anything."""
    parsed = parse_volume_name(PurePosixPath(name).name)
    return parsed is not None and parsed.naming != "numbered"


def _is_volume(path: str, stream: FileStream) -> bool:
    if _is_rar_name(path):
        return True
    starts = stream.at(0, _RAR_START_SIZE).startswith(_RAR_START)
    return starts and parse_volume_name(PurePosixPath(path).name) is not None
