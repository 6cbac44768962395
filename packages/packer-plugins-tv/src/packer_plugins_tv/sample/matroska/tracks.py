"""What a cut must know of the tracks (RFC 9559 section 5.1.4)."""

from collections.abc import Iterator

from attrs import frozen

from packer_plugins_tv.sample.limits import Malformed, Work
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import children, read_uint

#: ContentCompAlgo: the first bytes of every frame are not stored (RFC 9559 section 5.1.4.1.31.6).
_HEADER_STRIPPING = 3
_MOST_TRACKS = 1000


@frozen(kw_only=True)
class Track:
    """A track. ``frame_ns`` is the length of a frame in nanoseconds, 0 where it is not stated.

    ``stripped`` are the bytes that each frame lacks at its beginning; ``None`` where frames are
    compressed or encrypted, so that nobody can look into them.
    """

    number: int
    uid: int
    kind: int
    codec: str = ""
    private: bytes = b""
    frame_ns: int = 0
    stripped: bytes | None = b""


def read_tracks(data: bytes, work: Work) -> tuple[Track, ...]:
    """The tracks in the data of the element Tracks, in their order."""
    found = [_track(entry, work) for id_, entry in children(data, work) if id_ == ids.TRACK_ENTRY]
    if len(found) > _MOST_TRACKS:
        raise Malformed("cut-broken")
    return tuple(found)


def _track(entry: bytes, work: Work) -> Track:
    found = dict(children(entry, work))
    return Track(
        number=read_uint(found.get(ids.TRACK_NUMBER, b"")),
        uid=read_uint(found.get(ids.TRACK_UID, b"")),
        kind=read_uint(found.get(ids.TRACK_TYPE, b"")),
        codec=found.get(ids.CODEC_ID, b"").rstrip(b"\0").decode("ascii", "replace"),
        private=found.get(ids.CODEC_PRIVATE, b""),
        frame_ns=read_uint(found.get(ids.DEFAULT_DURATION, b"")),
        stripped=_stripped(found.get(ids.CONTENT_ENCODINGS, b""), work),
    )


def _stripped(encodings: bytes, work: Work) -> bytes | None:
    stripped: bytes | None = b""
    for encoding in _all(encodings, ids.CONTENT_ENCODING, work):
        parts = dict(children(encoding, work))
        compression = dict(children(parts.get(ids.CONTENT_COMPRESSION, b""), work))
        algorithm = read_uint(compression.get(ids.CONTENT_ALGORITHM, b""))
        if algorithm != _HEADER_STRIPPING or stripped is None:
            stripped = None
        else:
            stripped = compression.get(ids.CONTENT_SETTINGS, b"") + stripped
    return stripped


def _all(data: bytes, wanted: int, work: Work) -> Iterator[bytes]:
    return (content for id_, content in children(data, work) if id_ == wanted)
