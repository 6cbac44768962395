"""Half a character is replaced wherever it comes from, and nothing else is."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.reading.surrogates import (
    markup_without_halves,
    sound,
    without_halves,
)
from packer_core.values import BookMetadata, EpisodeMetadata
from packer_core.values.works.media import AudioTrack
from tests.support.books import make_epub
from tests.support.cli import Packer

HALVES = [
    "&#xD800;", "&#xdfff;", "&#x0000DAAA;", "&#XD83D;", "&#55296;", "&#57343;", "&#0056320;",
]  # fmt: skip
WHOLE = ["&#xD7FF;", "&#xE000;", "&#55295;", "&#57344;", "&#x1F600;", "&#128512;", "&amp;#xD800 ",
         "&#xD8000;", "&#552960;", "&#57999;"]  # fmt: skip


@pytest.mark.parametrize("half", HALVES)
def test_a_reference_to_half_a_character_is_replaced(half: str) -> None:
    assert markup_without_halves(f"a{half}b") == "a&#xFFFD;b"


@pytest.mark.parametrize("whole", WHOLE)
def test_a_reference_to_a_whole_one_stays(whole: str) -> None:
    assert markup_without_halves(f"a{whole}b") == f"a{whole}b"


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_left_is_utf_8(text: str) -> None:
    without_halves(text).encode()
    assert len(without_halves(text)) == len(text)


def test_the_texts_of_a_work_are_made_sound_and_nothing_else_is() -> None:
    good = BookMetadata(title="é 海", authors=("Ann Wren",), pages=3)
    assert sound(good) is good
    bad = EpisodeMetadata(show="x\ud800", audio=(AudioTrack(title="\udfff"),), season=1)
    mended = sound(bad)
    assert (mended.show, mended.audio[0].title, mended.season) == ("x\ufffd", "\ufffd", 1)


def _opf(path: Path, half: str) -> None:
    make_epub(path, title=f"The {half} Tables")


def _opf_in_utf16(path: Path, half: str) -> None:
    make_epub(path.with_suffix(".tmp"), title=f"The {half} Tables")
    with zipfile.ZipFile(path.with_suffix(".tmp")) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.endswith(".opf"):
                data = (
                    data.decode().replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")
                )
            target.writestr(entry, data)


def _raw_bytes(path: Path, half: str) -> None:
    make_epub(path.with_suffix(".tmp"), title="The HALF Tables")
    with zipfile.ZipFile(path.with_suffix(".tmp")) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b"HALF", b"\xed\xa0\x80"))


@pytest.mark.parametrize("make", [_opf, _opf_in_utf16, _raw_bytes])
@pytest.mark.parametrize("half", ["&#xD800;", "&#56832;"])
def test_an_epub_is_described(
    packer: Packer, tmp_path: Path, make: Callable[[Path, str], None], half: str
) -> None:
    book = tmp_path / "book.epub"
    make(book, half)
    title = packer("inspect", book, "--json").ok().json()["metadata"]["title"]
    assert title.startswith("The ")
    assert title.endswith(" Tables")


def test_a_comic_is_described(packer: Packer, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.cbz", "w") as book:
        book.writestr("1.png", b"\x89PNG\r\n\x1a\n" + bytes(60))
        book.writestr("ComicInfo.xml", "<ComicInfo><Title>A&#xD83D;B</Title></ComicInfo>")
    assert packer("inspect", tmp_path / "a.cbz", "--json").code in (0, 3)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<html><head><title>The &#xD800; Tables</title></head><body>x</body></html>"),
        ("a.html", '<html><head><meta name="author" content="A&#55357;B"></head><body>x y</body>'),
        ("a.md", '---\ntitle: "The \\ud800 Tables"\n---\nSome text.\n'),
        ("a.rtf", r"{\rtf1\ansi{\info{\title The \u-10179? Tables}}text}"),
        ("a.rtf", r"{\rtf1\ansi{\info{\title The \u56832? Tables}}text}"),
    ],
)
def test_a_text_is_described(packer: Packer, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    told = packer("inspect", tmp_path / name, "--json").ok()
    json.dumps(told.json(), ensure_ascii=False).encode()
