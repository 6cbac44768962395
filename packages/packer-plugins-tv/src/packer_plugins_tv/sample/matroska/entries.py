"""Whether a decoder can begin at a key frame as if nothing had been before it.

Matroska calls frames of H.264 key frames from which the picture only recovers after a while. An
IDR picture is better (ITU-T H.264 table 7-1; H.265 table 7-1 for its random access pictures).
"""

from collections.abc import Callable, Iterator

from packer_plugins_tv.sample.matroska.blocks import Block
from packer_plugins_tv.sample.matroska.film import Film

#: Bytes of a frame that are looked into; parameter sets and notes come before the picture.
_LOOK = 1 << 16


def is_entry(film: Film, block: Block) -> bool:
    """Whether a key frame is one without a past; also where nothing is known of its codec."""
    track = film.video
    judge = _JUDGES.get(track.codec)
    if judge is None or track.stripped is None:
        return True
    count = min(_LOOK, block.end - block.body)
    frame = track.stripped + film.file.upto(block.body, count)
    return judge(track.private, frame)


def _is_idr(private: bytes, frame: bytes) -> bool:
    if len(private) < 5:
        return True
    for byte in _units(frame, (private[4] & 3) + 1):
        if 1 <= byte & 0x1F <= 5:
            return byte & 0x1F == 5
    return True


def _is_random_access(private: bytes, frame: bytes) -> bool:
    if len(private) < 22:
        return True
    for byte in _units(frame, (private[21] & 3) + 1):
        kind = byte >> 1 & 0x3F
        if kind < 32:
            return 16 <= kind <= 23
    return True


def _units(frame: bytes, width: int) -> Iterator[int]:
    """The first byte of each unit of a frame (ISO/IEC 14496-15 section 5.3.3)."""
    at = 0
    while at + width < len(frame):
        yield frame[at + width]
        at += width + int.from_bytes(frame[at : at + width], "big")


_JUDGES: dict[str, Callable[[bytes, bytes], bool]] = {
    "V_MPEG4/ISO/AVC": _is_idr,
    "V_MPEGH/ISO/HEVC": _is_random_access,
}
