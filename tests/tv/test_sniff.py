"""Containers are told apart by their first bytes."""

from pathlib import Path

import pytest

from packer_plugins_tv.container.sniff import EXTENSIONS, sniff
from packer_plugins_tv.extractors import VideoExtractor

TS = (b"\x47" + bytes(187)) * 5

HEADS = {
    "matroska": b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska",
    "webm": b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm",
    "mp4": b"\0\0\0\x20ftypisom",
    "mov": b"\0\0\0\x14ftypqt  ",
    "3gp": b"\0\0\0\x14ftyp3gp5",
    "avi": b"RIFF\x10\0\0\0AVI LIST",
    "mpeg-ts": TS,
    "mpeg-ps": b"\0\0\x01\xba\x44",
    "flv": b"FLV\x01\x05",
    "wmv": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),
    "ogg": b"OggS\0\x02",
}
FOREIGN = (
    b"", b"PK\x03\x04", b"%PDF-1.7", b"RIFF\x10\0\0\0WAVEfmt ", b"\0\0\0\x18ftypM4A ",
    b"\0\0\0\x18ftypavif", b"G" * 100, b"\x47\x40", bytes(4096), b"FLV\x02",
)  # fmt: skip


@pytest.mark.parametrize(("word", "head"), HEADS.items(), ids=str)
def test_a_container_is_known_by_its_first_bytes(word: str, head: bytes) -> None:
    assert sniff(head) == word
    assert VideoExtractor().score(Path("anything.bin"), head) == 80


def test_there_are_extensions_for_every_container() -> None:
    assert set(HEADS) == set(EXTENSIONS)


@pytest.mark.parametrize("head", FOREIGN, ids=repr)
def test_what_is_no_video_is_declined(head: bytes) -> None:
    assert sniff(head) == ""
    assert VideoExtractor().score(Path("anything.bin"), head) is None


@pytest.mark.parametrize("head", FOREIGN, ids=repr)
def test_a_name_alone_is_the_lowest_score(head: bytes) -> None:
    assert VideoExtractor().score(Path("film.mkv"), head) == 1


@pytest.mark.parametrize(("length", "start"), [(192, 4), (204, 0)])
def test_transport_streams_may_have_longer_packets(length: int, start: int) -> None:
    packet = bytes(start) + b"\x47" + bytes(length - start - 1)
    assert sniff(packet * 5) == "mpeg-ts"


def test_quicktime_may_begin_without_a_type() -> None:
    assert sniff(b"\0\0\0\x08wide\0\0\x10\0mdat") == "mov"
