"""Lines of a fixed width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.nfo import lines

BIDI = "\u202eabc\u202c"


@given(st.text(), st.integers(8, 80))
def test_no_line_is_too_wide(text: str, width: int) -> None:
    for line in [*lines.wrap(lines.clean(text, keep_lines=True), width), *lines.fit(text, width)]:
        assert len(line) <= width
        assert line.isprintable() or not line


@given(st.text(), st.integers(8, 80), st.integers(1, 5))
def test_a_limit_of_lines_is_kept(text: str, width: int, limit: int) -> None:
    wrapped = lines.wrap(lines.clean(text), width, limit)
    assert len(wrapped) <= limit
    assert all(len(line) <= width for line in wrapped)


@given(st.text(), st.integers(0, 60))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert len(lines.shorten(text, width)) <= width


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a \t b\r\nc\u2028d\x85e\x0bf ", "a b c d e f"),
        (f"x{BIDI}\x07", "xabc"),
        ("\u3000ｆｕｌｌ\xa0ｗｉｄｅ", "full wide"),
        ("e\u0301", "é"),
    ],
)
def test_metadata_are_made_harmless(text: str, cleaned: str) -> None:
    assert lines.clean(text) == cleaned


def test_a_long_word_breaks_behind_its_punctuation() -> None:
    wrapped = lines.wrap("https://example.org/books/a-long-name.html", 20)
    assert wrapped == ["https://example.org/", "books/a-long-name.", "html"]


def test_paragraphs_stay_apart() -> None:
    assert lines.wrap("one\ntwo\n\n\nthree", 20) == ["one two", "", "three"]


def test_a_text_is_shortened_at_its_end() -> None:
    assert lines.shorten("a rather long title", 12) == "a rather..."


def test_what_fits_stays_as_it_is() -> None:
    assert lines.fit("  a   b\r\n\r\n\tc", 20) == ["  a   b", "", "        c"]


def test_a_line_that_is_too_wide_keeps_its_indent() -> None:
    assert lines.fit("    aaaa bbbb cccc", 14) == ["    aaaa bbbb", "    cccc"]


def test_a_word_of_a_million_letters_takes_no_long_time() -> None:
    assert len(lines.wrap("x" * 1_000_000, 50)) == 20_000


@pytest.mark.parametrize("more", range(6))
def test_padding_reaches_any_length(more: int) -> None:
    text = "first\r\nlast é\r\n"
    padded = lines.pad(text, len(text) + more)
    assert len(padded.encode("cp437")) == len(text) + more
    assert [line.rstrip() for line in padded.rstrip().split("\r\n")] == ["first", "last é"]
    assert padded.endswith("\r\n")


def test_padding_never_cuts() -> None:
    with pytest.raises(ValueError, match="1 bytes too long"):
        lines.pad("a\r\n", 2)


def test_padding_by_an_odd_byte_widens_no_full_line() -> None:
    full = "x" * 80
    assert lines.pad(f"a\r\n{full}\r\n", 86) == f"a \r\n{full}\r\n"
    with pytest.raises(ValueError, match="full"):
        lines.pad(f"{full}\r\n", 83)
