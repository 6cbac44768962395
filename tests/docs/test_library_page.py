"""The program in the documentation is run as it stands there."""

import re
from pathlib import Path

import pytest

from tests.support.books import make_epub

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


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
