"""What is planned as a sample, and by what it will be cut."""

from pathlib import Path

import pytest
from attrs import evolve

from packer_core.hookspecs import ExtraMaker
from packer_core.library.available import rule_set_by_id
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import (
    EpisodeMetadata,
    ExtraPlan,
    ExtraRequest,
    RuleSet,
    SampleRules,
    Severity,
    SourceFile,
)
from packer_plugins_tv.sample import SampleMaker
from packer_plugins_tv.sample import maker as maker_module
from tests.support.films import Films, length

STEM = "the.film.s01e01.720p.web.h264-demo"


@pytest.fixture
def rules() -> RuleSet:
    return rule_set_by_id(Settings(), "TV-WEB-2020")


def plan(
    rules: RuleSet, name: str = "film.mkv", format_: str = "matroska", **more: object
) -> ExtraPlan:
    seconds = more.pop("seconds", 1200.0)
    source = SourceFile(path=f"/in/{name}", format=format_, size=1_000_000_000, mtime_ns=0)
    work = EpisodeMetadata(duration_seconds=seconds)  # type: ignore[arg-type]
    tools = more.pop("tools", ())
    return SampleMaker().plan(
        ExtraRequest(source=source, metadata=work, rule_set=rules, stem=STEM, tools=tools)  # type: ignore[arg-type]
    )


def test_it_is_a_maker_of_extras_for_tv() -> None:
    assert isinstance(SampleMaker(), ExtraMaker)
    assert (SampleMaker().id, SampleMaker().kinds) == ("sample", ("TV",))


def test_the_sample_is_planned_by_the_rules(rules: RuleSet) -> None:
    (extra,) = plan(rules).extras
    assert (extra.maker, extra.source) == ("sample", 0)
    assert extra.path == f"Sample/{STEM}-sample.mkv"
    assert extra.size == 50_000_000
    assert extra.params == {"cutter": "matroska", "start": "120", "least": "50", "most": "70"}


def test_nothing_is_planned_where_no_sample_is_demanded(rules: RuleSet) -> None:
    assert plan(evolve(rules, sample=SampleRules())) == ExtraPlan()


@pytest.mark.parametrize(
    ("tools", "cutter"), [(("ffmpeg", "av"), "ffmpeg"), (("av",), "av"), (("ffmpeg",), "ffmpeg")]
)
def test_other_containers_are_cut_by_what_is_there(
    rules: RuleSet, tools: tuple[str, ...], cutter: str
) -> None:
    (extra,) = plan(rules, "film.MP4", "mp4", tools=tools).extras
    assert extra.params["cutter"] == cutter
    assert extra.path == f"Sample/{STEM}-sample.mp4"


def test_without_a_tool_the_plan_says_what_to_install(rules: RuleSet) -> None:
    planned = plan(rules, "film.mp4", "mp4")
    (finding,) = planned.findings
    assert planned.extras == ()
    assert (finding.id, finding.severity) == ("sample.tool_missing", Severity.WARNING)
    assert (finding.subject, finding.params) == ("film.mp4", {"format": "mp4"})


def test_a_work_shorter_than_a_sample_is_sampled_whole_with_a_warning(rules: RuleSet) -> None:
    planned = plan(rules, seconds=42.04)
    (finding,) = planned.findings
    assert len(planned.extras) == 1
    assert (finding.id, finding.severity) == ("sample.source_short", Severity.WARNING)
    assert finding.params == {"seconds": "42.0", "least": "50"}


def test_webm_is_cut_without_a_tool(rules: RuleSet) -> None:
    (extra,) = plan(rules, "film.webm", "webm").extras
    assert extra.path.endswith("-sample.webm")


def test_what_is_planned_is_made(rules: RuleSet, films: Films, tmp_path: Path, a_run: Run) -> None:
    (extra,) = plan(rules).extras
    target = tmp_path / "sample.mkv"
    SampleMaker().make(extra, films("long.mkv"), target, a_run)
    assert 50 <= length(target) <= 70


def test_the_tools_are_those_that_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker_module, "find_program", lambda name: name)
    monkeypatch.setattr(maker_module.importlib.util, "find_spec", lambda _name: None)
    assert SampleMaker().tools() == ("ffmpeg",)
    monkeypatch.setattr(maker_module, "find_program", lambda name: name == "ffmpeg" or None)
    assert SampleMaker().tools() == ()
