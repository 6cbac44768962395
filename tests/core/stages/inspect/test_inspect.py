"""Which extractor reads a file, what a user's word weighs, and what is refused."""

import os
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field

from packer_core import plugins
from packer_core.errors import (
    BadValue,
    Cancelled,
    DiskFault,
    NoMemory,
    NotFound,
    PackerError,
    PluginFailed,
    PluginMissing,
    TooManyFiles,
    UnknownName,
    Unreadable,
    Unsupported,
)
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.inspect.stage import inspect
from packer_core.values import (
    BookMetadata,
    Event,
    Extraction,
    PackRequest,
    PartialDate,
    Source,
    StageFinished,
    StageStarted,
    Warned,
)
from tests.support.kinds import KINDS

BOOK = BookMetadata(title="Theirs", published=PartialDate(2010, 5), authors=("A",))


@define
class Reader:
    """An extractor that says what it was made to say, or raises it."""

    id: str
    says: int | Exception | None = 50
    finds: Extraction | Exception = field(factory=lambda: Extraction(format="x", metadata=BOOK))
    kind: str = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    def extract(self, path: Path, run: Run) -> Extraction:
        if isinstance(self.finds, Exception):
            raise self.finds
        return self.finds


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[Reader]:
    """The installed extractors; a test fills the list."""
    found: list[Reader] = []
    known = plugins.Plugins()
    monkeypatch.setattr(known, "kinds", lambda: KINDS)
    monkeypatch.setattr(known, "extractors", lambda: tuple(sorted(found, key=lambda it: it.id)))
    monkeypatch.setattr(plugins, "for_settings", lambda settings: known)
    return found


@pytest.fixture
def request_(tmp_path: Path) -> PackRequest:
    (tmp_path / "book.x").write_bytes(b"contents")
    return PackRequest(sources=(Source(path=str(tmp_path / "book.x")),))


def look(request: PackRequest, **settings: Any) -> tuple[Any, list[Event]]:
    events: list[Event] = []
    description = inspect(request, Run(settings=Settings(), emit=events.append, **settings))
    return description, events


def test_a_file_is_described_with_the_origin_of_each_field(
    readers: list[Reader], request_: PackRequest
) -> None:
    readers.append(Reader("one"))
    found, events = look(request_)
    assert found.metadata == evolve(BOOK, year=2010)
    assert set(found.origins.values()) == {"file"}
    assert found.files[0].format == "x"
    assert found.files[0].size == 8
    assert (found.kind, found.extractor) == ("EBOOK", "one")
    assert [type(event) for event in events] == [StageStarted, StageFinished]


def test_the_highest_score_wins_and_none_declines(
    readers: list[Reader], request_: PackRequest
) -> None:
    readers += [Reader("low", 10), Reader("high", 90), Reader("never", None)]
    assert look(request_)[0].extractor == "high"


def test_a_kind_that_no_plugin_brings_is_told_to_its_reader(
    readers: list[Reader], request_: PackRequest
) -> None:
    readers.append(Reader("tunes", kind="TUNES"))
    description, events = look(request_)
    assert description.kind == "TUNES"
    (told,) = (each for each in events if isinstance(each, Warned))
    assert told.key == "inspect.kind_unknown"
    assert dict(told.params) == {
        "plugin": "tunes",
        "kind": "TUNES",
        "known": ", ".join(KINDS),
    }


@pytest.mark.parametrize(("field", "value"), [("authors", "Ann Wren"), ("title", 3)])
def test_a_value_of_another_type_is_told_with_plugin_file_and_field(
    readers: list[Reader], request_: PackRequest, field: str, value: Any
) -> None:
    wrong: Any = {field: value}
    finds = Extraction(format="x", metadata=BookMetadata(**wrong))
    readers.append(Reader("tunes", finds=finds))
    with pytest.raises(PluginFailed) as caught:
        look(request_)
    told = str(caught.value.facts["reason"])
    assert caught.value.facts["plugin"] == "tunes"
    assert told.startswith(f"{request_.sources[0].path}: extract: ")
    assert f"BookMetadata.{field} is {value!r} where" in told


def test_what_nobody_reads_points_at_plugins_that_did_not_load(
    request_: PackRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = plugins.Plugins()
    monkeypatch.setattr(plugins, "for_settings", lambda settings: known)
    with pytest.raises(Unsupported) as caught:
        look(request_)
    assert caught.value.code == "input.unsupported"
    known.note(plugins.LoadedPlugin(name="tunes", source="x", status="failed", reason="broken"))
    with pytest.raises(PluginMissing) as missing:
        look(request_)
    assert missing.value.facts["plugins"] == "tunes"
    assert missing.value.facts["format"] == "x"


def test_a_tie_goes_to_the_first_id(readers: list[Reader], request_: PackRequest) -> None:
    readers += [Reader("b"), Reader("a")]
    assert look(request_)[0].extractor == "a"


def test_an_extractor_can_be_asked_for(readers: list[Reader], request_: PackRequest) -> None:
    readers += [Reader("low", 10), Reader("high", 90)]
    assert look(evolve(request_, extractor="low"))[0].extractor == "low"


def test_a_kind_can_be_asked_for(readers: list[Reader], request_: PackRequest) -> None:
    readers += [Reader("book", 90), Reader("video", 10, kind="TV")]
    assert look(evolve(request_, kind="TV"))[0].kind == "TV"


@pytest.mark.parametrize("wish", [{"extractor": "nothing"}, {"kind": "NOTHING"}])
def test_an_unknown_wish_names_what_there_is(
    readers: list[Reader], request_: PackRequest, wish: dict[str, str]
) -> None:
    readers.append(Reader("one"))
    with pytest.raises(UnknownName) as caught:
        look(evolve(request_, **wish))
    assert caught.value.facts["known"] in {"one", "EBOOK"}


def test_the_users_word_wins_and_the_files_is_kept(
    readers: list[Reader], request_: PackRequest
) -> None:
    readers.append(Reader("one"))
    found, _ = look(evolve(request_, fields={"title": "Mine", "published": "2012"}))
    assert (found.metadata.title, found.metadata.year) == ("Mine", 2012)
    assert found.origins["year"] == "user"
    assert {each.field: each.value for each in found.rejected} == {
        "title": "Theirs",
        "published": PartialDate(2010, 5),
        "year": 2010,
    }


def test_a_wrong_word_is_refused(readers: list[Reader], request_: PackRequest) -> None:
    readers.append(Reader("one"))
    with pytest.raises(BadValue):
        look(evolve(request_, fields={"year": "soon"}))


def test_a_file_nobody_knows_is_unsupported(readers: list[Reader], request_: PackRequest) -> None:
    readers.append(Reader("never", None))
    with pytest.raises(Unsupported) as caught:
        look(request_)
    assert caught.value.facts["format"] == "x"


def test_an_extractor_that_breaks_while_choosing_is_left_out_with_a_warning(
    readers: list[Reader], request_: PackRequest
) -> None:
    readers += [Reader("broken", KeyError("oops")), Reader("good", 1)]
    found, events = look(request_)
    assert found.extractor == "good"
    warned = next(event for event in events if isinstance(event, Warned))
    assert dict(warned.params)["plugin"] == "broken"


def test_an_extractor_that_breaks_and_was_asked_for_is_an_error(
    readers: list[Reader], request_: PackRequest
) -> None:
    readers.append(Reader("broken", KeyError("oops")))
    with pytest.raises(PluginFailed):
        look(evolve(request_, extractor="broken"))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (KeyError("oops"), PluginFailed),
        (RecursionError(), PluginFailed),
        (MemoryError(), NoMemory),
        (ImportError("x.so: failed to map segment from shared object"), NoMemory),
        (OSError(5, "Input/output error"), DiskFault),
        (OSError(24, "Too many open files"), TooManyFiles),
        (OSError(22, "Invalid argument"), Unreadable),
        (Unreadable(path="x", reason="empty"), Unreadable),
    ],
)
def test_whatever_an_extractor_raises_is_an_expected_error(
    readers: list[Reader],
    request_: PackRequest,
    fault: Exception,
    error: type[PackerError],
) -> None:
    readers.append(Reader("one", finds=fault))
    with pytest.raises(error):
        look(request_)


def test_work_can_be_stopped(readers: list[Reader], request_: PackRequest) -> None:
    def stop() -> None:
        raise Cancelled

    readers.append(Reader("one"))
    with pytest.raises(Cancelled):
        look(request_, checkpoint=stop)


def of(path: Path | str) -> PackRequest:
    return PackRequest(sources=(Source(path=str(path)),))


def test_inputs_that_are_no_files_are_refused(readers: list[Reader], tmp_path: Path) -> None:
    readers.append(Reader("one"))
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    for path, error in (
        (tmp_path / "nothing", NotFound),
        (tmp_path / "empty" / "below", NotFound),
        (f"{tmp_path}/a\0b", NotFound),
        (tmp_path, Unsupported),
        (tmp_path / "pipe", Unsupported),
        (tmp_path / "empty", Unreadable),
    ):
        with pytest.raises(error):
            look(of(path))
