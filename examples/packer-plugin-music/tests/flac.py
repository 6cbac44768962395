"""Tracks to try the plugin with: FLAC files with tags and without sound."""

import struct


def flac(*, seconds: int = 60, **tags: str) -> bytes:
    """A FLAC file of 44,100 Hz and 16 bits in stereo; its tags are Vorbis comments."""
    rate, channels, depth = 44100, 2, 16
    packed = rate << 44 | (channels - 1) << 41 | (depth - 1) << 36 | rate * seconds
    information = struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)
    comments = [f"{name.upper()}={value}".encode() for name, value in tags.items()]
    listed = b"".join(struct.pack("<I", len(each)) + each for each in comments)
    block = struct.pack("<I", 6) + b"Packer" + struct.pack("<I", len(comments)) + listed
    return b"fLaC" + _block(0, information) + _block(4, block, last=True) + b"\xff\xf8" * 2000


def _block(kind: int, data: bytes, *, last: bool = False) -> bytes:
    return bytes([kind | (0x80 if last else 0)]) + len(data).to_bytes(3, "big") + data
