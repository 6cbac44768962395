"""Which sizes of volumes a release may have."""

import pytest
from attrs import evolve

from packer_core.guards.kinds import further_sizes
from packer_core.stages.plan.volume_sizes import volume_sizes
from packer_core.values import (
    EpisodeMetadata,
    PackRules,
    RarRules,
    RuleSet,
)
from tests.support.kinds import KINDS
from tests.support.rule_sets import rule_sets

BOOKS = rule_sets()["EBOOK-2022"]
TV = evolve(
    BOOKS,
    pack=PackRules(
        form="rar",
        max_volumes=101,
        rar=RarRules(sizes_sd=(15_000_000, 20_000_000), size_multiple=50_000_000),
    ),
)
HD = EpisodeMetadata(resolution="720p")


def sizes(metadata: EpisodeMetadata, payload: int, rules: RuleSet = TV) -> tuple[int, ...]:
    return volume_sizes(None, rules, payload, further_sizes(KINDS["TV"], metadata, rules))


def test_a_stated_size_is_the_only_one() -> None:
    assert volume_sizes(77, TV, 10**9) == (77,)


def test_disks_have_the_sizes_of_their_list() -> None:
    assert volume_sizes(None, BOOKS, 10**9) == BOOKS.pack.zip.sizes


def test_small_sizes_are_for_video_without_a_resolution() -> None:
    assert 15_000_000 in sizes(EpisodeMetadata(), 10**8)
    assert 15_000_000 not in sizes(HD, 10**8)


@pytest.mark.parametrize(
    ("payload", "least"),
    [
        (1, 50_000_000),
        (101 * 50_000_000, 50_000_000),
        (101 * 50_000_000 + 1, 100_000_000),
        (20 * 10**9, 200_000_000),
    ],
)
def test_the_smallest_multiple_keeps_within_the_volumes(payload: int, least: int) -> None:
    found = sizes(HD, payload)
    assert min(found) == least
    assert max(found) * 101 > payload


def test_a_rule_set_without_sizes_has_one_volume_of_any_size() -> None:
    rules = evolve(TV, pack=evolve(TV.pack, rar=RarRules()))
    assert sizes(HD, 10**9, rules) == ()
