"""SFV files, written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.archives import parse_sfv, render_sfv, sfv_size
from packer_core.values import SfvLine


def names_of(data: bytes) -> list[tuple[str, int]]:
    return [(line.name, line.crc32) for line in parse_sfv(data).lines]


def test_the_first_volume_comes_first_and_lines_end_as_customary() -> None:
    written = render_sfv([("a.r00", 2), ("a.r01", 0xABCDEF01), ("a.rar", 1)])
    assert written == b"a.rar 00000001\r\na.r00 00000002\r\na.r01 abcdef01\r\n"


def test_zips_are_in_the_order_of_their_numbers() -> None:
    written = render_sfv([("x/dabc1202.zip", 2), ("x/dabc1201.zip", 1)])
    assert written == b"dabc1201.zip 00000001\r\ndabc1202.zip 00000002\r\n"


@given(
    st.dictionaries(
        st.from_regex(r"[a-z0-9][a-z0-9 ._-]{0,20}[a-z0-9]", fullmatch=True),
        st.integers(0, 2**32 - 1),
    )
)
def test_what_is_written_is_read_and_has_the_planned_size(sums: dict[str, int]) -> None:
    data = render_sfv(sums.items())
    assert len(data) == sfv_size(sums)
    assert dict(names_of(data)) == sums
    assert parse_sfv(data).unreadable == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"a b  c.rar 0000000a", "a b  c.rar"),
        (b'"a b.rar" 0000000A', "a b.rar"),
        (b"a.rar\t0000000a", "a.rar"),
        (b"  a.rar   0000000a  ", "a.rar"),
        (b"a.rar a", "a.rar"),
        (b"\xe9.rar 0000000a", "\xe9.rar"),
    ],
)
def test_lenient_forms_are_read(line: bytes, name: str) -> None:
    assert names_of(line) == [(name, 10)]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_all_line_ends_are_read(end: bytes) -> None:
    data = end.join([b"; comment", b"a.rar 00000001", b"", b"  ; b.rar 00000002", b"c 00000003"])
    assert names_of(data) == [("a.rar", 1), ("c", 3)]


def test_a_bom_and_the_end_mark_of_dos_are_no_text() -> None:
    assert names_of(b"\xef\xbb\xbfa.rar 00000001\r\n\x1a") == [("a.rar", 1)]


def test_lines_that_are_none_are_numbered() -> None:
    parsed = parse_sfv(b"; x\r\na.rar 00000001\r\nnonsense\r\nb.rar 123456789\r\nc.rar 0g\r\n")
    assert parsed.unreadable == (3, 4, 5)


def test_short_sums_are_filled_up_and_named() -> None:
    parsed = parse_sfv(b"a.rar 1f\r\nb.rar 0000001f\r\n")
    assert parsed.short == ("a.rar",)
    assert {line.crc32 for line in parsed.lines} == {0x1F}


@given(st.binary(max_size=500))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert all(isinstance(line, SfvLine) for line in parse_sfv(data).lines)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_sfv_in_utf_16_is_read_and_told(encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    parsed = parse_sfv(f"{mark}; made by hand\r\nmarée.rar 0000000A\r\n".encode(encoding))
    assert parsed.lines == (SfvLine(name="marée.rar", crc32=10),)
    assert (parsed.encoding, parsed.unreadable) == ("utf-16", ())


@pytest.mark.parametrize("data", [b"", b"a.rar 00000001\r\n", b"\xef\xbb\xbfa.rar 00000001\n"])
def test_any_other_sfv_has_no_encoding_to_be_told(data: bytes) -> None:
    assert parse_sfv(data).encoding == ""
