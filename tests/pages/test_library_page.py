"""The program in the documentation is run as it stands there."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import packer_core
from tests.support.books import make_epub

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

EXAMPLES = (
    "the-tide-tables.epub",
    "keeping-a-tide-log.docx",
    "The.Lighthouse.Log.S01E01.The.First.Light.mkv",
)


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return found


def test_the_program_packs_and_checks_a_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make_epub(tmp_path / "book.epub")
    program, texts = blocks("library.md", "python")
    assert len(program.strip().splitlines()) <= 16
    names: dict[str, object] = {}
    exec(program, names)
    assert capsys.readouterr().out.endswith("-DEMO True\n")
    exec(texts, names)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The typed program of the page, beside one file of each kind."""
    folder = tmp_path_factory.mktemp("library")
    (text,) = blocks("library.md", "python strict")
    assert len([line for line in text.splitlines() if line.strip()]) <= 20
    (folder / "program.py").write_text(text, encoding="utf-8")
    for name in EXAMPLES:
        shutil.copy(ROOT / "examples" / name, folder)
    return folder / "program.py"


def test_the_typed_program_packs_a_file_of_each_kind(program: Path) -> None:
    command = [sys.executable, program, *EXAMPLES, "nowhere.epub"]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True, check=True)
    told = [line.split() for line in done.stdout.splitlines()]
    assert told == [*([name, "True"] for name in EXAMPLES), ["nowhere.epub", "not_found"]]


@pytest.mark.slow
@pytest.mark.one_python
def test_the_typed_program_is_strictly_typed(program: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, program]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True, check=False)
    assert done.stdout == "Success: no issues found in 1 source file\n", done.stdout + done.stderr


def test_the_public_names_are_seen() -> None:
    assert dir(packer_core) == sorted(packer_core.__all__)
    for name in packer_core.__all__:
        assert getattr(packer_core, name) is not None
    assert not hasattr(packer_core, "nothing")


def test_the_public_names_are_explained() -> None:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        help(packer_core)
    text = told.getvalue()
    for name in packer_core.__all__:
        if callable(getattr(packer_core, name)):
            assert re.search(rf"^    (?:class )?{name}\(", text, re.MULTILINE), name
    assert "Write a planned release, check what was written" in text
