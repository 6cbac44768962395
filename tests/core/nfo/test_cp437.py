"""Encoding: what code page 437 lacks is transliterated, and reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.nfo.cp437 import Replaced, encode_cp437, to_cp437
from packer_core.nfo.decode import decode_text

ENCODABLE = "".join(chr(n) for n in range(0x20, 0x7F)) + bytes(range(0x80, 0xFF)).decode("cp437")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("cœur, Œuvre, ŒUVRE", "coeur, Oeuvre, OEUVRE"),
        ("12 €", "12 EUR"),
        ("“l’été” — ‘mer’ – …", "\"l'été\" - 'mer' - ..."),
        ("Zażółć gęślą jaźń", "Zazólc gesla jazn"),
        ("Война и мир", "Voyna i mir"),
        ("三国", "SanGuo"),
        ("À Ç Ê É", "A Ç E É"),
        ("╭━╮ ┃ ▇", "┌─┐ │ █"),
        ("§ 5 × 3", "par. 5 x 3"),
    ],
)
def test_what_the_code_page_lacks_is_transliterated(text: str, written: str) -> None:
    assert to_cp437(text) == written


def test_a_greek_word_is_taken_as_a_whole() -> None:
    assert to_cp437("π") == "π"
    assert to_cp437("Ιλιάδα π") == "Iliada π"


def test_an_accent_apart_from_its_letter_is_joined_to_it() -> None:
    assert to_cp437("e\u0301te\u0301") == "été"


def test_box_drawing_and_accents_are_one_byte_each() -> None:
    assert encode_cp437("╔é╗").data == b"\xc9\x82\xbb"


def test_what_was_replaced_is_reported_with_its_place() -> None:
    encoded = encode_cp437("plain\nun œuf", "\r\n")
    assert encoded.data == b"plain\r\nun oeuf"
    assert encoded.replaced == (Replaced("œ", "oe", 2, 4),)
    assert encoded.lost == ()


def test_what_has_no_transliteration_is_lost_and_reported() -> None:
    encoded = encode_cp437("a\ue000b\ud800c\ufffd")
    assert encoded.data == b"a?b?c?"
    assert [(note.char, note.column) for note in encoded.lost] == [
        ("\ue000", 2),
        ("\ud800", 4),
        ("\ufffd", 6),
    ]


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u200b", "\u202e", "\u0336", "\x9b", "\x7f"])
def test_invisible_characters_are_left_out(char: str) -> None:
    encoded = encode_cp437(f"a{char}b")
    assert encoded.data == b"ab"
    assert [note.replacement for note in encoded.replaced] == [""]


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_line_ends_become_what_the_caller_wants(newline: str) -> None:
    assert encode_cp437("a\r\nb\nc\rd", newline).data == newline.join("abcd").encode()


def test_line_ends_stay_without_a_wish() -> None:
    assert encode_cp437("a\r\nb\nc\rd").data == b"a\r\nb\nc\rd"


@given(st.text())
def test_any_text_can_be_encoded(text: str) -> None:
    encoded = encode_cp437(text)
    assert encoded.data.decode("cp437") == to_cp437(text)
    assert not set(encoded.data) & ({*range(0x20), 0x7F} - {9, 10, 13})


@given(st.text(ENCODABLE + "\n"))
def test_what_the_code_page_has_survives_unchanged(text: str) -> None:
    encoded = encode_cp437(text)
    assert encoded.data.decode("cp437") == text
    assert encoded.replaced == encoded.lost == ()


@given(st.text("┌─┐│└┘█▓▒░ abcdeé", min_size=5))
def test_written_art_is_read_back(text: str) -> None:
    framed = f"┌────┐\r\n{text}\r\n└────┘\r\n"
    assert decode_text(encode_cp437(framed).data).text == framed
