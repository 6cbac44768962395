"""The texts of the package's findings and refusals."""

import re
import tomllib
from pathlib import Path

import packer_plugins_docs
from packer_core.messages import CORE_FOLDER, Catalogue

PACKAGE = Path(packer_plugins_docs.__file__).parent


def own(language: str, table: str) -> set[str]:
    files = (PACKAGE / "messages" / language).glob("*.toml")
    return {key for file in files for key in tomllib.loads(file.read_text("utf-8")).get(table, {})}


def test_every_reason_for_a_refusal_has_a_label() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    wanted = {f"reason.{each}" for each in re.findall(r'reason ?= ?"([a-z-]+)"', source)}
    assert wanted <= own("en", "label") | set(Catalogue("en", (CORE_FOLDER,)).labels())
    assert {each for each in own("en", "label") if not each.startswith("nfo.")} <= wanted


def test_every_finding_has_its_texts_in_both_languages() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    stated = set(re.findall(r'"((?:docs|office)\.[a-z_]+)"', source))
    assert stated == own("en", "finding") == own("fr", "finding")
