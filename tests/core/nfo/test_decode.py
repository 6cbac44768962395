"""Reading: the encoding is told by evidence, whatever wrote the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.nfo.decode import decode_text

FRENCH = "Il était une fois à Noël, où l'été s'achève.\r\nLangue : français\r\n"
GERMAN = "Straße nach Süden, für Mädchen und Jungen. Größe, Änderung\r\n"
SPANISH = "El niño comió mañana en Perú. ¿Qué? ¡Año nuevo!\r\n"
RUSSIAN = "Война и мир. Роман Льва Толстого о войне 1812 года\r\nИздательство Эксмо, Москва\r\n"
ART = "╔════════════╗\r\n║ ░▒▓█ é ▀▄ ║\r\n╚════════════╝\r\n"
CASES = [
    ("plain\r\n", "ascii", "ascii"),
    (FRENCH, "utf-8", "utf-8"),
    (FRENCH, "utf-8-sig", "utf-8-sig"),
    (FRENCH, "utf-16-le", "utf-16-le"),
    (FRENCH, "utf-16-be", "utf-16-be"),
    (RUSSIAN, "utf-16-le", "utf-16-le"),
    (ART, "utf-8", "utf-8"),
    (ART, "cp437", "cp437"),
    (FRENCH, "cp437", "cp437"),
    (FRENCH, "cp1252", "cp1252"),
    (GERMAN, "cp437", "cp437"),
    (GERMAN, "cp1252", "cp1252"),
    (SPANISH, "cp437", "cp437"),
    (SPANISH, "cp1252", "cp1252"),
    ("C’est “vraiment” le cœur…\r\n", "cp1252", "cp1252"),
    ("café\r\n", "cp437", "cp437"),
    ("café\r\n", "cp1252", "cp1252"),
    ("« bon » à 20°C\r\n", "cp1252", "cp1252"),
    ("« bon »\r\n", "cp437", "cp437"),
    ("  ¯¯¯¯¯¯¯ ····· ¬¦ release ¦\r\n", "latin-1", "cp1252"),
    (RUSSIAN, "cp1251", "cp1251"),
    (RUSSIAN, "koi8-r", "koi8_r"),
    (RUSSIAN, "cp866", "cp866"),
    (ART.replace("é", "А") + RUSSIAN, "cp866", "cp866"),
    ("Η Ιλιάδα είναι ένα έπος του Ομήρου για τον πόλεμο\r\n", "cp1253", "cp1253"),
]


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    CASES,
    ids=[f"{text[:8].strip()}-{codec}" for text, codec, _ in CASES],
)
def test_the_encoding_is_found(text: str, codec: str, name: str) -> None:
    decoded = decode_text(text.encode(codec))
    assert (decoded.encoding, decoded.text) == (name, text)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_is_no_part_of_the_text(codec: str) -> None:
    decoded = decode_text("\ufeffété\r\n".encode(codec))
    assert (decoded.encoding, decoded.text) == (codec, "été\r\n")


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"a\r\nb\r\n", "crlf"),
        (b"a\nb", "lf"),
        (b"a\rb", "cr"),
        (b"a\r\nb\n", "mixed"),
        (b"a\r\r\nb", "mixed"),
        (b"a", "none"),
        (b"", "none"),
    ],
)
def test_line_ends_are_named(data: bytes, newline: str) -> None:
    assert decode_text(data).newline == newline


@pytest.mark.parametrize("comments", [0, 2])
def test_the_record_of_an_art_editor_is_no_text(comments: int) -> None:
    block = b"COMNT" + b"c" * 64 * comments if comments else b""
    record = b"SAUCE00" + b"\0" * 97 + bytes([comments]) + b"\0" * 23
    assert decode_text(b"\xcd\xcd\xcd art\r\n\x1a" + block + record).text == "═══ art\r\n"


def test_bytes_that_are_undefined_in_windows_fall_back_to_latin_1() -> None:
    assert decode_text(b"\xe9t\xe9 f\xeate \xe0 No\xebl \x81").encoding == "latin-1"


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    decoded = decode_text(data)
    assert len(decoded.text) <= len(data)


@pytest.mark.parametrize("unit", [b"COMNT", b"\xae", b"\x93", b"\xc4\xe9", b"SAUCE00", b"\xe9"])
def test_a_long_text_takes_no_long_time(unit: bytes) -> None:
    decode_text(unit * (1_000_000 // len(unit)))
