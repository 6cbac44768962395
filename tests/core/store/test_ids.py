"""Ids: their form, and that they rise whatever the clock does."""

import threading
import time
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest

from packer_core.store.tables import ids
from packer_core.store.tables.ids import first_id, new_id

#: 2026-01-02 03:04:05.678 UTC.
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
MILLISECONDS = 1_767_323_045_678


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nanoseconds that the clock shows: its only entry."""
    shown = [MILLISECONDS * 1_000_000]
    monkeypatch.setattr(ids, "_last", (0, 0))
    monkeypatch.setattr(time, "time_ns", lambda: shown[0])
    return shown


def milliseconds(made: str) -> int:
    return int(made, 16) >> 80


def test_an_id_is_a_uuid_of_version_7(clock: list[int]) -> None:
    made = uuid.UUID(new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert milliseconds(made.hex) == MILLISECONDS
    assert made.hex == made.hex.lower()


def test_ids_of_one_moment_rise(clock: list[int]) -> None:
    """There is room for 4096 at most in a millisecond; further ones borrow from the next."""
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert {uuid.UUID(each).version for each in made} == {7}
    assert milliseconds(made[0]) == MILLISECONDS
    assert MILLISECONDS + 4 <= milliseconds(made[-1]) <= MILLISECONDS + 5


def test_ids_rise_while_the_clock_goes_back(clock: list[int]) -> None:
    made = []
    for _ in range(100):
        made.append(new_id())
        clock[0] -= 3_600_000_000_000
    assert made == sorted(set(made))
    assert milliseconds(made[-1]) == MILLISECONDS
    clock[0] = (MILLISECONDS + 9) * 1_000_000
    assert milliseconds(new_id()) == MILLISECONDS + 9


def test_ids_of_threads_differ_and_rise_in_each() -> None:
    made: list[list[str]] = [[] for _ in range(8)]
    barrier = threading.Barrier(8)

    def make(mine: list[str]) -> None:
        barrier.wait()
        mine.extend(new_id() for _ in range(3_000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) for mine in made)
    assert len({each for mine in made for each in mine}) == 24_000


def test_the_first_id_of_a_moment_parts_before_from_after(clock: list[int]) -> None:
    made = new_id()
    assert milliseconds(first_id(MOMENT)) == MILLISECONDS
    assert first_id(MOMENT) < made < first_id(MOMENT + timedelta(milliseconds=1))
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=-9)))
    assert first_id(elsewhere) == first_id(MOMENT)
    assert len(first_id(MOMENT)) == 32


def test_before_the_epoch_there_is_nothing() -> None:
    assert first_id(datetime(1, 1, 1, tzinfo=UTC)) == "0" * 32
    assert new_id() < first_id(datetime(9999, 12, 31, tzinfo=UTC)) < "f" * 32
