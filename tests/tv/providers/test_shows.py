"""Names of shows, and which of a season's episodes a file holds."""

from typing import Any

import pytest

from packer_core.values import EpisodeMetadata, PartialDate
from packer_plugins_tv.providers.shows import (
    EpisodeRecord,
    Show,
    episode_fields,
    episode_texts,
    show_of,
    wanted,
)

RECORDS = [
    EpisodeRecord(
        season=1,
        number=number,
        air_date=PartialDate(2011, 1, number),
        titles={"en": f"Part {number}", "fr": f"Partie {number}"},
        overviews={"en": f"Tide {number}."},
    )
    for number in (1, 2, 3)
]


@pytest.mark.parametrize(
    ("name", "show"),
    [
        ("The Office (US)", Show(name="The Office", country="US")),
        ("The Flash (2014)", Show(name="The Flash", first_year=2014)),
        ("推し(2024)", Show(name="推し", first_year=2024)),
        ("The Office", Show(name="The Office")),
        ("(2014)", Show(name="(2014)")),
        ("Love (and War)", Show(name="Love (and War)")),
    ],
)
def test_what_tells_two_shows_apart_is_no_part_of_the_name(name: str, show: Show) -> None:
    assert show_of(name) == show


def numbers(**fields: Any) -> list[int | None]:
    return [each.number for each in wanted(EpisodeMetadata(**fields), RECORDS)]


def test_episodes_are_found_by_number_in_the_order_of_the_file() -> None:
    assert numbers(season=1, episodes=(2,)) == [2]
    assert numbers(season=1, episodes=(3, 1)) == [3, 1]
    assert numbers(season=2, episodes=(2,)) == []
    assert numbers(season=1, episodes=(9,)) == []


def test_a_whole_season_is_no_episode() -> None:
    assert numbers(season=1) == []
    assert numbers() == []


def test_a_daily_show_is_found_by_its_day() -> None:
    assert numbers(air_date=PartialDate(2011, 1, 3)) == [3]
    assert numbers(air_date=PartialDate(2011, 1)) == []


def test_several_episodes_in_one_file_have_one_title() -> None:
    asked = EpisodeMetadata(season=1, episodes=(1, 2))
    found = wanted(asked, RECORDS)
    assert episode_texts(asked, found) == {
        "episode_title": {"en": "Part 1 & Part 2", "fr": "Partie 1 & Partie 2"},
        "description": {"en": "Tide 1.\nTide 2."},
    }
    assert episode_fields(asked, found) == {"air_date": PartialDate(2011, 1, 1)}


def test_half_of_a_file_is_not_told() -> None:
    asked = EpisodeMetadata(season=1, episodes=(3, 4))
    found = wanted(asked, RECORDS)
    assert episode_texts(asked, found) == {}
    assert episode_fields(asked, found) == {}


@pytest.mark.parametrize("title", ["Episode 5", "Episode #9.1", "Épisode 2", "TBA", "folge 12"])
def test_what_stands_in_for_a_title_is_none(title: str) -> None:
    asked = EpisodeMetadata(season=1, episodes=(1,))
    record = EpisodeRecord(season=1, number=1, titles={"en": title})
    assert episode_texts(asked, [record]) == {}
