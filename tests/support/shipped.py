"""What the packages of the project provide, and works and files to try it on."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from packer_core.plugins import for_settings
from packer_core.settings import Settings
from packer_core.values import BookMetadata, DocumentMetadata, EpisodeMetadata, WorkMetadata
from tests.support.books import make_epub
from tests.support.documents import make_docx, make_odt, make_ole, make_rtf, property_set
from tests.support.ebooks import write_comic, write_mobi, write_pdf
from tests.support.made_videos import write_video
from tests.support.nfo import BOOK, DOCUMENT, EPISODE

PLUGINS = for_settings(Settings())

#: Works of each kind that has any, of several forms.
WORKS: Mapping[str, tuple[WorkMetadata, ...]] = {
    "EBOOK": (
        BookMetadata(**BOOK),
        BookMetadata(title="The Tide", authors=("Ann Wren",), issn="0317-8471", year=2020),
    ),
    "TV": (
        EpisodeMetadata(**EPISODE, imdb="tt0118480", tvmaze="82"),
        EpisodeMetadata(show="The Daily Tide", season=1, episodes=(1, 2), tvdb="71470"),
        EpisodeMetadata(title="A Film of Tides", year=1999, language="fr"),
        EpisodeMetadata(event="Harbour Cup", opponents=("Lows", "Highs"), source="WEB"),
    ),
    "DOCS": (DocumentMetadata(**DOCUMENT), DocumentMetadata(title="Week 1", edition="2")),
}


def works_of(kinds: Iterable[str]) -> tuple[WorkMetadata, ...]:
    """The works of some kinds."""
    return tuple(work for kind in kinds for work in WORKS.get(kind, ()))


def each(providers: Iterable[Any]) -> pytest.MarkDecorator:
    """Runs the tests of a contract for each of the providers, by its id or its file's name."""
    listed = list(providers)
    return pytest.mark.parametrize("provider", listed, ids=list(map(_name, listed)))


def _name(provider: Any) -> str:
    if isinstance(provider, Path):
        return provider.stem if provider.suffix else provider.parent.name
    return str(provider.id)


_TEXT = "Tides\n\nBy Ann Wren\n\nSome text, 2024. https://example.org/10.1000/182\n" * 9
_PAGE = "<!doctype html><html><head><title>Tides</title></head><body><p>Text.</p></body></html>"


def make_every_format(folder: Path) -> tuple[Path, ...]:
    """A file of each format that the packages of the project read, made in a folder."""
    folder.mkdir(exist_ok=True)
    video = folder / "The.Harbour.Lights.S01E02.720p.WEB.H264-DEMO.mkv"
    write_video(video, 1, 2_500_000)
    (folder / "tides.txt").write_text(_TEXT, encoding="utf-8")
    (folder / "tides.md").write_text(f"---\ntitle: Tides\n---\n# Tides\n\n{_TEXT}", "utf-8")
    (folder / "tides.html").write_text(_PAGE, encoding="utf-8")
    summary = property_set({2: "The Tide Log", 4: "Ada Example"})
    streams = {"WordDocument": bytes(4096), "\x05SummaryInformation": summary}
    return (
        video,
        make_epub(folder / "tides.epub"),
        write_comic(folder / "tides.cbz", {"01.png": b"\x89PNG\r\n\x1a\n" + bytes(99)}),
        write_pdf(folder / "tides.pdf"),
        write_mobi(folder / "tides.mobi"),
        make_docx(folder / "tides.docx"),
        make_odt(folder / "tides.odt"),
        make_ole(folder / "tides.doc", streams),
        make_rtf(folder / "tides.rtf"),
        folder / "tides.txt",
        folder / "tides.md",
        folder / "tides.html",
    )
