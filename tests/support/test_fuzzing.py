"""The search for crashes finds what it looks for."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import PluginFailed, Unreadable
from tests.support import fuzzing
from tests.support.fuzzing import Targets, Verdict, fuzz


@pytest.fixture
def trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Verdict]:
    """The verdict on a product that behaves as given."""
    source = tmp_path / "a.epub"
    source.write_bytes(b"PK\x03\x04 a book <a>1</a>" * 20)

    def verdict(behaviour: Callable[..., Any]) -> Verdict:
        for stage in ("inspect", "check"):
            monkeypatch.setattr(fuzzing, stage, behaviour)
        targets = Targets(families=((source,),), releases=())
        # Of this seed comes a file.
        (found,) = fuzz(targets, [2], tmp_path / "work", workers=1)
        return found

    return verdict


def _raising(error: BaseException) -> Callable[..., Any]:
    def stage(*_arguments: Any) -> None:
        raise error

    return stage


def test_a_crash_is_found_and_its_input_kept(trouble):
    verdict = trouble(_raising(KeyError("x")))
    assert verdict.outcome == "KeyError"
    assert "Traceback" in verdict.trouble
    assert verdict.input.is_file()


def test_a_crash_behind_the_border_of_a_plugin_is_found(trouble):
    assert "Traceback" in trouble(_raising(PluginFailed(plugin="p", reason="r"))).trouble


def test_a_refusal_is_no_failure_and_its_input_is_gone(trouble):
    verdict = trouble(_raising(Unreadable(path="a", reason="truncated")))
    assert (verdict.outcome, verdict.trouble) == ("input.unreadable", "")
    assert not verdict.input.exists()


def test_what_never_ends_is_found(trouble, monkeypatch):
    monkeypatch.setattr(fuzzing, "ALARM", 0.3)
    assert "still busy" in trouble(lambda *_: time.sleep(30)).trouble


def test_growth_is_found(trouble):
    assert "grew by" in trouble(lambda *_: len(b"a" * (300 << 20))).trouble


def test_what_needs_too_much_memory_is_found(trouble):
    assert trouble(lambda *_: bytes(2 << 30)).outcome == "MemoryError"


def test_what_hears_no_alarm_is_found(trouble, monkeypatch):
    monkeypatch.setattr(fuzzing, "SILENCE", 1)
    deaf = {signal.SIGALRM}
    assert (
        "no answer"
        in trouble(
            lambda *_: signal.pthread_sigmask(signal.SIG_BLOCK, deaf) or time.sleep(30)
        ).trouble
    )


def test_a_process_that_dies_is_found(trouble):
    assert "the process died, exit code 9" in trouble(lambda *_: os._exit(9)).trouble


@pytest.mark.parametrize(
    ("kind", "path", "waits"),
    [("mkv", "", True), ("ps", "", True), ("release", "/bin", True), ("release", "", False),
     ("epub", "/bin", False), ("cut", "/bin", False)],
)  # fmt: skip
def test_the_alarm_waits_longer_for_processes_of_others(monkeypatch, kind, path, waits):
    monkeypatch.setenv("PATH", path)
    assert fuzzing._asks_others(kind) is waits
