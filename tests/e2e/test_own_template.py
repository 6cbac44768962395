"""A template of the user's own: rendered by the same renderer, behind limits."""

from pathlib import Path

import pytest

from tests.support.books import make_epub
from tests.support.cli import Packer


def plan(packer: Packer, folder: Path, template: str):  # type: ignore[no-untyped-def]
    (folder / "own.nfo.j2").write_text(template, encoding="utf-8")
    book = make_epub(folder / "book.epub")
    return packer(
        "plan", book, "--group", "DEMO", "--yes", "--json", "--template", folder / "own.nfo.j2"
    )


def test_an_own_template_writes_the_nfo(packer: Packer, tmp_path: Path) -> None:
    done = plan(packer, tmp_path, "{{ title }} on {{ disk_count }} disk(s)\n")
    assert done.json()["texts"]["nfo"] == "The Tide Tables on 1 disk(s)\r\n"


@pytest.mark.parametrize(
    "template",
    ["{{ nothing }}", "{% if %}", "{% for a in range(10**9) %}{{ 'a' * 10**8 }}{% endfor %}"],
    ids=["undefined", "syntax", "greedy"],
)
def test_a_broken_template_is_told_with_its_place(
    packer: Packer, tmp_path: Path, template: str
) -> None:
    done = plan(packer, tmp_path, template).fails(10)
    assert "own.nfo.j2" in done.err


def test_a_template_that_is_not_there_is_not_found(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    packer("plan", book, "--group", "DEMO", "--yes", "--template", "nowhere.j2").fails(5)


def test_the_template_of_the_documentation_works(packer: Packer, tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "templates.md"
    template = page.read_text(encoding="utf-8").partition("```jinja\n")[2].partition("```")[0]
    text = plan(packer, tmp_path, template).json()["texts"]["nfo"]
    assert "The Tide Tables" in text
