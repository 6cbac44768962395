"""Every command of the tutorial is run, in its order, as it stands there."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_python

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(
    r"```sh\n(.*?)```", (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, where ``./run packer`` is this installation's ``packer``."""
    place = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(ROOT / "examples", place / "examples")
    program = shutil.which("packer", path=str(Path(os.sys.executable).parent))  # type: ignore[attr-defined]
    script = place / "run"
    script.write_text(f'#!/bin/sh\nshift\nexec "{program}" "$@"\n')
    script.chmod(0o755)
    return place


@pytest.mark.parametrize("index", range(len(BLOCKS)))
def test_the_commands_of_the_tutorial_work(folder: Path, index: int) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", BLOCKS[index]],
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 0, f"{BLOCKS[index]}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr


def test_the_damaged_copy_is_found(folder: Path) -> None:
    (damaged,) = (folder / "damaged").glob("*-DEMO")
    done = subprocess.run(
        [str(folder / "run"), "packer", "check", str(damaged)], capture_output=True, text=True
    )
    assert done.returncode == 4
    assert "!" in done.stderr
