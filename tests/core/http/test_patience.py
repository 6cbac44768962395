"""How long is waited, and for how long a server may ask."""

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.errors import Cancelled
from packer_core.http import Patience
from packer_core.http.retries import asked_pause, wait


def test_the_pauses_double_until_it_is_enough() -> None:
    patience = Patience(tries=4)
    assert [patience.pause(tries) for tries in (1, 2, 3, 4)] == [1, 2, 4, None]


def test_a_server_may_ask_for_a_pause_up_to_a_limit() -> None:
    patience = Patience(longest_pause=20)
    assert patience.pause(1, "20") == 20
    assert patience.pause(1, "21") is None


@pytest.mark.parametrize("text", ["", "soon", "-1", "1.5", "²", "Thu, 99 Foo 2020"])
def test_what_is_no_pause_is_not_heeded(text: str) -> None:
    assert asked_pause(text) is None


def test_a_pause_may_be_a_date() -> None:
    assert asked_pause(formatdate(time.time() + 10, usegmt=True)) == pytest.approx(10, abs=2)
    assert asked_pause("Thu, 01 Jan 1970 00:00:00 GMT") == 0


def test_a_monstrous_number_is_just_too_long() -> None:
    assert Patience().pause(1, "9" * 5000) is None


def test_jitter_makes_our_own_pauses_longer_by_a_part_at_most() -> None:
    patience = Patience(first_pause=2, jitter=0.25)
    for tries, shortest in ((1, 2), (2, 4)):
        pauses = {patience.pause(tries) for _ in range(200)}
        assert len(pauses) > 100
        assert all(pause is not None and shortest <= pause <= shortest * 1.25 for pause in pauses)


def test_jitter_does_not_change_what_a_server_asks_for() -> None:
    assert {Patience(jitter=0.5).pause(1, "7") for _ in range(50)} == {7}


def test_a_pause_of_our_own_that_is_too_long_ends_the_tries() -> None:
    patience = Patience(tries=9, first_pause=1, longest_pause=4)
    assert [patience.pause(tries) for tries in (3, 4)] == [4, None]


@given(st.text() | st.from_regex(r"\w{3}, [0-9]{1,9} \w{3} [0-9]{1,9} [0-9:]{1,9} [+-][0-9]{1,9}"))
def test_whatever_a_server_asks_for_is_a_pause_or_none(text: str) -> None:
    pause = asked_pause(text)
    assert pause is None or pause >= 0


def test_waiting_takes_its_time_and_can_be_stopped() -> None:
    began = time.monotonic()
    wait(0.2, lambda: None)
    assert time.monotonic() - began >= 0.2

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        wait(60, stop)
    assert time.monotonic() - began < 30
