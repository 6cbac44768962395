"""A broken stranger is left out whole and named; a broken plugin of the project is fatal."""

import errno
import importlib.metadata
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import define, frozen

from packer_core import plugins
from packer_core.errors import (
    BadConfiguration,
    NoMemory,
    PackerError,
    TooManyFiles,
    UnknownName,
)
from packer_core.hookspecs import ReleaseKind, hookimpl
from packer_core.plugins import LoadedPlugin, Plugins, load, loading
from packer_core.values import Extraction, WorkMetadata


@frozen
class Dist:
    """What the loader asks of a distribution."""

    name: str
    version: str = "1.0"


@define
class Entry:
    """An entry point that yields a module, or raises, when it is loaded."""

    name: str
    make: Callable[[], Any]
    dist: Dist | None = None

    def load(self) -> Any:
        return self.make()


@define
class Reader:
    """An extractor that declines everything."""

    id: str
    kind: str = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        return None

    def extract(self, path: Path, run: Any) -> Extraction:
        raise NotImplementedError


def module(api: int | None = 1, **functions: Callable[[], Any]) -> types.ModuleType:
    made = types.ModuleType("stranger")
    if api is not None:
        made.PACKER_PLUGIN_API = api  # type: ignore[attr-defined]
    for name, function in functions.items():
        setattr(made, name, hookimpl(function))
    return made


def reader_module(*ids: str) -> types.ModuleType:
    return module(packer_extractors=lambda: [Reader(each) for each in ids])


def stranger(name: str, make: Callable[[], Any], dist: str = "someone-elses") -> Any:
    return Entry(name, make, Dist(dist))


def raises(error: BaseException) -> Callable[[], Any]:
    def make() -> Any:
        raise error

    return make


def one(loaded: Plugins, name: str) -> LoadedPlugin:
    return next(each for each in loaded.loaded if each.name == name)


def nothing() -> list[Any]:
    return []


@frozen
class WithoutKind:
    """An extractor whose author forgot what it reads."""

    id: str = "half"

    def score(self, path: Path, head: bytes) -> int | None:
        return None

    def extract(self, path: Path, run: Any) -> Extraction:
        raise NotImplementedError


def kind_with_a_label() -> ReleaseKind:
    tune = attrs.make_class(
        "Tune",
        {"label": attrs.field(default=None)},
        bases=(WorkMetadata,),
        frozen=True,
        kw_only=True,
    )
    return ReleaseKind(
        id="TUNES", label={}, metadata=tune, extensions=(), forms=(), default_rule_set=""
    )


def kind_of(metadata: Any, id_: str = "TUNES") -> ReleaseKind:
    return ReleaseKind(
        id=id_, label={}, metadata=metadata, extensions=(), forms=(), default_rule_set=""
    )


def no_attrs_class() -> ReleaseKind:
    class Tune(WorkMetadata):
        key = None

    return kind_of(Tune)


def with_a_field_that_must_be_known() -> ReleaseKind:
    tune = attrs.make_class(
        "Tune", {"key": attrs.field()}, bases=(WorkMetadata,), frozen=True, kw_only=True
    )
    return kind_of(tune)


def with_the_name_of_another_class() -> ReleaseKind:
    named = attrs.make_class("BookMetadata", {}, bases=(WorkMetadata,), frozen=True, kw_only=True)
    return kind_of(named)


def unmarked() -> types.ModuleType:
    made = module()
    made.packer_extractors = lambda: [Reader("forgotten")]  # type: ignore[attr-defined]
    return made


BROKEN: dict[str, tuple[Callable[[], Any], str]] = {
    "raises at import": (raises(ImportError("no such thing")), "ImportError: no such thing"),
    "exits at import": (raises(SystemExit(3)), "SystemExit: 3"),
    "has a broken syntax": (raises(SyntaxError("bad\nline")), "SyntaxError: bad line"),
    "raises in a hook": (
        lambda: module(packer_extractors=raises(RuntimeError("boom"))),
        "RuntimeError: boom",
    ),
    "answers no list": (lambda: module(packer_extractors=lambda: 5), "TypeError: "),
    "answers what is no extractor": (
        lambda: module(packer_extractors=lambda: ["epub"]),
        "TypeError: packer_extractors: 'epub' is no Extractor",
    ),
    "brings a kind of something else": (
        lambda: module(packer_release_kinds=lambda: [kind_of(dict)]),
        "TypeError: kind TUNES: <class 'dict'> is no child of WorkMetadata",
    ),
    "brings a kind whose class is no attrs class": (
        lambda: module(packer_release_kinds=lambda: [no_attrs_class()]),
        "TypeError: kind TUNES: Tune is no attrs class",
    ),
    "brings a kind of which something must be known": (
        lambda: module(packer_release_kinds=lambda: [with_a_field_that_must_be_known()]),
        "TypeError: Tune.__init__() missing 1 required keyword-only argument: 'key'",
    ),
    "answers what lacks a part of an extractor": (
        lambda: module(packer_extractors=lambda: [WithoutKind()]),
        "WithoutKind(id='half') is no Extractor: it lacks kind",
    ),
    "has a field that templates mean something else by": (
        lambda: module(packer_release_kinds=lambda: [kind_with_a_label()]),
        "ValueError: kind TUNES: a template means something else by the name of Tune.label",
    ),
    "has texts that are no TOML": (
        lambda: module(packer_messages=lambda: [BAD_TEXTS]),
        "TOMLDecodeError: ",
    ),
    "has rules that are not there": (
        lambda: module(packer_rule_sets=lambda: [Path("/nowhere/x.toml")]),
        "FileNotFoundError: ",
    ),
    "is for another version": (
        lambda: module(api=99),
        "ValueError: PACKER_PLUGIN_API is 99, this version needs 1",
    ),
    "states no version": (lambda: module(api=None), "ValueError: PACKER_PLUGIN_API is None"),
    "has an unknown hook": (lambda: module(packer_foo=nothing), "there is no hook packer_foo"),
    "forgot the mark of a hook": (
        unmarked,
        "ValueError: packer_extractors is not marked with @hookimpl",
    ),
    "takes the id of another": (lambda: reader_module("fine"), "fine is provided by another"),
    "has one id twice": (lambda: reader_module("twice", "twice"), "twice is provided by another"),
}
BAD_TEXTS = Path("/nowhere")


@pytest.fixture(autouse=True)
def bad_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "x.toml").write_text("[label\n")
    monkeypatch.setitem(globals(), "BAD_TEXTS", tmp_path)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_stranger_that_is_broken_is_named_and_left_out(fault: str) -> None:
    make, reason = BROKEN[fault]
    found = [
        stranger("a-good-one", lambda: reader_module("fine")),
        stranger("broken", make),
        stranger("zealous", lambda: reader_module("also-fine")),
    ]
    loaded = load(found)
    assert one(loaded, "broken").status == "failed"
    assert reason in one(loaded, "broken").reason
    assert "\n" not in one(loaded, "broken").reason
    assert [reader.id for reader in loaded.extractors()] == ["also-fine", "fine"]


@pytest.mark.parametrize("fault", ["raises at import", "raises in a hook", "states no version"])
def test_a_plugin_of_the_project_that_is_broken_is_fatal(fault: str) -> None:
    entry = stranger("ebook", BROKEN[fault][0], dist="packer-plugins-ebook")
    with pytest.raises(BadConfiguration) as caught:
        load([entry])
    assert caught.value.facts["where"] == "plugin ebook"


def test_a_stranger_never_takes_the_place_of_the_projects_own() -> None:
    found = [
        stranger("aaa", lambda: reader_module("epub")),
        stranger("ebook", lambda: reader_module("other")),
        stranger("ebook", lambda: reader_module("epub"), dist="packer-plugins-ebook"),
    ]
    loaded = load(found)
    states = {(each.name, each.source): each.status for each in loaded.loaded}
    assert states["ebook", "packer-plugins-ebook"] == "loaded"
    assert states["ebook", "someone-elses"] == "failed"
    assert states["aaa", "someone-elses"] == "failed"
    assert [reader.id for reader in loaded.extractors()] == ["epub"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), NoMemory),
        (RuntimeError("can't start new thread"), NoMemory),
        (OSError(errno.EMFILE, "Too many open files"), TooManyFiles),
    ],
)
def test_a_limit_of_the_process_is_no_fault_of_a_plugin(
    error: BaseException, expected: type[PackerError]
) -> None:
    with pytest.raises(expected):
        load([stranger("any", raises(error))])


def test_a_blocked_plugin_is_not_even_imported() -> None:
    loaded = load([stranger("noisy", raises(AssertionError()))], blocked=frozenset({"noisy"}))
    assert one(loaded, "noisy").status == "blocked"
    assert loaded.extractors() == ()


def test_a_plugin_of_the_project_may_be_blocked() -> None:
    entry = stranger("ebook", raises(ImportError()), dist="packer-plugins-ebook")
    assert one(load([entry], blocked=frozenset({"ebook"})), "ebook").status == "blocked"


def test_a_loaded_plugin_tells_what_it_provides() -> None:
    found = one(load([stranger("good", lambda: reader_module("b", "a"))]), "good")
    assert (found.source, found.version, found.status) == ("someone-elses", "1.0", "loaded")
    assert found.hooks == ("packer_extractors",)
    assert found.provides == {"packer_extractors": ("b", "a")}


def test_an_entry_point_without_a_distribution_is_a_stranger() -> None:
    found: Any = Entry("loose", raises(ImportError("gone")))
    assert one(load([found]), "loose").status == "failed"


def test_the_built_ins_are_always_there() -> None:
    loaded = load([])
    assert [each.status for each in loaded.loaded] == ["loaded"] * len(plugins.BUILT_INS)
    assert loaded.archiver("zip-of-rar").id == "zip-of-rar"
    assert {"dirname.charset", "sfv.required"} <= {check.id for check in loaded.checks()}


def test_a_broken_built_in_is_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BUILT_INS", ("packer_core.builtin.nothing",))
    with pytest.raises(BadConfiguration):
        load([])


def test_an_unknown_shape_names_the_known_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        load([]).archiver("cube")
    assert "zip-of-rar" in str(caught.value.facts["known"])


def test_the_texts_of_plugins_join_those_of_the_core(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "x.toml").write_text('[label]\n"x.y" = "mine"\n')
    loaded = load([stranger("words", lambda: module(packer_messages=lambda: [folder]))])
    catalogue = loaded.catalogue("en")
    assert catalogue.label("x.y") == "mine"
    assert catalogue.has("error", "not_found")


def test_the_real_entry_points_load() -> None:
    found = importlib.metadata.entry_points(group=plugins.ENTRY_POINTS)
    loaded = load(entry for entry in found if entry.dist and entry.dist.name in plugins.FIRST_PARTY)
    assert {each.status for each in loaded.loaded} == {"loaded"}
    assert "EBOOK" in loaded.kinds()


@frozen
class Provider:
    """A provider of metadata that knows nothing."""

    id: str
    kinds: tuple[str, ...] = ("EBOOK",)
    about: Any = None

    def lookup(self, query: Any, service: Any) -> tuple[()]:
        return ()

    def complete(self, candidate: Any, query: Any, service: Any) -> Any:
        return candidate

    def test(self, service: Any) -> None:
        return None


def test_providers_of_metadata_are_asked_for_when_somebody_wants_them() -> None:
    asked: list[str] = []

    def enrichers() -> list[Provider]:
        asked.append("once")
        return [Provider("mine")]

    found = load([Entry("mine", lambda: module(packer_enrichers=enrichers))])
    assert asked == []
    assert list(found.enrichers()) == ["mine"]
    assert found.loaded[-1].provides == {"packer_enrichers": ("mine",)}
    assert asked == ["once"]


def test_a_stranger_whose_providers_break_is_named_when_they_are_wanted() -> None:
    broken = Entry("broken", lambda: module(packer_enrichers=lambda: 1 / 0))
    wrong = Entry("wrong", lambda: module(packer_enrichers=lambda: ["no provider"]))
    good = Entry("yours", lambda: module(packer_enrichers=lambda: [Provider("yours")]))
    twice = Entry("zwice", lambda: module(packer_enrichers=lambda: [Provider("yours")]))
    found = load([broken, wrong, good, twice])
    assert list(found.enrichers()) == ["yours"]
    told = {each.name: (each.status, each.reason) for each in found.loaded}
    assert told["broken"] == ("failed", "ZeroDivisionError: division by zero")
    assert told["wrong"] == ("failed", "TypeError: packer_enrichers: 'no provider' is no Enricher")
    assert told["yours"] == ("loaded", "")
    assert told["zwice"][0] == "failed"


def test_a_provider_of_the_project_that_breaks_is_fatal() -> None:
    dist = Dist("packer-plugins-ebook")
    found = load([Entry("ebook", lambda: module(packer_enrichers=lambda: 1 / 0), dist)])
    with pytest.raises(BadConfiguration):
        found.enrichers()


def test_two_kinds_have_no_class_of_one_name() -> None:
    real = importlib.metadata.entry_points(group=plugins.ENTRY_POINTS)
    other = stranger(
        "other", lambda: module(packer_release_kinds=lambda: [with_the_name_of_another_class()])
    )
    loaded = load([*real, other])
    assert "TUNES" not in loaded.kinds()
    reason = one(loaded, "other").reason
    assert reason == "ValueError: another kind has a class BookMetadata already"


def test_annotations_that_are_texts_are_resolved() -> None:
    tune = attrs.make_class(
        "TextTune",
        {"keys": attrs.field(default=(), type="tuple[str, ...]")},  # type: ignore[arg-type]
        bases=(WorkMetadata,),
        frozen=True,
        kw_only=True,
    )
    loaded = load([stranger("tunes", lambda: module(packer_release_kinds=lambda: [kind_of(tune)]))])
    assert one(loaded, "tunes").status == "loaded"
    assert attrs.fields(loaded.kinds()["TUNES"].metadata).keys.type == tuple[str, ...]
