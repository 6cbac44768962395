"""How long is waited, and for how long a server may ask."""

import time
from email.utils import formatdate

import pytest

from packer_core.http import Patience
from packer_core.http.patience import asked_pause


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
