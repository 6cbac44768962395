"""XML of strangers: decoded whatever it claims, its entities as characters or as nothing."""

import time

import pytest

from packer_core.reading import xml


def text_of(data: bytes, *, entities: bool = True) -> str | None:
    root = xml.parse(data, entities=entities)
    return None if root is None else xml.text_of(root)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>été</p>".encode(), "été"),
        ("<p>été</p>".encode("utf-16"), "été"),
        ("<p>été</p>".encode("utf-16-le"), "été"),
        ("<p>été</p>".encode("utf-16-be"), "été"),
        ("<p>été</p>".encode("utf-32"), "été"),
        (b"\xef\xbb\xbf<p>\xc3\xa9</p>", "é"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><p>été</p>".encode("latin-1"), "été"),
        # As on the web, Latin 1 means Windows 1252.
        ("<?xml version='1.0' encoding='iso-8859-1'?><p>“é”</p>".encode("cp1252"), "“é”"),
        # What is UTF-8 is that, whatever is declared.
        ("<?xml version='1.0' encoding='iso-8859-1'?><p>été</p>".encode(), "été"),
        ("<?xml version='1.0' encoding='koi8-r'?><p>Море</p>".encode("koi8-r"), "Море"),
        (b"<?xml version='1.0' encoding='unicode_escape'?><p>\\u0041</p>", "\\u0041"),
        ("<?xml version='1.0' encoding='nonsense'?><p>été</p>".encode("cp1252"), "été"),
        # A broken byte among many good ones changes nothing around it.
        (f"<p>{'marées ' * 20}".encode() + b"\xff</p>", f"{'marées ' * 20}\ufffd"),
    ],
)  # fmt: skip
def test_a_document_is_decoded(data: bytes, text: str) -> None:
    assert text_of(data) == text


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_document_that_is_cut_inside_a_character_keeps_its_encoding(cut: int) -> None:
    data = ("<p>" + "marées " * 50 + "\U0001f30a").encode()[:-cut]
    assert (text_of(data) or "").startswith("marées marées")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<p>&eacute;t&eacute; &amp; &lt;b&gt; &nbsp;</p>", "été & <b> \xa0"),
        (b"<p>a&e;b &amp; c</p>", "a&e;b & c"),
        (b"<p>a&my-own;b &amp; c</p>", "a&my-own;b & c"),
        (b"<p>&LT;b&GT;</p>", "<b>"),
        (b'<!DOCTYPE p [<!ENTITY e "lol">]><p>a&e;b &amp; c</p>', "ab & c"),
        (b'<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>a&e;b</p>', "ab"),
        (b"<!DOCTYPE p [<!ENTITY e 'a>b'><!ENTITY f \"x\">]><p>a&e;b&f;</p>", "ab"),
    ],
)
def test_entities_are_characters_or_nothing(data: bytes, text: str) -> None:
    assert text_of(data) == text


def test_an_entity_in_an_attribute_does_not_grow() -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 6))
    document = f'<!DOCTYPE p [<!ENTITY a0 "0123456789">{levels}]><p title="x&a5;y">t</p>'
    root = xml.parse(document.encode())
    assert root is not None
    assert xml.attribute(root, "title") == "xy"


def test_a_format_that_knows_no_entities_is_not_read_with_some() -> None:
    document = '<!DOCTYPE p [<!ENTITY e "lol">]><p>a</p>'
    assert text_of(document.encode(), entities=False) is None
    assert text_of(document.encode("utf-16"), entities=False) is None
    assert text_of(b"<p>a</p>", entities=False) == "a"


@pytest.mark.parametrize("data", [b"", b"   ", b"no markup", b"\x00" * 100, b"<", b"<!ENTITY"])
def test_what_is_no_document_is_nothing(data: bytes) -> None:
    assert text_of(data) in (None, "")


@pytest.mark.parametrize("unit", [b"<!ENTITY", b'<!ENTITY a "', b"&a", b"<a ", b"<?xml "])
def test_a_document_made_to_be_slow_is_not(unit: bytes) -> None:
    began = time.process_time()
    text_of(b"<p>&amp;" + unit * (400_000 // len(unit)))
    assert time.process_time() - began < 3
