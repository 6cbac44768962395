"""Real NFO and DIZ files: encoding, line ends and counter as an independent reader found them."""

import json
from pathlib import Path
from typing import Any

import pytest

from packer_core.nfo.decode import decode_text
from packer_core.nfo.diz import find_counter
from packer_core.nfo.ruler import measure

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

#: Our names for what other readers call an encoding.
SAME = {"utf-16-le": "utf-16", "cp1252": "8-bit"}


@pytest.fixture(scope="module")
def texts(corpus: Path) -> dict[str, dict[str, Any]]:
    """The stated facts of every text that another reader looked at."""
    files = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))["files"]
    return {path: facts for path, facts in files.items() if "nfo" in facts.get("tools", {})}


def test_every_text_has_the_encoding_that_is_stated(
    corpus: Path, texts: dict[str, dict[str, Any]]
) -> None:
    for path, facts in texts.items():
        found = decode_text((corpus / path).read_bytes()).encoding
        stated = facts["tools"]["nfo"]["encoding"]
        assert stated.split(" ")[0].rstrip(",") == SAME.get(found, found), path


def test_every_text_has_the_line_ends_that_are_stated(
    corpus: Path, texts: dict[str, dict[str, Any]]
) -> None:
    for path, facts in texts.items():
        decoded = decode_text((corpus / path).read_bytes())
        stated = facts["tools"]["nfo"]["eol"].lower()
        # The other reader looked at the bytes of UTF-16, where CR and LF are apart.
        if decoded.encoding != "utf-16-le":
            assert decoded.newline == stated, path


def test_every_text_is_as_wide_as_stated(corpus: Path, texts: dict[str, dict[str, Any]]) -> None:
    for path, facts in texts.items():
        size = measure(decode_text((corpus / path).read_bytes()).text)
        assert abs(size.columns - facts["tools"]["nfo"]["max_width"]) <= 1, path


def test_the_texts_hold_what_was_written(corpus: Path, texts: dict[str, dict[str, Any]]) -> None:
    for path, facts in texts.items():
        upstream = facts.get("upstream", {})
        decoded = decode_text((corpus / path).read_bytes())
        for passage in upstream.get("text_contains", []):
            assert passage in decoded.text, path
        if "disk" in upstream:
            assert find_counter(decoded.text) == tuple(upstream["disk"])


def test_one_text_in_two_encodings_is_one_text(corpus: Path) -> None:
    folder = corpus / "nfo-sfv" / "synthetic"
    texts = {
        decode_text((folder / name).read_bytes()).text for name in ("cp437.nfo", "utf8-bom.nfo")
    }
    assert len(texts) == 1
