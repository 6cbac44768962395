"""Addresses lose their secrets before anybody sees them."""

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from packer_core.redaction import Address, redact, shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/t.html?id=2020_WDX.nfo", "https://a.example/t.html?id=2020_WDX.nfo"),
        ("https://a.example/?apikey=K&q=x", "https://a.example/?apikey=…&q=x"),
        ("https://a.example/?Access_Token=K", "https://a.example/?Access_Token=…"),
        ("https://me:word@a.example:81/b#c", "https://a.example:81/b"),
        ("http://[::1]:81/b", "http://[::1]:81/b"),
        ("https://a.example/\x1b[31m", "https://a.example/%1B%5B31m"),
        ("http://[", "?"),
    ],
)
def test_an_address_is_shown_without_secrets(url: str, expected: str) -> None:
    assert shown(url) == expected


def test_a_long_address_is_cut() -> None:
    assert len(shown("https://a.example/" + "x" * 10_000)) == 500


SHOWN = {
    "password": ("http://u:SECRETpw@h.example/a", "http://…@h.example/a"),
    "token as user": ("http://SECRETpw@h.example/", "http://…@h.example/"),
    "token and no password": ("http://SECRETpw:@h.example/", "http://…@h.example/"),
    "only a password": ("redis://:SECRETpw@h.example:6379/0", "redis://…@h.example:6379/0"),
    "database": ("mysql+pymysql://u:SECRETpw@h/d?x=1", "mysql+pymysql://…@h/d?…"),
    "at sign in it": ("http://u:SECRETpw@x@h.example/", "http://…@h.example/"),
    "escaped": ("http://u:SECRET%70w%40@h.example/", "http://…@h.example/"),
    "IPv6": ("http://u:SECRETpw@[::1]:81/b", "http://…@[::1]:81/b"),
    "IPv6 with a zone": ("http://u:SECRETpw@[fe80::1%25eth0]/", "http://…@[fe80::1%25eth0]/"),
    "query": ("https://h.example/?k=SECRETpw", "https://h.example/?…"),
    "fragment": ("https://h.example/#SECRETpw", "https://h.example/#…"),
    "path parameter": ("https://h.example/a;k=SECRETpw", "https://h.example/a;…"),
    "slash in it": ("http://u:SECRETpw/x@h.example/", "…"),
    "mark in it": ("http://u:SECRETpw?x@h.example/", "…"),
    "one slash": ("http:/u:SECRETpw@h.example/", "…"),
    "no slash": ("http:u:SECRETpw@h.example/", "…"),
    "no scheme": ("u:SECRETpw@h.example", "…"),
    "no scheme but slashes": ("//u:SECRETpw@h.example", "…"),
    "backslashes": ("http:\\\\u:SECRETpw@h.example", "…"),
    "escaped at sign": ("http://u:SECRETpw%40h.example/", "…"),
    "twice escaped": ("http://h.example/u:SECRETpw%2540h.example/", "…"),
    "wide at sign": ("http://u:SECRETpw＠h.example/", "…"),
    "no host": ("http://u:SECRETpw", "…"),
    "line end": ("http://h.example/\nSECRETpw", "…"),
    "blank": ("http://u:SECRETpw @h.example/", "…"),
    "a bracket": ("http://[SECRETpw", "…"),
}


@pytest.mark.parametrize(("text", "expected"), SHOWN.values(), ids=SHOWN)
def test_a_stated_address_is_shown_without_its_password(text: str, expected: str) -> None:
    address = Address(text)
    ways = [str(address), f"{address}", f"{address!s:>60}".strip(), repr(address), repr([address])]
    assert ways[:3] == [expected] * 3
    assert not [each for each in ways if "SECRET" in each]
    assert address.reveal() == text
    assert address.guarded


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("http://u:SECRETpw@h/", "SECRETpw"),
        ("http://SECRETtoken1@h/", "SECRETtoken1"),
        ("http://SECRETtoken1:@h/", "SECRETtoken1"),
        ("http://u:SECRET%70w%40@h/", "SECRETpw@"),
        ("http://u:SECRET/pw@h/", "SECRET/pw"),
        ("http://u:SECRET?pw @h/", "SECRET?pw "),
        ("http:u:SECRETpw@h", "SECRETpw"),
        ("http://u:SECRETpw", "http://u:SECRETpw"),
        ("https://h/?key=SECRETpw", "SECRETpw"),
        ("https://h/?k=SECRETpassword", "SECRETpassword"),
    ],
)
def test_the_password_of_an_address_leaves_every_text(text: str, word: str) -> None:
    assert redact(f"asked {text} with '{word}'", Address(text).secrets) == "asked … with '…'"


@pytest.mark.parametrize(
    "text",
    ["", "https://h.example", "http://h.example:81/a b/c", "http://[::1]/", "sqlite:////a/b.db"],
)
def test_an_address_without_a_password_is_shown_whole(text: str) -> None:
    address = Address(text)
    assert (str(address), address.guarded, address.secrets) == (text, False, ())


def test_addresses_are_equal_by_the_whole_of_them() -> None:
    one, other = Address("http://u:a@h/"), Address("http://u:b@h/")
    assert str(one) == str(other)
    assert one != other
    assert {one: 1}[Address("http://u:a@h/")] == 1
    assert (bool(one), bool(Address(" "))) == (True, False)


def test_a_users_name_stays_in_texts() -> None:
    """A token is longer, and all that is shown of an address is without either."""
    assert redact("/root", Address("mysql+pymysql://root@h/d").secrets) == "/root"


def test_a_basic_login_is_masked_as_a_header_has_it() -> None:
    header = base64.b64encode(b"me:S3cretWord").decode()
    assert redact(f"Basic {header}", Address("http://me:S3cretWord@h/").secrets) == "Basic …"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h/a?b", "http://u:p@h/a?b"),
        ("http://H", "http://u:p@H"),
        ("http://h.evil/a", "http://h.evil/a"),
        ("https://h/a", "https://h/a"),
        ("http://h:81/a", "http://h:81/a"),
        ("http://h@evil/a", "http://h@evil/a"),
    ],
)
def test_a_login_goes_to_its_own_server_only(url: str, expected: str) -> None:
    assert Address("http://u:p@h/base").entering(url) == expected


@example("0000000?", "")
@example("0000/000#", "")
@example("0000000%3F", "")
@given(st.text(min_size=8).filter(lambda text: text.strip() == text), st.text(max_size=9))
def test_no_password_is_ever_shown(word: str, path: str) -> None:
    host = "h.example"
    for text in (f"http://u:{word}@{host}/{path}", f"http://{word}@{host}", f"{word}@{host}"):
        seen = str(Address(text)).removesuffix(path).replace(host, "")
        assert word not in seen
