"""Encrypted videos are named as such."""

import struct
from pathlib import Path

import pytest

from packer_plugins_tv.container.boxes import Boxes
from packer_plugins_tv.container.protection import find_protection
from tests.support.videos import describe, film

WIDEVINE = bytes.fromhex("edef8ba979d64acea3c827dcd51d21ed")
KEY = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb",
       "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8")  # fmt: skip


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def film_of(entry: bytes, *more: bytes) -> bytes:
    """An MP4 with one sample entry, as deep down as it belongs."""
    table = box(b"stsd", bytes(8) + entry)
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))
    return box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", track + b"".join(more))


def element(identity: str, content: bytes) -> bytes:
    return bytes.fromhex(identity) + (len(content) | 1 << 56).to_bytes(8, "big") + content


def matroska(encodings: bytes, cut: int = 0) -> bytes:
    entry = element("AE", element("D7", b"\x01") + element("6D80", encodings))
    body = element("1549A966", bytes(4)) + element("1654AE6B", entry)
    whole = element("1A45DFA3", element("4282", b"matroska")) + element("18538067", body)
    return whole[: len(whole) - cut]


def find(tmp_path: Path, content: bytes, container: str) -> str | None:
    path = tmp_path / "film"
    path.write_bytes(content)
    found = find_protection(path, container, None)
    return found and f"{found.scheme}: {found.detail}"


def test_a_film_under_common_encryption_is_protected(tmp_path: Path) -> None:
    found = describe(film(tmp_path / "a.mp4", *KEY)).protection
    assert found is not None
    assert (found.scheme, found.detail) == ("Common Encryption", "cenc enca encv sinf")


def test_a_film_in_the_clear_is_not(tmp_path: Path) -> None:
    assert describe(film(tmp_path / "a.mp4")).protection is None
    assert describe(film(tmp_path / "a.mkv")).protection is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (film_of(box(b"avc1", bytes(78))), None),
        (film_of(box(b"encv", bytes(78))), "Common Encryption: encv"),
        (
            film_of(box(b"encv", bytes(78) + box(b"sinf", box(b"schm", bytes(4) + b"cbcs")))),
            "Common Encryption: cbcs encv sinf",
        ),
        (film_of(box(b"drmi", bytes(78))), "FairPlay: drmi"),
        (
            film_of(box(b"enca", bytes(28) + box(b"sinf", box(b"schm", bytes(4) + b"itun")))),
            "FairPlay: enca itun sinf",
        ),
        (
            film_of(box(b"avc1", bytes(78)), box(b"pssh", bytes(4) + WIDEVINE)),
            "Widevine: pssh",
        ),
        (film_of(b"")[:-3], None),
        (box(b"moov", box(b"trak") * 100_000), None),
        (b"\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff", None),
        (b"\0\0\0\x07moov", None),
    ],
)  # fmt: skip
def test_the_boxes_of_protection_are_found(
    tmp_path: Path, content: bytes, expected: str | None
) -> None:
    assert find(tmp_path, content, "mp4") == expected


def test_only_so_many_boxes_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(box(b"free") * 100_000)
    with path.open("rb") as file:
        assert len(list(Boxes(file.fileno()).every())) == 50_000


@pytest.mark.parametrize("cut", [0, 2])
def test_an_encrypted_track_of_matroska_is_found(tmp_path: Path, cut: int) -> None:
    encrypted = element("6240", element("5035", element("47E1", b"\x05") + bytes(2)))
    expected = "Matroska encryption: ContentEncryption AES"
    assert find(tmp_path, matroska(encrypted, cut), "matroska") == expected


def test_a_compressed_track_of_matroska_is_not_encrypted(tmp_path: Path) -> None:
    compressed = element("6240", element("5034", element("4254", b"\x03")))
    assert find(tmp_path, matroska(compressed), "matroska") is None


@pytest.mark.parametrize(
    "content", [b"", b"\x1a", b"\x1a\x45\xdf\xa3\xff", b"\0" * 99, b"\xff" * 99]
)
def test_broken_elements_are_no_trouble(tmp_path: Path, content: bytes) -> None:
    assert find(tmp_path, content, "matroska") is None


def test_what_mediainfo_says_counts_for_other_containers(tmp_path: Path) -> None:
    found = find_protection(tmp_path, "mpeg-ts", "Encrypted")
    assert found is not None
    assert (found.scheme, found.detail) == ("mpeg-ts encryption", "Encrypted")
