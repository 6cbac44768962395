"""Addresses lose their secrets before anybody sees them."""

import pytest

from packer_core.http import shown


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
