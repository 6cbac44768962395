"""Makers of extras, asked for a plan: what they answer, and what becomes of one that breaks."""

from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from packer_core.errors import PluginFailed, UnknownName
from packer_core.run import Run
from packer_core.stages.plan.extras import plan_extras
from packer_core.values import (
    EpisodeMetadata,
    ExtraPlan,
    ExtraRequest,
    Finding,
    PlannedExtra,
    Severity,
    SourceFile,
)
from tests.support.rule_sets import rule_sets

REQUEST = ExtraRequest(
    source=SourceFile(path="/a.mkv", format="mkv", size=1, mtime_ns=0),
    metadata=EpisodeMetadata(),
    rule_set=rule_sets()["TV-WEB-2020"],
    stem="a",
    tools=(),
)


def extra(path: str) -> PlannedExtra:
    return PlannedExtra(maker="tune", path=path, size=3, source=0)


@frozen
class Maker:
    """A maker that answers what it was made with, or raises it."""

    answer: Any
    id: str = "tune"
    kinds: tuple[str, ...] = ("TV",)

    def tools(self) -> tuple[str, ...]:
        return ()

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        if isinstance(self.answer, Exception):
            raise self.answer
        planned: ExtraPlan = self.answer
        return planned

    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        raise NotImplementedError


def test_what_all_makers_plan_comes_in_their_order() -> None:
    told = Finding(id="x", severity=Severity.INFO)
    makers = [
        Maker(ExtraPlan(extras=(extra("a"),), findings=(told,))),
        Maker(ExtraPlan()),
        Maker(ExtraPlan(extras=(extra("b"), extra("c")))),
    ]
    planned = plan_extras(makers, REQUEST)
    assert [each.path for each in planned.extras] == ["a", "b", "c"]
    assert planned.findings == (told,)


def test_without_makers_nothing_is_planned() -> None:
    assert plan_extras([], REQUEST) == ExtraPlan()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (KeyError("size"), "plan: KeyError: 'size'"),
        (None, "plan: ExtraPlan is None where ExtraPlan belongs"),
        (
            ExtraPlan(extras=("Sample/a.mkv",)),  # type: ignore[arg-type]
            "plan: ExtraPlan.extras[0] is 'Sample/a.mkv' where PlannedExtra belongs",
        ),
    ],
)
def test_a_maker_that_breaks_is_told(answer: Any, reason: str) -> None:
    with pytest.raises(PluginFailed) as caught:
        plan_extras([Maker(answer)], REQUEST)
    assert caught.value.facts == {"plugin": "tune", "where": "plan", "reason": reason}


def test_an_expected_error_of_a_maker_stays_what_it_is() -> None:
    with pytest.raises(UnknownName):
        plan_extras([Maker(UnknownName(what="x", name="y", known="z"))], REQUEST)
