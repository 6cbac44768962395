"""Limits that a shell sets on the process: each its own line with its remedy, never an accident."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.books import make_epub

#: Limit, value, exit codes that may come of it, and words of which the line has one.
LIMITS = [
    ("NOFILE", 5, (9,), ("too many files are open",)),
    ("NOFILE", 8, (9,), ("too many files are open",)),
    ("NOFILE", 12, (9,), ("too many files are open",)),
    ("FSIZE", 0, (6,), ("no file may be as large",)),
    ("FSIZE", 10_000, (6,), ("no file may be as large",)),
    ("FSIZE", 100_000, (6,), ("no file may be as large",)),
]


@pytest.mark.one_python
@pytest.mark.parametrize(("name", "value", "codes", "words"), LIMITS)
def test_a_limit_is_told(
    tmp_path: Path, name: str, value: int, codes: tuple[int, ...], words: tuple[str, ...]
) -> None:
    book = make_epub(tmp_path / "book.epub", title="Small Book", ballast=1_000_000)
    stated = ("--group", "DEMO", "--source", "RETAIL", "--yes", "--quiet", "--set", "language=en")
    kind = getattr(resource, f"RLIMIT_{name}")
    done = subprocess.run(
        [sys.executable, "-m", "packer_cli", "pack", book, *stated, "--output", tmp_path / "out"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        preexec_fn=lambda: resource.setrlimit(kind, (value, value)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in codes, done.stderr
    if done.returncode:
        line = done.stderr.strip().splitlines()[-1]
        assert any(word and word in line for word in words), line
        assert "Traceback" not in done.stderr
        assert not [each for each in (tmp_path / "out").glob("*") if each.name != ".packer"]
