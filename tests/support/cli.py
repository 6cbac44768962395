"""Whole calls of the command line in a few lines."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen


@frozen
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str

    def ok(self) -> "Outcome":
        assert self.code == 0, f"exit code {self.code}\n{self.out}\n{self.err}"
        return self

    def fails(self, code: int) -> "Outcome":
        assert self.code == code, f"exit code {self.code}, not {code}\n{self.out}\n{self.err}"
        assert "Traceback" not in self.err + self.out
        return self

    def json(self) -> Any:
        return json.loads(self.out)


Packer = Callable[..., Outcome]


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of all tests that have none of their own."""
    return tmp_path_factory.mktemp("data") / "packer"


@pytest.fixture(autouse=True)
def own_data(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never the developer's own records, and no other settings than a test states."""
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(data_folder))


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's rule sets: not the developer's, and not there yet."""
    folder = tmp_path / "own rules"
    monkeypatch.setenv("PACKER_RULES__FOLDER", str(folder))
    return folder


@pytest.fixture
def packer(capsys: pytest.CaptureFixture[str], own_rules: Path) -> Packer:
    """Run ``packer`` in this process; fast, and seen by the coverage."""
    from packer_cli.main import main

    def run(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


def packer_process(*arguments: str | Path, **environ: str) -> "subprocess.Popen[str]":
    """Start ``packer`` in a process of its own, for signals and limits."""
    return subprocess.Popen(
        [sys.executable, "-m", "packer_cli", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environ},
    )
