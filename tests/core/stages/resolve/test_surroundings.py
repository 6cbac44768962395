"""What a plan may know of the outside."""

import re
import time

import pytest

from packer_core.errors import BadConfiguration
from packer_core.settings import FIXED_TIME, Settings
from packer_core.stages.resolve.surroundings import observe


def fixed(moment: int) -> Settings:
    return Settings(values={FIXED_TIME.name: moment})


def test_now_is_now() -> None:
    found = observe(Settings())
    assert abs(found.now - time.time()) < 5
    assert found.fixed_time is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found.release_date)


def test_a_fixed_time_stands_for_clock_and_zone() -> None:
    found = observe(fixed(1_700_000_000))
    assert (found.now, found.fixed_time, found.utc_offset) == (1_700_000_000, 1_700_000_000, 0)
    assert found.release_date == "2023-11-14"


def test_the_last_day_of_the_calendar_is_the_last_fixed_time() -> None:
    assert observe(fixed(253_402_300_799)).release_date == "9999-12-31"


@pytest.mark.parametrize("moment", [253_402_300_800, 10**18 - 1])
def test_a_time_after_the_calendar_is_refused(moment: int) -> None:
    with pytest.raises(BadConfiguration) as caught:
        observe(fixed(moment))
    assert caught.value.facts["where"] == "SOURCE_DATE_EPOCH"
