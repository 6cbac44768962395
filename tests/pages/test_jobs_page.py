"""The page on jobs: its program runs as it stands, its commands exist as they are written."""

import re
import shlex
from pathlib import Path

import pytest

from tests.pages.test_library_page import DOCS, blocks
from tests.support.books import make_epub
from tests.support.cli import Packer

PAGE = (DOCS / "jobs.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("packer ")
]


def test_the_program_packs_a_book_as_a_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make_epub(tmp_path / "book.epub")
    (program,) = blocks("jobs.md", "python")
    exec(program, {})
    out = capsys.readouterr().out
    assert out.startswith("completed ")
    assert (tmp_path / "out" / out.split()[1]).is_dir()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_one(packer: Packer, command: str) -> None:
    _, *arguments = shlex.split(command)
    # Click looks at all options before it shows the help.
    done = packer(*arguments, "--help").ok()
    assert done.out.startswith("Usage: packer")
