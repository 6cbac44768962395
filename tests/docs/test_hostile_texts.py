"""Texts that want to cost time or memory."""

import time
from collections.abc import Callable

import pytest

from packer_core.errors import InputRefused
from packer_core.values import Extraction
from packer_plugins_docs.refine import refine

Read = Callable[[str, bytes | str], Extraction]

#: Seconds of processor time; ordinary files take some hundredths.
BOUND = 6.0

HOSTILE: dict[str, Callable[[], bytes]] = {
    "one-line.html": lambda: b"<html><p>" + b"word <b>x</b> " * 800_000,
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000 + b"x",
    "deep-inline.html": lambda: b"<html><body>" + b"<b>" * 100_000 + b"x",
    "unclosed.html": lambda: b"<!--" * 200_000 + b"<" * 200_000,
    "attributes.html": lambda: b"<html " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">",
    "metas.html": lambda: b"<html>" + b"<meta name=author content=x>" * 100_000,
    "entities.xhtml": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
        + b"]><html><body>&a11;</body></html>"
    ),
    "nul.html": lambda: b"<html>\x00<title>x</title>" * 1_000,
    "huge.txt": lambda: b"The tide comes twice a day. " * 500_000,
    "one-line.txt": lambda: b"x" * 10_000_000,
    "invalid.txt": lambda: b"Caf\xe9 \xff\xfe\x81 words and more\n" * 100_000,
    "utf16.txt": lambda: ("Tides\n\nText. " * 300_000).encode("utf-16"),
    "spaces.md": lambda: b"#" + b" " * 3_000_000 + b"x",
    "brackets.md": lambda: b"# " + b"[![" * 100_000,
    "fences.md": lambda: b"```\n" * 500_000,
    "front.md": lambda: b"---\n" + b"a: [" + b"[," * 1_000_000 + b"\n---\n",
    "rows.md": lambda: b"---\ntags:\n" + b"- x\n" * 500_000 + b"---\n",
    "isbn.txt": lambda: b"ISBN " * 400_000 + b"ISBN 97" + b"8 " * 100_000,
    "doi.txt": lambda: b"10.1000/" * 400_000,
    "version.txt": lambda: b"Version 1." * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_little(name: str, read_text: Read) -> None:
    data = HOSTILE[name]()
    began = time.thread_time()
    try:
        refine(read_text(name, data))
    except InputRefused:
        pass
    assert time.thread_time() - began < BOUND
