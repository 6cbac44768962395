"""Copies on the disk: whole or not at all."""

import os
from pathlib import Path

import pytest

from packer_core.errors import DiskFull, NotAllowed
from packer_core.library.rule_texts.cache import Cache, Copy

COPY = Copy(url="https://a.example/x", body=b"\0\xff\r\n", checked=7, etag='"é"')


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_copy_is_found_as_it_was_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a" / "b")
    cache.keep(COPY)
    assert cache.has(COPY.url)
    assert cache.find(COPY.url) == COPY


def test_a_later_copy_takes_the_place_of_the_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep(COPY)
    cache.keep(Copy(url=COPY.url, body=b"new", checked=8))
    found = cache.find(COPY.url)
    assert found is not None
    assert found.body == b"new"
    assert only_file(tmp_path)


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "none")
    assert cache.find("https://a.example/") is None
    assert not cache.has("https://a.example/")
    cache.forget("https://a.example/")


def test_a_forgotten_copy_is_gone(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep(COPY)
    cache.forget(COPY.url)
    assert cache.find(COPY.url) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\0\xff\r\n", b"\0\xff\r"),
        (b'"schema": 1', b'"schema": 2'),
        (b'"checked": 7', b'"checked": "7"'),
        (b'"checked": 7', b'"checked": 999999999999'),
        (b'"url"', b'"other"'),
        (b"a.example", b"b.example"),
        (b"{", b"["),
        (b"{", b"[" * 10_000),
    ],
)
def test_a_damaged_copy_counts_as_none(tmp_path: Path, old: bytes, new: bytes) -> None:
    cache = Cache(tmp_path)
    cache.keep(COPY)
    path = only_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert cache.find(COPY.url) is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotAllowed) as caught:
        Cache(tmp_path / "file" / "x").keep(COPY)
    assert caught.value.facts["path"] == str(tmp_path / "file" / "x")


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(DiskFull):
        Cache(tmp_path).keep(COPY)
    assert list(tmp_path.iterdir()) == []
