"""What a request leaves open is settled once: everything a plan looks at is in its inputs."""

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve, field, frozen

from packer_core.errors import BadValue, MissingFact, NotAccepted, Protected, UnknownName
from packer_core.hookspecs import hookimpl
from packer_core.plugins import loading
from packer_core.run import Run
from packer_core.settings import (
    BLOCKED_PLUGINS,
    FIXED_TIME,
    GROUP,
    PROFILE,
    TEMPLATE,
    VOLUME_SIZE,
    Settings,
)
from packer_core.stages.plan.inputs import PlanInputs
from packer_core.stages.plan.stage import plan
from packer_core.stages.prepare import describe, plan_for
from packer_core.stages.resolve.request import complete
from packer_core.stages.resolve.stage import resolve
from packer_core.values import (
    Description,
    ExtraPlan,
    ExtraRequest,
    GroupTags,
    PackRequest,
    Protection,
    ReleaseFile,
    Source,
)
from tests.support.books import make_epub

FIXED = {FIXED_TIME.name: 1_700_000_000}


@pytest.fixture
def request_(tmp_path: Path) -> PackRequest:
    book = make_epub(tmp_path / "book.epub", title="A Small Book")
    return PackRequest(sources=(Source(path=str(book)),), group="DEMO", fields={"source": "RETAIL"})


def settled(request: PackRequest, run: Run) -> PlanInputs:
    request = complete(request, run)
    return resolve(request, describe(request, run), run)


def run_with(**values: Any) -> Run:
    return Run(settings=Settings(values={k.replace("__", "."): v for k, v in values.items()}))


def test_nothing_that_a_user_may_leave_open_is_missing(request_: PackRequest) -> None:
    inputs = settled(request_, run_with())
    handed_on = {"sha256", "fsync"}
    missing = [
        each.name
        for each in attrs.fields(PlanInputs)
        if getattr(inputs, each.name) is None and each.name not in handed_on
    ]
    assert missing == []
    assert (inputs.form, inputs.group, inputs.rule_set.id) == ("book", "DEMO", "EBOOK-2022")
    assert inputs.dirname.endswith("-DEMO")
    assert len(inputs.stem) == 6
    assert inputs.volume_sizes == inputs.rule_set.pack.zip.sizes
    assert [member.name for member in inputs.payload.members] == ["book.epub"]
    assert inputs.profile == Settings().get(PROFILE)


def test_what_is_stated_stands_above_the_settings(request_: PackRequest) -> None:
    run = run_with(
        **{GROUP.name: "OTHER", VOLUME_SIZE.name: 5_000_000, TEMPLATE.name: "book-nfo-fr"}
    )
    inputs = settled(request_, run)
    assert (inputs.group, inputs.volume_sizes) == ("DEMO", (5_000_000,))
    assert inputs.nfo.id == "book-nfo-fr"
    stated = evolve(request_, volume_size=2_915_000, template="book-nfo-en", stem="abc", sfv=False)
    inputs = settled(evolve(stated, dirname="Any.Name-X"), run)
    assert (inputs.volume_sizes, inputs.nfo.id, inputs.stem) == ((2_915_000,), "book-nfo-en", "abc")
    assert (inputs.dirname, inputs.sfv) == ("Any.Name-X", False)


def test_the_group_is_that_of_a_stated_dirname(request_: PackRequest) -> None:
    stated = evolve(request_, group=None, dirname="Any.Name-XYZ")
    assert settled(stated, run_with()).group == "XYZ"


def test_answers_of_the_rule_set_are_taken_where_they_are_accepted(request_: PackRequest) -> None:
    open_ = evolve(request_, fields={})
    with pytest.raises(MissingFact):
        settled(open_, run_with())
    inputs = settled(evolve(open_, accept_defaults=True), run_with())
    assert inputs.description.metadata.source == inputs.rule_set.dirname.defaults["source"]
    assert inputs.description.origins["source"] == "default"


def test_what_is_never_packed_is_refused(request_: PackRequest) -> None:
    run = run_with()
    known = describe(request_, run)
    with pytest.raises(Protected):
        resolve(request_, evolve(known, protection=Protection(scheme="adept", detail="x")), run)
    video = tuple(evolve(each, format="mkv") for each in known.files)
    with pytest.raises(NotAccepted):
        resolve(request_, evolve(known, files=video), run)
    with pytest.raises(UnknownName):
        resolve(evolve(request_, form="nix"), known, run)
    with pytest.raises(UnknownName):
        resolve(evolve(request_, template="nix"), known, run)


@frozen
class Remembered:
    """A memory in which a stem belongs to another release."""

    owners: dict[str, str]
    tags: GroupTags = field(factory=GroupTags)

    def settings_for(self, settings: Settings, group: str, kind: str) -> Settings:
        return settings

    def tag_rules(self, group: str) -> GroupTags:
        return self.tags

    def stem_owner(self, group: str, year: int, stem: str) -> str | None:
        assert (group, year) == ("DEMO", 2023)
        return self.owners.get(stem)

    def release_files(self, path: str) -> tuple[ReleaseFile, ...]:
        return ()


def test_a_stem_of_another_release_is_left_to_it(request_: PackRequest) -> None:
    run = run_with(**FIXED)
    first = settled(request_, run)
    taken = {first.stem: "Other-DEMO"}
    second = settled(request_, evolve(run, preferences=Remembered(taken)))
    assert second.stem != first.stem
    assert second.surroundings.taken == (first.stem,)
    again = settled(request_, evolve(run, preferences=Remembered({first.stem: first.dirname})))
    assert (again.stem, again.surroundings.taken) == (first.stem, ())
    # A stem that is stated stays where it is.
    stated = settled(
        evolve(request_, stem="abc"), evolve(run, preferences=Remembered({"abc": "O"}))
    )
    assert stated.stem == "abc"


def test_the_group_has_a_say_in_the_tags(request_: PackRequest) -> None:
    rules = GroupTags(always={"EBOOK": ("iNTERNAL",)}, never={"*": ("PROPER",)})
    run = evolve(run_with(**FIXED), preferences=Remembered({}, rules))
    assert settled(request_, run).tags == ("iNTERNAL",)
    assert settled(evolve(request_, tags=("internal",)), run).tags == ("internal",)
    with pytest.raises(BadValue, match="PROPER"):
        settled(evolve(request_, tags=("proper",)), run)


class Maker:
    """A maker of extras that says who asked it."""

    id = "stranger"
    kinds = ("EBOOK",)

    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def tools(self) -> list[str]:
        self._asked.append("tools")
        return []

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        self._asked.append("plan")
        return ExtraPlan()

    def make(self, *_: Any) -> None:
        raise AssertionError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a plugin of a stranger was asked for."""
    calls: list[str] = []
    module = types.ModuleType("stranger")
    module.PACKER_PLUGIN_API = 1  # type: ignore[attr-defined]
    module.packer_extras = hookimpl(lambda: [Maker(calls)])  # type: ignore[attr-defined]
    entry = types.SimpleNamespace(
        name="stranger", load=lambda: module, dist=types.SimpleNamespace(name="x", version="1")
    )
    real = loading.entry_points
    monkeypatch.setattr(loading, "entry_points", lambda *, group: [*real(group=group), entry])
    loading._installed.cache_clear()
    yield calls
    loading._installed.cache_clear()


def test_a_blocked_plugin_is_never_asked(request_: PackRequest, asked: list[str]) -> None:
    run = run_with(**{BLOCKED_PLUGINS.name: "stranger"})
    plan_for(request_, described(request_, run), run)
    assert asked == []
    run = run_with()
    plan_for(request_, described(request_, run), run)
    assert asked == ["tools", "plan"]


def described(request: PackRequest, run: Run) -> Description:
    return describe(complete(request, run), run)


def test_a_plan_is_a_function_of_its_inputs_alone(request_: PackRequest) -> None:
    inputs = settled(request_, run_with(**FIXED))
    first = plan(inputs)
    assert plan(inputs) == first
    assert plan(evolve(inputs, output="elsewhere")).plan_hash == first.plan_hash
    assert plan(evolve(inputs, notes=("A note.",))).plan_hash != first.plan_hash
    assert first == plan_for(request_, inputs.description, run_with(**FIXED))
