"""Reads one volume of whatever format from a stream."""

from packer_core.archives.damage import Place
from packer_core.archives.rar_read.scan4 import scan4
from packer_core.archives.rar_read.scan5 import scan5
from packer_core.archives.rar_read.scanned import BrokenVolume, ScannedVolume
from packer_core.archives.streams import Stream

MARKER_4 = b"Rar!\x1a\x07\x00"
MARKER_5 = b"Rar!\x1a\x07\x01\x00"

_PADDING_LIMIT = 4096


def scan_volume(stream: Stream, volume: ScannedVolume, place: Place) -> None:
    """Read a volume to the end of the stream and fill in what it says; faults go to ``place``."""
    try:
        _scan(stream, volume, place)
    except BrokenVolume as fault:
        volume.broken = True
        place.fault(fault.kind, fault.offset, expected=fault.expected, found=fault.found)
    _read_rest(stream, volume, place)
    volume.size = stream.position


def _scan(stream: Stream, volume: ScannedVolume, place: Place) -> None:
    marker = stream.take(len(MARKER_4))
    if marker == MARKER_4:
        volume.generation = 4
        scan4(stream, volume, place)
        return
    marker += stream.take(1)
    if marker != MARKER_5:
        raise BrokenVolume("rar.signature", 0, MARKER_4.hex(" "), marker.hex(" "))
    volume.generation = 5
    scan5(stream, volume, place)


def _read_rest(stream: Stream, volume: ScannedVolume, place: Place) -> None:
    """After the end nothing follows, but zeros with which RAR 5 fills a volume up."""
    end = stream.position
    first = stream.take(_PADDING_LIMIT)
    left = len(first) + stream.drain()
    if not left or not volume.has_end or volume.broken:
        return
    if volume.generation == 5 and left == len(first) and not any(first):
        place.note("rar.padding", end, expected=0, found=left)
    else:
        place.fault("rar.trailing", end, expected=0, found=left)
