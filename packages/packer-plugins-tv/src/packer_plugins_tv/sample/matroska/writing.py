"""Writing a sample as a Matroska file of its own (RFC 9559)."""

import os
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from attrs import define, field, frozen

from packer_core.version import VERSION
from packer_plugins_tv.sample.choice import Selection
from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.blocks import Block, Stretch
from packer_plugins_tv.sample.matroska.ebml import element, head, uint, vint
from packer_plugins_tv.sample.matroska.film import Film

#: Bytes copied at a time.
_CHUNK = 1 << 20

#: A cluster lasts no longer, unless a key frame comes earlier.
_CLUSTER_SECONDS = 5.0

#: Times in a cluster are signed numbers of 16 bits.
_MOST_TICKS = 0x7FFF

_APP = f"Packer {VERSION}".encode()

Piece = bytes | Stretch


@frozen
class _Entry:
    """An element for the directory: its identifier, and where it is in the segment."""

    id: int
    position: int


@define
class _Output:
    """The file being written; ``copied`` ranges come from the film."""

    film: Film
    file: BinaryIO
    position: int = 0
    entries: list[_Entry] = field(factory=list)

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.position += len(data)

    def copy(self, start: int, end: int) -> None:
        while start < end:
            data = os.pread(self.film.file.descriptor, min(_CHUNK, end - start), start)
            if not data:
                raise Malformed("cut-truncated")
            self.write(data)
            start += len(data)
            self.film.file.work.look()


def write_sample(film: Film, selection: Selection, file: BinaryIO) -> None:
    """Write the selected blocks of a film to an empty file: the same bytes each time."""
    output = _Output(film, file)
    output.write(_ebml_header(film))
    # Size and directory are known when all is written; their places have fixed sizes.
    output.write(_segment_head(0))
    segment = output.position
    present = [ids.INFO, ids.TRACKS, *([ids.TAGS] if film.tags else []), ids.CUES]
    output.write(_seek_head(_Entry(id_, 0) for id_ in present))
    _write_whole(output, segment, ids.INFO, _info(film, selection))
    _write_whole(output, segment, ids.TRACKS, film.tracks_data)
    if film.tags:
        _write_whole(output, segment, ids.TAGS, film.tags)
    cues = b"".join(_write_clusters(output, segment, selection))
    _write_whole(output, segment, ids.CUES, cues)
    size = output.position - segment
    file.seek(segment - len(_segment_head(0)))
    file.write(_segment_head(size) + _seek_head(output.entries))


def _ebml_header(film: Film) -> bytes:
    version, read_version = film.versions
    fields = (
        uint(ids.EBML_VERSION, 1),
        uint(ids.EBML_READ_VERSION, 1),
        uint(ids.EBML_MAX_ID_LENGTH, 4),
        uint(ids.EBML_MAX_SIZE_LENGTH, 8),
        element(ids.DOC_TYPE, film.doc_type),
        uint(ids.DOC_TYPE_VERSION, version),
        uint(ids.DOC_TYPE_READ_VERSION, read_version),
    )
    return element(ids.EBML, b"".join(fields))


def _segment_head(size: int) -> bytes:
    return ids.SEGMENT.to_bytes(4, "big") + (size | 1 << 56).to_bytes(8, "big")


def _seek_head(entries: "Iterator[_Entry] | Sequence[_Entry]") -> bytes:
    return element(
        ids.SEEK_HEAD,
        b"".join(
            element(
                ids.SEEK,
                element(ids.SEEK_ID, entry.id.to_bytes(4, "big"))
                + element(ids.SEEK_POSITION, entry.position.to_bytes(8, "big")),
            )
            for entry in entries
        ),
    )


def _info(film: Film, selection: Selection) -> bytes:
    duration = struct.pack(">d", float(_last_end(film, selection) - selection.start))
    title = element(ids.TITLE, film.title) if film.title else b""
    return (
        uint(ids.TIMESTAMP_SCALE, film.scale)
        + element(ids.DURATION, duration)
        + title
        + element(ids.MUXING_APP, _APP)
        + element(ids.WRITING_APP, _APP)
    )


def _last_end(film: Film, selection: Selection) -> int:
    """Where the last frame ends; sound may outlast the pictures by a part of a frame."""
    lengths = {track.number: track.frame_ns / film.scale for track in film.tracks}
    sound = (
        round(block.time + block.frames * lengths[block.track])
        for block in selection.blocks
        if block.track != film.video.number
    )
    return max(selection.end, *sound, 0)


def _write_whole(output: _Output, segment: int, id_: int, data: bytes) -> None:
    output.entries.append(_Entry(id_, output.position - segment))
    output.write(element(id_, data))


def _write_clusters(output: _Output, segment: int, selection: Selection) -> Iterator[bytes]:
    """Write all clusters; the cue points of the key frames of the video."""
    video = output.film.video.number
    for blocks in _clusters(output.film, selection):
        position = output.position - segment
        base = min(block.time for block in blocks)
        time = uint(ids.TIMESTAMP, base - selection.start)
        sized = [(size, pieces) for size, pieces in (_pieces(block, base) for block in blocks)]
        output.write(head(ids.CLUSTER, len(time) + sum(size for size, _ in sized)) + time)
        for _, pieces in sized:
            for piece in pieces:
                if isinstance(piece, bytes):
                    output.write(piece)
                else:
                    output.copy(*piece)
        for block in blocks:
            if block.track == video and block.key:
                yield _cue(block.time - selection.start, video, position)


def _clusters(film: Film, selection: Selection) -> Iterator[list[Block]]:
    """The blocks in clusters, which begin at key frames of the video where they can."""
    longest = min(_MOST_TICKS, max(1, film.ticks(_CLUSTER_SECONDS)))
    video, pictures = film.video.number, False
    cluster: list[Block] = []
    low = high = 0
    for block in selection.blocks:
        low, high = (min(low, block.time), max(high, block.time)) if cluster else (block.time,) * 2
        key = block.track == video and block.key
        # Sound before the first picture stays with it, so that clusters are in order of time.
        if cluster and (high - low > longest or (key and pictures)):
            yield cluster
            cluster, low, high = [], block.time, block.time
        cluster.append(block)
        pictures = pictures or block.track == video
    if cluster:
        yield cluster


def _pieces(block: Block, base: int) -> tuple[int, list[Piece]]:
    """A block as it is written: its size, and bytes of ours between stretches of the film."""
    start = vint(block.track) + struct.pack(">hB", block.time - base, block.flags)
    size = len(start) + block.end - block.body
    id_ = ids.BLOCK if block.grouped else ids.SIMPLE_BLOCK
    first = head(id_, size) + start
    pieces: list[Piece] = [first, (block.body, block.end)]
    total = len(first) + block.end - block.body
    if not block.grouped:
        return total, pieces
    if block.duration is not None:
        duration = uint(ids.BLOCK_DURATION, block.duration)
        pieces.append(duration)
        total += len(duration)
    pieces += block.extras
    total += sum(end - begin for begin, end in block.extras)
    group = head(ids.BLOCK_GROUP, total)
    return total + len(group), [group, *pieces]


def _cue(time: int, track: int, position: int) -> bytes:
    place = uint(ids.CUE_TRACK, track) + uint(ids.CUE_CLUSTER_POSITION, position)
    return element(
        ids.CUE_POINT, uint(ids.CUE_TIME, time) + element(ids.CUE_TRACK_POSITIONS, place)
    )
