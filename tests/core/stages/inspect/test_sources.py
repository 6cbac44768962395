"""What the paths of a request are as releases."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve

from packer_core import plugins
from packer_core.errors import Ambiguous, BadValue, Cancelled, NotAllowed, UnknownName, Unsupported
from packer_core.hookspecs import ReleaseKind
from packer_core.messages import Catalogue
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.inspect import folders
from packer_core.stages.inspect.folders import natural_key
from packer_core.stages.inspect.sources import expand
from packer_core.values import (
    BookMetadata,
    DocumentMetadata,
    EpisodeMetadata,
    Event,
    Extraction,
    PackRequest,
    Source,
    Warned,
    WorkMetadata,
)
from tests.support import kinds as installed

VIDEO, BOOK, DOC = b"video", b"book", b"document"


@define
class Reader:
    """Reads files that begin with a word."""

    id: str
    kind: str
    word: bytes

    def score(self, path: Path, head: bytes) -> int | None:
        return 50 if head.startswith(self.word) else None

    def extract(self, path: Path, run: Run) -> Extraction:
        raise NotImplementedError


def a_kind(id_: str, metadata: type[WorkMetadata], extension: str, **rest: Any) -> ReleaseKind:
    return ReleaseKind(
        id=id_,
        label={},
        metadata=metadata,
        extensions=(extension,),
        forms=(),
        default_rule_set="",
        **rest,
    )


#: What the kind of videos knows of a folder.
OF_VIDEOS = {
    name: getattr(installed.KINDS["TV"], name)
    for name in ("leads", "accompanies", "is_excerpt", "worth_telling")
}

KINDS = (
    a_kind("TV", EpisodeMetadata, "mkv", **OF_VIDEOS),
    a_kind("EBOOK", BookMetadata, "epub"),
    a_kind("DOCS", DocumentMetadata, "docx", folder="together", borrows=("EBOOK",)),
)
READERS = (Reader("a", "DOCS", DOC), Reader("b", "EBOOK", BOOK), Reader("v", "TV", VIDEO))

Fill = Callable[..., Path]


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    known = plugins.Plugins()
    monkeypatch.setattr(known, "extractors", lambda: READERS)
    monkeypatch.setattr(known, "kinds", lambda: {kind.id: kind for kind in KINDS})
    monkeypatch.setattr(plugins, "for_settings", lambda settings: known)


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Makes a folder of files: those named by contents, or of videos."""

    def make(*videos: str, **others: bytes) -> Path:
        root = tmp_path / "folder"
        for name, data in {**dict.fromkeys(videos, VIDEO), **others}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return root

    return make


def ask(*paths: Path, **fields: Any) -> PackRequest:
    return PackRequest(sources=tuple(Source(path=str(path)) for path in paths), **fields)


def releases(request: PackRequest, *, together: bool = False) -> list[list[str]]:
    """The names of the sources of each release."""
    found = expand(request, Run(settings=Settings()), together=together)
    return [[Path(source.path).name for source in each.sources] for each in found]


def warnings(request: PackRequest) -> dict[str, str]:
    """The names told, by the key of the warning."""
    events: list[Event] = []
    expand(request, Run(settings=Settings(), emit=events.append))
    return {
        event.key.removeprefix("inspect."): dict(event.params)["names"]
        for event in events
        if isinstance(event, Warned)
    }


def refused(request: PackRequest) -> object:
    with pytest.raises(Unsupported) as caught:
        expand(request, Run(settings=Settings()))
    return caught.value.facts["format"]


def test_a_file_is_the_request_itself(fill: Fill) -> None:
    request = ask(fill("a.mkv") / "a.mkv")
    assert expand(request, Run(settings=Settings())) == (request,)


def test_what_is_not_there_is_left_to_the_inspection(tmp_path: Path) -> None:
    request = ask(tmp_path / "nothing")
    assert expand(request, Run(settings=Settings())) == (request,)


def test_each_video_of_a_season_is_a_release_in_natural_order(fill: Fill) -> None:
    root = fill("Show.S1E10.mkv", "Show.S1E2.mkv", "show.S1E1.mkv")
    assert releases(ask(root)) == [["show.S1E1.mkv"], ["Show.S1E2.mkv"], ["Show.S1E10.mkv"]]


def test_a_request_of_a_folder_keeps_what_is_stated_and_has_its_kind(fill: Fill) -> None:
    root = fill("a.mkv")
    (found,) = expand(ask(root, group="DEMO", stem="x"), Run(settings=Settings()))
    wanted = ask(root / "a.mkv", group="DEMO", stem="x", kind="TV")
    source = Source(path=str(root / "a.mkv"), name="a.mkv")
    assert found == evolve(wanted, sources=(source,))


def test_what_accompanies_a_video_is_no_release(fill: Fill) -> None:
    root = fill(
        "a.mkv", "Sample/a.mkv", "a-sample.mkv", "Proof/b.mkv", "Subs/c.mkv",
        **{"a.nfo": DOC, "a.txt": DOC, "a.jpg": b"jpg", "a.sfv": b"sfv"},
    )  # fmt: skip
    assert releases(ask(root)) == [["a.mkv"]]
    assert warnings(ask(root)) == {}


def test_a_show_that_is_called_sample_is_packed(fill: Fill) -> None:
    assert len(releases(ask(fill("Sample.S01E01.mkv", "Sample.S01E02.mkv")))) == 2
    assert releases(ask(fill("The.Sampler.mkv") / ".", kind="TV"))[-1] == ["The.Sampler.mkv"]


def test_subtitles_beside_videos_are_told(fill: Fill) -> None:
    root = fill("a.mkv", **{"a.srt": b"1", "Subs/a.idx": b"2"})
    assert warnings(ask(root)) == {"subtitles_external": "a.srt, Subs/a.idx"}


def test_files_that_are_no_works_are_told_by_the_first_three(fill: Fill) -> None:
    root = fill("a.mkv", **{f"{number}.bin": b"?" for number in range(5)})
    assert warnings(ask(root)) == {"files_left_out": "0.bin, 1.bin, 2.bin (+2)"}


def test_a_damaged_or_empty_video_is_not_overlooked(fill: Fill) -> None:
    root = fill("a.mkv", **{"b.mkv": b"?", "c.mkv": b""})
    assert releases(ask(root)) == [["a.mkv"], ["b.mkv"], ["c.mkv"]]


def test_documents_of_a_folder_are_one_release_and_come_first(fill: Fill) -> None:
    root = fill(**{"10.docx": DOC, "2.docx": DOC, "1.bin": b"?", "code/a.py": b"?"})
    assert releases(ask(root)) == [["2.docx", "10.docx", "1.bin", "a.py"]]


def test_an_empty_file_among_documents_is_told(fill: Fill) -> None:
    root = fill(**{"a.docx": DOC, "b.py": b""})
    assert releases(ask(root)) == [["a.docx"]]
    assert warnings(ask(root)) == {"empty_left_out": "b.py"}


def test_only_empty_documents_are_no_release(fill: Fill) -> None:
    assert refused(ask(fill(**{"a.docx": b""}), kind="DOCS")) == "no_works"


def test_a_stated_kind_takes_what_it_borrows(fill: Fill) -> None:
    root = fill(**{"a.docx": DOC, "b.epub": BOOK})
    assert releases(ask(root, kind="DOCS")) == [["a.docx", "b.epub"]]
    assert releases(ask(root, kind="EBOOK")) == [["b.epub"]]


def test_each_book_is_a_release(fill: Fill) -> None:
    root = fill(**{"a.epub": BOOK, "b.epub": BOOK, "cover.jpg": b"jpg", "metadata.opf": b"opf"})
    assert releases(ask(root)) == [["a.epub"], ["b.epub"]]


def test_together_makes_one_release_of_works(fill: Fill) -> None:
    root = fill(**{"a.epub": BOOK, "b.epub": BOOK, "c.bin": b"?"})
    assert releases(ask(root), together=True) == [["a.epub", "b.epub"]]


def test_a_file_that_is_named_beside_a_folder_goes_with_it(fill: Fill, tmp_path: Path) -> None:
    extra = tmp_path / "extra.bin"
    extra.write_bytes(b"?")
    root = fill(**{"a.docx": DOC})
    assert releases(ask(root, extra, kind="DOCS"), together=True) == [["a.docx", "extra.bin"]]


def test_videos_win_over_documents_beside_them(fill: Fill) -> None:
    assert releases(ask(fill("z.mkv", **{"a.docx": DOC}))) == [["z.mkv"]]


def test_works_of_several_kinds_ask_for_the_kind(fill: Fill) -> None:
    with pytest.raises(Ambiguous) as caught:
        releases(ask(fill(**{"a.docx": DOC, "b.epub": BOOK})))
    assert caught.value.facts["found"] == "DOCS, EBOOK"
    assert "--type" in Catalogue("en").error(caught.value)


def test_an_unknown_kind_is_told(fill: Fill) -> None:
    with pytest.raises(UnknownName):
        releases(ask(fill(**{"a.bin": b"?"}), kind="MUSIC"))


def test_an_extractor_that_is_asked_for_tells_the_kind(fill: Fill) -> None:
    root = fill(**{"a.docx": DOC, "b.epub": BOOK})
    assert releases(ask(root, extractor="b")) == [["b.epub"]]


@pytest.mark.parametrize("field", ["dirname", "stem", "expect_plan"])
def test_a_name_cannot_be_stated_for_several_releases(fill: Fill, field: str) -> None:
    request = ask(fill("a.mkv", "b.mkv"), **{field: "x"})
    with pytest.raises(BadValue) as caught:
        releases(request)
    assert caught.value.facts["field"] == field
    assert "there are 2" in Catalogue("en").error(caught.value)


@pytest.mark.parametrize("names", [("a.rar", "a.sfv"), ("a01.zip", "file_id.diz")])
def test_a_finished_release_is_refused(fill: Fill, names: tuple[str, ...]) -> None:
    root = fill("a.mkv", **dict.fromkeys(names, b""))
    assert refused(ask(root)) == "release"
    text = Catalogue("en").error(Unsupported(path="x", format="release"))
    assert "packer check" in text


def test_releases_that_lie_in_a_folder_are_left_out(fill: Fill) -> None:
    root = fill("a.mkv", "A-GRP/b.mkv", **{"A-GRP/b.rar": b"", "A-GRP/b.sfv": b""})
    assert releases(ask(root)) == [["a.mkv"]]
    assert warnings(ask(root)) == {"releases_left_out": "A-GRP"}


def test_hidden_files_and_litter_are_nothing(fill: Fill) -> None:
    root = fill(".a.mkv", ".packer/b.mkv", "__MACOSX/c.mkv", "Thumbs.db")
    assert refused(ask(root)) == "empty_folder"


def test_a_folder_without_works_is_refused(fill: Fill) -> None:
    assert refused(ask(fill(**{"a.bin": b"?"}))) == "no_works"
    assert refused(ask(fill("Sample/a.mkv"), kind="TV")) == "no_works"


def test_links_are_not_followed(fill: Fill, tmp_path: Path) -> None:
    root = fill("a.mkv")
    (root / "again").symlink_to(root)
    (root / "b.mkv").symlink_to(root / "a.mkv")
    assert releases(ask(root)) == [["a.mkv"]]
    assert warnings(ask(root)) == {"links_left_out": "again, b.mkv"}


def test_a_link_that_is_named_is_a_folder(fill: Fill, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(fill("a.mkv"))
    assert releases(ask(tmp_path / "link")) == [["a.mkv"]]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in the file system")
def test_a_pipe_is_told_and_never_opened(fill: Fill) -> None:
    root = fill("a.mkv")
    os.mkfifo(root / "b.mkv")
    assert warnings(ask(root)) == {"special_left_out": "b.mkv"}


def test_a_folder_that_the_system_refuses_is_an_error(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    root = fill("a.mkv")
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(NotAllowed):
        releases(ask(root))


def test_a_folder_that_is_too_large_or_too_deep_is_refused(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "/".join("d" * (folders.DEPTH_LIMIT + 1)) + "/a.mkv"
    root = fill("a.mkv", deep)
    assert refused(ask(root)) == "folder_too_deep"
    monkeypatch.setattr(folders, "COUNT_LIMIT", 20)
    assert refused(ask(root)) == "folder_too_large"


def test_looking_through_a_folder_can_be_stopped(fill: Fill) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        expand(ask(fill("a.mkv")), Run(settings=Settings(), checkpoint=stop))


def test_a_name_that_would_move_the_cursor_is_told_without_that(fill: Fill) -> None:
    root = fill("a.mkv", **{"\x1b[2Jb.bin": b"?"})
    assert warnings(ask(root)) == {"files_left_out": "?[2Jb.bin"}


def test_numbers_sort_as_numbers_at_every_level() -> None:
    paths = [("s10", "e1"), ("S2", "E10"), ("s2", "e9"), ("2",), ("a",), ("10",)]
    ordered = sorted(paths, key=natural_key)
    assert ordered == [("2",), ("10",), ("a",), ("s2", "e9"), ("S2", "E10"), ("s10", "e1")]


def test_subtitles_are_told_in_both_languages() -> None:
    for language in ("en", "fr"):
        text = Catalogue(language).label("inspect.subtitles_external", path="p", names="n")
        assert "p: " in text.replace(" :", ":")
        assert ": n." in text.replace(" :", ":")
