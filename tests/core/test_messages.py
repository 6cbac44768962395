"""Texts are found in their language, filled in, and stated once."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import NotFound
from packer_core.escaping import escape_line
from packer_core.messages import CORE_FOLDER, Catalogue
from packer_core.values import Finding, Severity

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
FOLDERS = sorted(PACKAGES.glob("*/src/*/messages"))
FILES = sorted(
    {(folder, path.name) for folder in FOLDERS for path in folder.glob("*/*.toml")},
)


def read(folder: Path, language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / language / name).read_text(encoding="utf-8"))


def texts(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{prefix}{key} / ")
        else:
            yield f"{prefix}{key}", value


def test_core_and_the_plugins_and_the_command_line_have_texts() -> None:
    owners = {folder.parent.name for folder in FOLDERS}
    assert {"packer_core", "packer_cli", "packer_plugins_ebook"} <= owners


def test_no_key_is_stated_with_two_texts() -> None:
    stated: dict[str, set[str]] = {}
    for folder, name in FILES:
        if folder.parent.name == "packer_cli":
            continue
        for key, text in texts(read(folder, "en", name)):
            stated.setdefault(key, set()).add(text)
    assert [key for key, found in stated.items() if len(found) > 1] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, word in (("en", "is"), ("fr", "est")):
        (tmp_path / language).mkdir()
        text = f'[finding."a.b"]\nmessage = "{{subject}} {word} {{found}}"\nwhy = "w"\nfix = "f"\n'
        (tmp_path / language / "x.toml").write_text(text)
    (tmp_path / "en" / "y.toml").write_text('[label]\nonly = "English {x}"\n')
    return tmp_path


def test_a_finding_is_told_with_its_parameters(folder: Path) -> None:
    finding = Finding(id="a.b", severity=Severity.ERROR, subject="s", params={"found": 5})
    assert Catalogue("fr", [folder]).finding(finding).message == "s est 5"
    assert Catalogue("en", [folder]).finding(finding).message == "s is 5"


def test_a_missing_parameter_shows_as_its_name(folder: Path) -> None:
    finding = Finding(id="a.b", severity=Severity.ERROR, subject="s")
    assert Catalogue("en", [folder]).finding(finding).message == "s is {found}"


def test_an_unknown_finding_is_told_by_its_id(folder: Path) -> None:
    finding = Finding(id="c.d", severity=Severity.INFO)
    assert Catalogue("en", [folder]).finding(finding).message == "c.d"


def test_english_stands_in_for_what_french_lacks(folder: Path) -> None:
    assert Catalogue("fr", [folder]).label("only", x=1) == "English 1"
    assert Catalogue("fr", [folder]).has("label", "only")


def test_an_unknown_language_is_english(folder: Path) -> None:
    assert Catalogue("de", [folder]).language == "en"


def test_more_folders_add_their_texts(folder: Path) -> None:
    catalogue = Catalogue("en", [CORE_FOLDER])
    assert not catalogue.has("label", "only")
    assert catalogue.extended(folder).label("only", x=2) == "English 2"
    assert catalogue.error(NotFound(path="a")) == "a does not exist."


@pytest.mark.parametrize("code", ["job.status.{}", "stage.{x.y}", "fix.{0!z}", "stage.\x1b[2J\n"])
def test_a_code_without_a_text_is_shown_and_nothing_is_filled_in(code: str) -> None:
    assert Catalogue("en").label(code, x="y") == escape_line(code)
