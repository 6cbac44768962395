"""Every reason why no sample is cut has a text, in both languages."""

import re
from pathlib import Path

import pytest

import packer_plugins_tv.sample
from packer_core.messages.catalogue import Catalogue
from packer_plugins_tv import plugin

SOURCES = Path(packer_plugins_tv.sample.__file__).parent.rglob("*.py")
REASONS = {found for path in SOURCES for found in re.findall(r'"(cut-[a-z-]+)"', path.read_text())}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_reason_has_a_text(language: str) -> None:
    (folder,) = plugin.packer_messages()
    texts = Catalogue(language, [folder]).labels()
    assert len(REASONS) >= 8
    assert {f"reason.{reason}" for reason in REASONS} <= set(texts)


def test_french_has_its_own_words() -> None:
    (folder,) = plugin.packer_messages()
    english, french = (Catalogue(it, [folder]).labels() for it in ("en", "fr"))
    keys = [f"reason.{reason}" for reason in REASONS]
    assert all(english[key] != french[key] for key in keys)
