"""Every fault and note that reading can tell has its texts."""

import re
from pathlib import Path

import pytest

import packer_core.archives
from packer_core.messages import Catalogue
from packer_core.values import Finding, Severity

FOLDER = Path(packer_core.archives.__file__).parent
KIND = re.compile(r'"((?:rar|zip|sfv|fs|text)\.[a-z_.]+)"')
KINDS = sorted({kind for path in FOLDER.rglob("*.py") for kind in KIND.findall(path.read_text())})


def test_there_are_kinds() -> None:
    assert {"rar.header.crc", "zip.entry.crc", "sfv.crc", "fs.special"} <= set(KINDS)
    assert len(KINDS) > 60


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_why_and_what_to_do(kind: str, language: str) -> None:
    params = {"path": "x.rar", "offset": 12, "expected": "1", "found": "2"}
    finding = Finding(id=kind, severity=Severity.ERROR, params=params)
    text = Catalogue(language).finding(finding)
    assert text.message != kind
    assert text.why
    assert text.fix
    assert "{" not in text.message + text.why + text.fix
