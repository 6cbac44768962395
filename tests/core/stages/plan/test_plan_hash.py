"""The hash of a plan is that of what it will write, wherever and whenever it was made."""

from typing import Any

import pytest
from attrs import evolve

from packer_core.stages.plan.stage import plan_hash
from packer_core.values import PlannedExtra, PlannedFile, ReleasePlan


def test_a_plan_states_its_own_hash(book_plan: ReleasePlan) -> None:
    assert book_plan.plan_hash == plan_hash(book_plan)
    assert len(book_plan.plan_hash) == 64


def without_effect(plan: ReleasePlan) -> dict[str, dict[str, Any]]:
    source = evolve(plan.sources[0], path="/elsewhere/book.epub", mtime_ns=1, ctime_ns=1)
    return {
        "the output": {"output": "/elsewhere"},
        "the hash itself": {"plan_hash": ""},
        "how safe it is": {"fsync": True, "sha256": True},
        "what it replaces": {"replace": True},
        "the minute": {"surroundings": evolve(plan.surroundings, now=1)},
        "the programs here": {"surroundings": evolve(plan.surroundings, tools=("ffmpeg",))},
        "where the source lies": {"sources": (source,)},
    }


def with_effect(plan: ReleasePlan) -> dict[str, dict[str, Any]]:
    source = evolve(plan.sources[0], size=plan.sources[0].size + 1)
    first, *others = plan.files
    return {
        "the dirname": {"dirname": "Other-DEMO"},
        "the rules": {"rule_set_hash": "0" * 64},
        "a text": {"texts": evolve(plan.texts, nfo=plan.texts.nfo + "\r\n")},
        "a fact of the work": {"metadata": evolve(plan.metadata, publisher="Harbour")},
        "what a source is": {"sources": (source,)},
        "the size of a file": {"files": (evolve(first, size=1), *others)},
        "the order of files": {"files": (*others, first)},
        "a waiver": {"waivers": {}},
        "the SFV": {"sfv": False},
        "an extra": {"extras": (PlannedExtra(maker="sample", path="a", size=1),)},
    }


CHANGES = ("the output", "the hash itself", "how safe it is", "what it replaces", "the minute")
MORE = ("the programs here", "where the source lies")
EFFECTS = ("the dirname", "the rules", "a text", "a fact of the work", "what a source is")
MORE_EFFECTS = ("the size of a file", "the order of files", "a waiver", "the SFV", "an extra")


@pytest.mark.parametrize("change", [*CHANGES, *MORE])
def test_what_changes_nothing_in_the_release(book_plan: ReleasePlan, change: str) -> None:
    changed = evolve(book_plan, **without_effect(book_plan)[change])
    assert changed != book_plan
    assert plan_hash(changed) == book_plan.plan_hash


@pytest.mark.parametrize("change", [*EFFECTS, *MORE_EFFECTS])
def test_what_changes_the_release(book_plan: ReleasePlan, change: str) -> None:
    changed = evolve(book_plan, **with_effect(book_plan)[change])
    assert plan_hash(changed) != book_plan.plan_hash


def test_an_estimate_does_not_count(book_plan: ReleasePlan) -> None:
    def with_sample(size: int) -> ReleasePlan:
        extra = PlannedExtra(maker="sample", path="Sample/a.mkv", size=size)
        file = PlannedFile(path=extra.path, size=size, exact=False)
        return evolve(book_plan, extras=(extra,), files=(*book_plan.files, file))

    assert plan_hash(with_sample(1)) == plan_hash(with_sample(1_000))


def test_every_change_is_tried(book_plan: ReleasePlan) -> None:
    assert {*CHANGES, *MORE} == set(without_effect(book_plan))
    assert {*EFFECTS, *MORE_EFFECTS} == set(with_effect(book_plan))
