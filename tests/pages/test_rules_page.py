"""Every command of the page about rules is run, in its order, with the files it shows."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_python

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples and the page's files, and ``./run packer``."""
    place = tmp_path_factory.mktemp("rules")
    shutil.copytree(ROOT / "examples", place / "examples")
    (place / "club.toml").write_text(blocks("toml")[0])
    (place / "club.yaml").write_text(blocks("yaml")[0])
    script = place / "run"
    packer = f'PACKER_RULES__FOLDER={place}/own exec "{sys.executable}" -m packer_cli'
    script.write_text(f'#!/bin/sh\nshift\n{packer} "$@"\n')
    script.chmod(0o755)
    return place


@pytest.mark.parametrize("index", range(len(blocks("sh"))))
def test_the_commands_of_the_page_work(folder: Path, index: int) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", blocks("sh")[index]],
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr


def test_the_broken_copy_was_mended(folder: Path) -> None:
    (mended,) = (folder / "broken").glob("*-DEMO/*.nfo")
    (whole,) = (folder / "out").glob("*-DEMO/*.nfo")
    assert mended.read_bytes() == whole.read_bytes()
