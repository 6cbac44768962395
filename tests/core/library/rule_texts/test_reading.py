"""Bytes of any encoding to text that a terminal can be given."""

import pytest

from packer_core.library.rule_texts.decoding import one_line, readable

PAGE = "<html><meta charset={}><pre>règle</pre>"


@pytest.mark.parametrize(
    ("data", "expected", "encoding"),
    [
        (b"plain\r\ntext", "plain\ntext", "ascii"),
        ("░▒▓██▓▒░ règle ▀▀▀▀".encode("cp437"), "░▒▓██▓▒░ règle ▀▀▀▀", "cp437"),
        ("une règle écrite à la main".encode("cp1252"), "une règle écrite à la main", "cp1252"),
        ("règle №1".encode(), "règle №1", "utf-8"),
        ("règle".encode("utf-8-sig"), "règle", "utf-8-sig"),
        ("règle à lire".encode("utf-16"), "règle à lire", "utf-16-le"),
        (PAGE.format("iso-8859-1").encode("latin-1"), "règle", "iso-8859-1"),
        (PAGE.format("'UTF-8'").encode(), "règle", "utf-8"),
        (PAGE.format("zlib").encode(), "règle", "utf-8"),
        (PAGE.format("utf-8").encode("cp1252"), "règle", "cp1252"),
    ],
)
def test_a_text_is_decoded(data: bytes, expected: str, encoding: str) -> None:
    assert readable(data) == (expected, encoding)


def test_the_server_may_state_the_encoding_of_a_page_but_not_of_a_text() -> None:
    page, text = "<html><pre>ж</pre>".encode("koi8-r"), "▓▓▓▓ ж".encode("cp866")
    assert readable(page, "text/html; charset=KOI8-R") == ("ж", "koi8-r")
    assert readable(text, "text/plain; charset=iso-8859-1")[0].startswith("▓▓▓▓")


def test_nothing_that_steers_a_terminal_is_left() -> None:
    data = "a\x1b[31mb\x07\x00c\u202ed\x9bm\te\x0cf\x7f\r\n".encode()
    assert readable(data)[0] == "a[31mbcdm\tef\n"
    assert readable(b"<pre>a&#27;[31m&#x9b;&#8238;b</pre>")[0] == "a[31m›b"


def test_a_title_is_one_short_line() -> None:
    assert one_line(" a\r\n\tb\x1b c ", 5) == "a b c"
    assert one_line("a b c", 4) == "a b"
