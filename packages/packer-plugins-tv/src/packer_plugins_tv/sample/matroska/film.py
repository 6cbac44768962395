"""The head of a Matroska or WebM file (RFC 9559 section 4.5): everything but the frames."""

import math

from attrs import define, field, frozen

from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import Bytes, Element, children, read_float, read_uint
from packer_plugins_tv.sample.matroska.tags import tags_of_tracks
from packer_plugins_tv.sample.matroska.tracks import Track, read_tracks

#: Bytes of the elements that are held as a whole.
_SMALL = 1 << 20
_LARGE = 16 << 20
_DEFAULT_SCALE = 1_000_000
_NANOSECONDS = 1_000_000_000


@frozen(kw_only=True)
class Film:
    """A file that can be cut.

    ``doc_type`` and ``versions`` are those of its EBML header; ``segment`` is where positions in
    the file are counted from, ``first`` the first cluster, ``end`` where the segment ends.
    ``scale`` is nanoseconds in a tick, the unit of all times; ``duration`` is ticks as stated.
    ``tracks_data`` are the tracks to the byte, ``tags`` what of the tags goes into a sample.
    """

    file: Bytes
    doc_type: bytes
    versions: tuple[int, int]
    segment: int
    first: int
    end: int
    scale: int
    duration: float | None
    title: bytes
    tracks: tuple[Track, ...]
    tracks_data: bytes
    video: Track
    tags: bytes
    cues: Element | None

    def ticks(self, seconds: float) -> int:
        """Seconds as ticks."""
        return round(seconds * _NANOSECONDS / self.scale)

    def seconds(self, ticks: float) -> float:
        """Ticks as seconds."""
        return ticks * self.scale / _NANOSECONDS


@define
class _Found:
    """The elements of a segment that were come across, the first of each."""

    segment: Element
    end: int
    elements: dict[int, Element] = field(factory=dict)
    seeks: dict[int, int] = field(factory=dict)


def read_film(file: Bytes) -> Film:
    """Read the head of a file.

    :raises Malformed: where it is not Matroska, is broken, or has no video.
    """
    doc_type, versions, at = _read_ebml_header(file)
    found = _look_around(file, _find_segment(file, at))
    scale, duration, title = _read_info(file, found.elements.get(ids.INFO))
    if ids.TRACKS not in found.elements:
        raise Malformed("cut-no-video")
    tracks_data = file.content(found.elements[ids.TRACKS], _LARGE)
    tracks = read_tracks(tracks_data, file.work)
    video = next((track for track in tracks if track.kind == ids.VIDEO), None)
    if video is None or ids.CLUSTER not in found.elements:
        raise Malformed("cut-no-video")
    return Film(
        file=file,
        doc_type=doc_type,
        versions=versions,
        segment=found.segment.data,
        first=found.elements[ids.CLUSTER].start,
        end=found.end,
        scale=scale,
        duration=duration,
        title=title,
        tracks=tracks,
        tracks_data=tracks_data,
        video=video,
        tags=_read_tags(file, found.elements.get(ids.TAGS), tracks),
        cues=found.elements.get(ids.CUES),
    )


def _read_ebml_header(file: Bytes) -> tuple[bytes, tuple[int, int], int]:
    if file.upto(0, 4) != ids.EBML.to_bytes(4, "big"):
        raise Malformed("cut-not-matroska")
    header = file.head(0, file.size)
    fields = dict(children(file.content(header, _SMALL), file.work))
    doc_type = fields.get(ids.DOC_TYPE, b"").rstrip(b"\0")
    if doc_type not in (b"matroska", b"webm"):
        raise Malformed("cut-not-matroska")
    version = read_uint(fields.get(ids.DOC_TYPE_VERSION, b"\x01"))
    read_version = read_uint(fields.get(ids.DOC_TYPE_READ_VERSION, b"\x01"))
    return doc_type, (version, read_version), header.end or 0


def _find_segment(file: Bytes, at: int) -> Element:
    while at < file.size:
        element = file.head(at, file.size)
        if element.id == ids.SEGMENT:
            return element
        if element.end is None:
            break
        at = element.end
    raise Malformed("cut-broken")


def _look_around(file: Bytes, segment: Element) -> _Found:
    """What comes before the frames, and what the segment's own directory leads to."""
    found = _Found(segment, file.size if segment.end is None else segment.end)
    at = segment.data
    while at < found.end and ids.CLUSTER not in found.elements:
        element = file.head(at, found.end)
        _note(file, found, element)
        if element.end is None:
            break
        at = element.end
    for id_ in (ids.SEEK_HEAD, ids.INFO, ids.TRACKS, ids.CUES, ids.TAGS):
        _follow(file, found, id_)
    return found


def _note(file: Bytes, found: _Found, element: Element) -> None:
    if element.id == ids.SEEK_HEAD:
        _read_seek_head(file, found, element)
    else:
        found.elements.setdefault(element.id, element)


def _read_seek_head(file: Bytes, found: _Found, element: Element) -> None:
    for id_, content in children(file.content(element, _SMALL), file.work):
        if id_ != ids.SEEK:
            continue
        seek = dict(children(content, file.work))
        position = read_uint(seek.get(ids.SEEK_POSITION, b""))
        target = int.from_bytes(seek.get(ids.SEEK_ID, b"")[:4], "big")
        found.seeks.setdefault(target, found.segment.data + position)


def _follow(file: Bytes, found: _Found, id_: int) -> None:
    """Look where the directory says that an element is; it may be wrong without harm."""
    at = found.seeks.get(id_)
    if id_ in found.elements or at is None or not found.segment.data <= at < found.end:
        return
    if file.upto(at, 4) == id_.to_bytes(4, "big"):
        _note(file, found, file.head(at, found.end))


def _read_info(file: Bytes, info: Element | None) -> tuple[int, float | None, bytes]:
    fields = {} if info is None else dict(children(file.content(info, _SMALL), file.work))
    scale = read_uint(fields.get(ids.TIMESTAMP_SCALE, _DEFAULT_SCALE.to_bytes(4, "big")))
    if not 0 < scale <= _NANOSECONDS:
        raise Malformed("cut-broken")
    duration = read_float(fields.get(ids.DURATION, b""))
    known = math.isfinite(duration) and duration > 0
    return scale, duration if known else None, fields.get(ids.TITLE, b"")


def _read_tags(file: Bytes, tags: Element | None, tracks: tuple[Track, ...]) -> bytes:
    if tags is None or tags.end is None or tags.end - tags.data > _LARGE:
        return b""
    uids = frozenset(track.uid for track in tracks) - {0}
    return tags_of_tracks(file.content(tags, _LARGE), uids, file.work)
