"""Numbers that texts of others write."""

import pytest

from packer_core.naming import write_edition
from packer_core.values import EpisodeMetadata
from packer_core.values.numbers import whole_number
from tests.support.kinds import fields_of
from tests.support.naming_sets import TV_WEB

#: More digits than Python makes a number of.
MANY = "9" * 5000


@pytest.mark.parametrize(
    ("text", "number"),
    [("", None), ("x", None), ("-1", None), ("1.5", None), ("\u00b2", None), (MANY, None),
     ("0", 0), ("007", 7), ("\u0663", 3), ("9" * 18, 10**18 - 1)],
)  # fmt: skip
def test_digits_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_an_edition_of_very_many_digits_stays_as_it_is() -> None:
    assert write_edition(MANY) == f"{MANY} Edition"


def test_an_episode_states_what_is_no_number() -> None:
    metadata = EpisodeMetadata(show="X", season=1, episodes=(1,), part=MANY, resolution=MANY)
    assert "part" not in fields_of(metadata, "episode", TV_WEB)
