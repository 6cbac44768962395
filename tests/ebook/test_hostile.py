"""Whatever a file holds, it is described or refused: no other error, no long wait."""

import random
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from packer_core.errors import InputRefused
from packer_core.reading.xml import attributes, parse
from packer_plugins_ebook.cover import read_cover
from packer_plugins_ebook.pdf.file import open_pdf
from tests.support.ebooks import (
    book,
    describe,
    extractor_of,
    opf,
    write_comic,
    write_epub,
    write_mobi,
    write_pdf,
)

MAKERS: dict[str, Callable[[Path], Path]] = {
    "b.epub": write_epub,
    "b.pdf": lambda path: write_pdf(path, {"Title": "T"}, "<dc:title>T</dc:title>", pages=4),
    "b.mobi": lambda path: write_mobi(path, [(503, b"T"), (100, b"A"), (201, bytes(4))]),
    "b.cbz": lambda path: write_comic(path, {"1.jpg": b"x", "c.xml": "<ComicInfo/>"}),
}


def _mutated(data: bytes, dice: random.Random) -> bytes:
    """The data with a few bytes changed, removed or added, or cut short."""
    changed = bytearray(data)
    at = dice.randrange(len(data))
    match dice.randrange(4):
        case 0:
            del changed[at:]
        case 1:
            del changed[at : at + dice.randrange(1, 60)]
        case 2:
            changed[at:at] = dice.randbytes(dice.randrange(1, 60))
        case _:
            for _ in range(dice.choice((1, 5, 50))):
                changed[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("name", MAKERS)
def test_a_damaged_file_is_described_or_refused(tmp_path: Path, name: str) -> None:
    path = MAKERS[name](tmp_path / name)
    data, dice = path.read_bytes(), random.Random(name)
    for _ in range(150):
        path.write_bytes(_mutated(data, dice))
        if extractor_of(path) is not None:
            with suppress(InputRefused):
                describe(path)
        with suppress(InputRefused):
            read_cover(path)


@pytest.mark.parametrize(
    "metadata",
    [
        "<dc:title>" * 300_000,
        "<a/>" * 900_000,
        "<meta refines='#a' property='b'>c</meta>" * 90_000,
        "<dc:title " + " ".join(f"a{number}='x'" for number in range(100_000)) + ">T</dc:title>",
    ],
    ids=["deep", "many", "refinements", "attributes"],
)
def test_a_package_made_to_be_slow_is_not(tmp_path: Path, metadata: str) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("book.opf", opf(metadata))
    start = time.process_time()
    with suppress(InputRefused):
        book(path)
    assert time.process_time() - start < 2


def test_an_element_of_a_thousand_attributes_says_nothing() -> None:
    root = parse(b"<a " + b" ".join(b'a%d="x"' % number for number in range(1000)) + b"/>")
    assert root is not None
    assert attributes(root) == {}


def test_a_damaged_stream_of_a_pdf_is_not_expanded_byte_by_byte_for_long(tmp_path: Path) -> None:
    from pypdf import filters
    from pypdf.errors import LimitReachedError

    path = write_pdf(tmp_path / "b.pdf", {"Title": "T"}, "<dc:title>T</dc:title>", pages=1)
    with open_pdf(path), pytest.raises(LimitReachedError):
        filters.decompress(b"damaged!" * 100_000)
