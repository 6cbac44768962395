"""Key frames that need nothing before them."""

import pytest

from packer_plugins_tv.sample.matroska.entries import _is_idr, _is_random_access

AVC, HEVC = bytes(4) + b"\xff" + bytes(3), bytes(21) + b"\x03" + bytes(3)


def units(*first_bytes: int) -> bytes:
    return b"".join(b"\0\0\0\x04" + bytes([first]) + b"xyz" for first in first_bytes)


@pytest.mark.parametrize(("kinds", "clean"), [((9, 7, 8, 6, 5), True), ((9, 6, 1), False)])
def test_h264_stands_alone_at_an_idr_picture(kinds: tuple[int, ...], clean: bool) -> None:
    assert _is_idr(AVC, units(*(0x60 | kind for kind in kinds))) is clean


@pytest.mark.parametrize(
    ("kinds", "clean"), [((35, 32, 19), True), ((35, 21), True), ((1,), False)]
)
def test_hevc_stands_alone_at_random_access_pictures(kinds: tuple[int, ...], clean: bool) -> None:
    assert _is_random_access(HEVC, units(*(kind << 1 for kind in kinds))) is clean


def test_what_cannot_be_looked_into_is_trusted() -> None:
    assert _is_idr(b"", b"")
    assert _is_idr(AVC, units(0x67))
    assert _is_random_access(b"", b"")
