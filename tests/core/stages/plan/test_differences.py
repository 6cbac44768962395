"""What changes from one plan to another, a line each, as in a diff."""

from typing import Any

import pytest
from attrs import evolve

from packer_core.stages.plan.differences import LONGEST, plan_difference
from packer_core.values import Finding, ReleasePlan, Severity


@pytest.fixture
def plan(book_plan: ReleasePlan) -> ReleasePlan:
    return book_plan


def lines(before: ReleasePlan, **changes: Any) -> list[str]:
    return plan_difference(before, evolve(before, **changes)).splitlines()


def test_two_plans_of_one_release_do_not_differ(plan: ReleasePlan) -> None:
    assert plan_difference(plan, plan) == ""
    assert lines(plan, output="/elsewhere", replace=True, fsync=True) == []


@pytest.mark.parametrize("name", ["dirname", "kind", "form", "rule_set", "profile", "group"])
def test_a_fact_is_told_as_it_was_and_as_it_is(plan: ReleasePlan, name: str) -> None:
    assert lines(plan, **{name: "other"}) == [
        f"- {name}: {getattr(plan, name)}",
        f"+ {name}: other",
    ]


def test_what_was_not_known_has_one_line(plan: ReleasePlan) -> None:
    known = evolve(plan.metadata, publisher="Harbour Press", title=None)
    assert lines(plan, metadata=known) == ["- title: The Tide Tables", "+ publisher: Harbour Press"]


def test_files_are_told_with_their_sizes_in_the_order_of_their_names(plan: ReleasePlan) -> None:
    first, *others = plan.files
    changed = (*others, evolve(first, size=first.size + 1), evolve(first, path="a.txt", size=7))
    assert lines(plan, files=changed) == [
        "+ a.txt: 7",
        f"- {first.path}: {first.size}",
        f"+ {first.path}: {first.size + 1}",
    ]


def test_the_shape_of_the_archives_is_told(plan: ReleasePlan) -> None:
    request = evolve(plan.archive.request, volume_size=7_000_000, stem="other")
    volumes = plan.archive.volumes * 2
    archive = evolve(plan.archive, request=request, volumes=volumes)
    size, stem = plan.archive.request.volume_size, plan.archive.request.stem
    assert lines(plan, archive=archive) == [
        f"- volumes: {len(plan.archive.volumes)}",
        f"+ volumes: {len(volumes)}",
        f"- volume size: {size}",
        "+ volume size: 7000000",
        f"- stem: {stem}",
        "+ stem: other",
    ]


def test_texts_are_compared_line_by_line(plan: ReleasePlan) -> None:
    texts = evolve(plan.texts, nfo=plan.texts.nfo + "one more\r\n")
    told = lines(plan, texts=texts)
    assert told[:2] == ["--- NFO", "+++ NFO"]
    assert told[-1] == "+one more"


def test_findings_that_fail_are_told_when_they_come_and_go(plan: ReleasePlan) -> None:
    failing = Finding(id="a.b", severity=Severity.ERROR)
    harmless = Finding(id="c.d", severity=Severity.INFO)
    assert lines(plan, findings=(*plan.findings, failing, harmless)) == ["+ finding: a.b"]
    worse = evolve(plan, findings=(failing,))
    assert plan_difference(worse, evolve(worse, findings=())) == "- finding: a.b"


def test_no_value_can_make_a_line_of_its_own(plan: ReleasePlan) -> None:
    (line,) = [each for each in lines(plan, group="x\n+ dirname: y\x1b[2J") if each[0] == "+"]
    assert line == "+ group: x\\n+ dirname: y\\x1b[2J"


def test_many_differences_are_counted(plan: ReleasePlan) -> None:
    more = tuple(evolve(plan.files[0], path=f"{number:03}.zip") for number in range(300))
    told = lines(plan, files=(*plan.files, *more))
    assert len(told) == LONGEST + 1
    assert told[-1] == f"… {300 - LONGEST}"
