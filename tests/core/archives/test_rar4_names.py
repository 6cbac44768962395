"""File names in RAR 4 headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.archives.rar4.names import decode_name, encode_name

UNICODE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\\\0"), min_size=1, max_size=60
)


@given(UNICODE)
def test_every_name_is_read_as_it_was_written(name: str) -> None:
    assert decode_name(*encode_name(name)) == name


def test_a_plain_name_is_plain_with_the_separator_of_dos() -> None:
    assert encode_name("txt/a.txt") == (b"txt\\a.txt", False)


def test_a_unicode_name_begins_with_an_old_one() -> None:
    raw, unicode_form = encode_name("d/été.txt")
    assert unicode_form
    assert raw.partition(b"\0")[0] == b"d\\_t_.txt"


def test_an_old_name_is_as_long_as_the_new_one() -> None:
    old, _, _ = encode_name("xЖy")[0].partition(b"\0")
    assert old == b"x_y"


def test_a_name_with_an_emoji_is_written_once_in_utf8() -> None:
    assert encode_name("d/😀") == ("d\\😀".encode(), True)


@pytest.mark.parametrize(
    ("compact", "name"),
    [
        # A run of equal characters, then one of characters shifted under the high byte.
        (b"\x04\xc0\x02", "abcd"),
        (b"\x04\xc0\x81\x10", "ѱѲѳ"),
        (b"\x04\x84\x34\x12b", "ሴb"),
    ],
)
def test_all_operations_are_read(compact: bytes, name: str) -> None:
    assert decode_name(b"abcd\0" + compact, True) == name


def test_without_a_second_form_the_bytes_are_utf8() -> None:
    assert decode_name("sub/ü".encode(), True) == "sub/ü"


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_make_reading_fail(raw: bytes, unicode_form: bool) -> None:
    assert isinstance(decode_name(raw, unicode_form), str)


def test_a_name_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode_name("a\udcff")
