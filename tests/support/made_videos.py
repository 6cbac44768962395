"""Videos of a stated size, made on the spot: Matroska with a picture that nobody can watch.

The frames are noise in the shape of H.264 and AAC, so that what describes and cuts videos has
tracks, clusters and key frames to work with (RFC 9559; ISO/IEC 14496-15 for the frames).
"""

import random
import struct
from pathlib import Path

SECONDS = 180
RATE = 25

#: Parameters of High profile, level 4.1, 1280 x 720 at 25 pictures a second.
_AVC = bytes.fromhex(
    "01640029ffe1001a67640029acd9405005bb011000000300100000030320f183196001000668ebe3cb22c0fdf8f800"
)
#: Low complexity, 48 kHz, two channels.
_AAC = bytes.fromhex("1190")

_AUDIO_FRAME = 256
_NOISE = 1 << 20
_VIDEO, _AUDIO = 1, 2


def write_video(path: Path, number: int, size: int, seconds: int = SECONDS) -> None:
    """A video of nearly ``size`` bytes, at least 12 kB a second; another ``number`` has other
    frames."""
    noise = random.Random(number).randbytes(_NOISE)
    frame = size // (seconds * RATE) - _AUDIO_FRAME - 40
    clusters = [_cluster(second, frame, noise) for second in range(seconds)]
    body = _info(seconds) + _tracks() + b"".join(clusters)
    path.write_bytes(_head() + _element("18538067", body))


def _head() -> bytes:
    return _element(
        "1A45DFA3",
        _number("4286", 1) + _number("42F7", 1) + _number("42F2", 4) + _number("42F3", 8)
        + _element("4282", b"matroska") + _number("4287", 4) + _number("4285", 2),
    )  # fmt: skip


def _info(seconds: int) -> bytes:
    return _element(
        "1549A966",
        _number("2AD7B1", 1_000_000)
        + _element("4489", struct.pack(">d", seconds * 1000))
        + _element("4D80", b"noise") + _element("5741", b"noise"),
    )  # fmt: skip


def _tracks() -> bytes:
    picture = _element("E0", _number("B0", 1280) + _number("BA", 720))
    sound = _element("E1", _element("B5", struct.pack(">d", 48_000)) + _number("9F", 2))
    video = _number("23E383", 1_000_000_000 // RATE) + picture
    return _element(
        "1654AE6B",
        _track(_VIDEO, 1, b"V_MPEG4/ISO/AVC", _AVC, video)
        + _track(_AUDIO, 2, b"A_AAC", _AAC, sound),
    )


def _track(number: int, kind: int, codec: bytes, private: bytes, rest: bytes) -> bytes:
    return _element(
        "AE",
        _number("D7", number) + _number("73C5", number) + _number("83", kind) + _number("9C", 0)
        + _element("22B59C", b"eng") + _element("86", codec) + _element("63A2", private) + rest,
    )  # fmt: skip


def _cluster(second: int, size: int, noise: bytes) -> bytes:
    """A second of both tracks; it begins with a key frame."""
    blocks = [_number("E7", second * 1000)]
    for index in range(RATE):
        at = (second * RATE + index) * 977 % (_NOISE - size)
        slice_ = (b"\x65" if index == 0 else b"\x41") + noise[at : at + size]
        time = index * 1000 // RATE
        blocks.append(_block(_VIDEO, time, struct.pack(">I", len(slice_)) + slice_, key=index == 0))
        blocks.append(_block(_AUDIO, time, b"\x21" + noise[at : at + _AUDIO_FRAME], key=True))
    return _element("1F43B675", b"".join(blocks))


def _block(track: int, time: int, data: bytes, *, key: bool) -> bytes:
    return _element("A3", struct.pack(">BhB", 0x80 | track, time, 0x80 if key else 0) + data)


def _number(id_: str, value: int) -> bytes:
    return _element(id_, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _element(id_: str, data: bytes) -> bytes:
    """An element of EBML, its length in eight bytes."""
    return bytes.fromhex(id_) + (len(data) | 1 << 56).to_bytes(8, "big") + data
