"""Secrets are shown nowhere, in whatever form they would be."""

import json
import pickle
import traceback
from urllib.parse import quote, quote_plus

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from packer_core.redaction import MASK, Secret, redact, redact_bytes

SECRET = 'K+e/y "1" é'


@frozen
class Holder:
    secret: Secret


def holder() -> Holder:
    """Holds a secret whose text is in no line that a traceback quotes."""
    return Holder(Secret("planted"))


def test_a_secret_is_not_shown() -> None:
    secret = Secret("planted")
    shown = [str(secret), repr(secret), f"{secret}", f"{secret!r:>20}", repr(Holder(secret))]
    shown += ["%s" % secret, repr([secret]), repr({secret: secret})]  # noqa: UP031
    assert not [each for each in shown if "planted" in each]
    assert secret.reveal() == "planted"


def test_a_secret_is_not_in_a_traceback() -> None:
    secret = holder().secret
    with pytest.raises(ValueError, match=MASK) as caught:
        raise ValueError(secret)
    assert "planted" not in "".join(traceback.format_exception(caught.value))


def test_a_secret_is_no_json() -> None:
    with pytest.raises(TypeError) as caught:
        json.dumps({"key": Secret("planted")})
    assert "planted" not in str(caught.value)


def test_an_empty_secret_is_false() -> None:
    assert not Secret()
    assert (str(Secret()), repr(Secret())) == ("", "Secret('')")
    assert Secret("x")


def test_secrets_are_equal_by_their_text() -> None:
    assert Secret("a") == Secret("a")
    assert hash(Secret("a")) == hash(Secret("a"))
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"


def test_a_secret_reaches_another_process() -> None:
    assert pickle.loads(pickle.dumps(Secret("planted"))) == Secret("planted")


SPELLINGS = {
    "plain": SECRET,
    "address": quote(SECRET, safe=""),
    "path": quote(SECRET),
    "form": quote_plus(SECRET),
    "small hex": quote(SECRET, safe="").lower(),
    "json": json.dumps(SECRET)[1:-1],
    "json with slashes": json.dumps(SECRET)[1:-1].replace("/", "\\/"),
    "capitals": SECRET.upper(),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_secret_is_masked_in_every_form(spelling: str) -> None:
    said = f"before {spelling} after {spelling}"
    assert redact(said, [Secret(SECRET)]) == f"before {MASK} after {MASK}"


@pytest.mark.parametrize(
    "spelling",
    [each for name, each in SPELLINGS.items() if name != "capitals"],
    ids=[name for name in SPELLINGS if name != "capitals"],
)
def test_a_secret_is_masked_in_bytes(spelling: str) -> None:
    said = f"é {spelling} é".encode()
    assert redact_bytes(said, [Secret(SECRET)]) == f"é {MASK} é".encode()


def test_the_longer_of_two_secrets_is_masked_whole() -> None:
    secrets = [Secret("abcd"), Secret("abcdefgh")]
    assert redact("abcdefgh abcd", secrets) == f"{MASK} {MASK}"


@pytest.mark.parametrize("secret", ["", "a", "abc"])
def test_a_secret_too_short_to_be_one_takes_nothing_away(secret: str) -> None:
    assert redact("abc a", [Secret(secret)]) == "abc a"
    assert redact_bytes(b"abc a", [Secret(secret)]) == b"abc a"


def test_without_secrets_all_stays() -> None:
    assert redact("abc", []) == "abc"
    assert redact_bytes(b"abc", []) == b"abc"


def test_what_looks_like_a_pattern_is_none() -> None:
    assert redact("a.c* abc*", [Secret("a.c*")]) == f"{MASK} abc*"


def test_half_a_character_in_a_secret_stops_nothing() -> None:
    assert redact("x ab\udc80cd", [Secret("ab\udc80cd")]) == f"x {MASK}"
    assert redact_bytes(b"x", [Secret("ab\udc80cd")]) == b"x"


@given(st.binary())
def test_bytes_without_a_secret_stay_as_they_are(data: bytes) -> None:
    assert redact_bytes(data, [Secret("9lant3d-key")]) == data


@given(st.text(min_size=4), st.text(), st.text())
def test_no_secret_is_left(secret: str, before: str, after: str) -> None:
    masked = redact(f"{before}{secret}{after}", [Secret(secret)])
    assert secret not in masked or secret in MASK * len(masked)
