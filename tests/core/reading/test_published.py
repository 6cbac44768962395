"""The day of publication as programs for books write it."""

import pytest

from packer_core.reading.dates import parse_published
from packer_core.values import PartialDate

FIRST = PartialDate(2019, 1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-12-31T23:00:00+00:00", FIRST),
        ("2018-12-31T22:00:00Z", FIRST),
        ("2018-12-31T18:30:00+0000", FIRST),
        ("2018-12-31T16:00:00.000000+00:00", FIRST),
        ("2018-12-31T13:00:00Z", FIRST),
        ("2019-01-01T00:00:00+00:00", FIRST),
        ("2019-01-01T05:00:00+00:00", FIRST),
        ("2019-01-01", FIRST),
        ("2020-02-28T23:00:00Z", PartialDate(2020, 2, 29)),
        # No midnight, or one of a stated zone.
        ("2018-12-31T23:15:00Z", PartialDate(2018, 12, 31)),
        ("2018-12-31T23:00:01Z", PartialDate(2018, 12, 31)),
        ("2018-12-31T23:00:00+01:00", PartialDate(2018, 12, 31)),
        ("2018-12-31T12:00:00Z", PartialDate(2018, 12, 31)),
        # No day of the calendar.
        ("2018-02-31T23:00:00Z", PartialDate(2018, 2)),
        ("9999-12-31T23:00:00Z", None),
        ("0101-01-01T23:00:00Z", None),
        ("", None),
        (None, None),
    ],
)
def test_local_midnight_in_utc_is_the_day_that_follows(
    text: str | None, day: PartialDate | None
) -> None:
    assert parse_published(text) == day
