"""The standard streams, whoever writes there and whatever they lead to."""

import io
import json
import logging
import os
import pty
import re
import subprocess
import sys
import warnings
from pathlib import Path

import click
import pytest

from packer_cli.output import streams, terminal
from packer_cli.session.workers import work_apart
from tests.support.books import make_epub
from tests.support.cli import Packer

EVIL = "\x1b]0;owned\x07\nFAKE: pass\u202e"
SEEN = "\\x1b]0;owned\\x07\\nFAKE: pass\\u202e"
PACK = ("--group", "DEMO", "--source", "RETAIL", "--yes", "--no-record")


def run(*arguments: str | Path, **options: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "packer_cli", *map(str, arguments)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


def test_what_a_plugin_prints_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    with streams.guarded():
        print(f"{EVIL}\r\n")
    assert capsys.readouterr().out == SEEN.replace("\\n", "\n") + "\n\n"


def test_what_click_echoes_is_escaped_also_without_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Click would write UTF-8 to a stream in ASCII.
    bytes_ = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_, encoding="ascii"))
    with streams.guarded():
        click.echo("\x1b]0;Straße")
    assert bytes_.getvalue() == b"\\x1b]0;Stra\\xdfe\n"


def test_bytes_are_escaped_like_texts(capsys: pytest.CaptureFixture[str]) -> None:
    with streams.guarded():
        sys.stdout.buffer.write(f"{EVIL}\n".encode() + b"\xff\n")
        click.echo(EVIL.encode(), err=True)
    said = capsys.readouterr()
    assert said.out == SEEN.replace("\\n", "\n") + "\n\\xff\n"
    assert said.err == SEEN.replace("\\n", "\n") + "\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_what_completes_a_word(shell: str) -> None:
    words = {"COMP_WORDS": "packer pl", "COMP_CWORD": "pl" if shell == "fish" else "1"}
    source, complete = (
        run(env={**os.environ, **words, "_PACKER_COMPLETE": f"{shell}_{each}"}, capture_output=True)
        for each in ("source", "complete")
    )
    assert (source.returncode, complete.returncode) == (0, 0), complete.stderr
    assert b"_PACKER_COMPLETE" in source.stdout
    assert b"\\t" not in complete.stdout
    assert {b"plan", b"plugins"} <= set(re.split(rb"[\s,]+", complete.stdout))


@pytest.mark.parametrize("asked", [EVIL, "bash", "bash_x", "x_source", "bash_complete"])
def test_a_question_of_no_shell_is_a_wrong_call(asked: str) -> None:
    words = {"COMP_WORDS": "packer pl", "COMP_CWORD": "x"}
    done = run(env={**os.environ, **words, "_PACKER_COMPLETE": asked}, capture_output=True)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr


def test_a_record_of_a_log_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "lastResort", None)
    streams.log_in_lines()
    logger = logging.getLogger("library")
    logger.propagate, logger.handlers = False, []
    with streams.guarded():
        logger.warning("broken: %s", EVIL)
    assert capsys.readouterr().err == f"library: broken: {SEEN}\n"


def test_a_warning_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with streams.guarded():
        warnings.showwarning(UserWarning(EVIL), UserWarning, "file.py", 1)
    assert capsys.readouterr().err == f"UserWarning: {SEEN}\n"


def test_everything_is_as_before_after_it(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr, warnings.showwarning
    with streams.guarded():
        assert sys.stdout is not before[0]
    assert (sys.stdout, sys.stderr, warnings.showwarning) == before


def test_what_a_worker_prints_past_the_door_is_escaped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work(subject: str, _emit: object) -> int:
        print(subject)
        print(subject, file=sys.stderr)
        terminal.line(subject)
        return 0

    from packer_cli.output.progress import progress_bar

    class Quiet:
        quiet = True

    with streams.guarded(), progress_bar(Quiet()) as bar:  # type: ignore[arg-type]
        assert work_apart(["\x1b[2J", EVIL], work, repr, bar, lambda: False, 2) == 0
    captured = capsys.readouterr()
    assert sorted(captured.out.splitlines()) == sorted(
        [*SEEN.split("\\n"), "\\x1b[2J", "\\x1b[2J", SEEN]
    )
    assert "\x1b" not in captured.err


def test_a_question_shows_what_it_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda text: asked.append(text) or "")
    assert terminal.ask(f"Title of {EVIL}", default=EVIL) == EVIL
    assert terminal.confirm(f"Delete {EVIL}?") is False
    assert [text.count("\n") for text in asked] == [0, 0]
    assert asked[0] == f"Title of {SEEN} [{SEEN}]: "


def test_a_traceback_stands_behind_a_margin(
    packer: Packer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError(EVIL)

    monkeypatch.setattr("packer_cli.commands.config.path.config_path", fail)
    done = packer("--debug", "config", "path")
    assert done.code == 1
    *trace, last = done.err.splitlines()
    assert len(trace) > 5
    assert all(line.startswith("  ") for line in trace)
    assert f"ZeroDivisionError: {SEEN}" in last


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_folded_text_begins_a_line_of_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(terminal, "_WIDTH", width)
    with streams.guarded():
        for blanks in range(width - 40, width + 40):
            first = f"{'x' * blanks} FAKE: pass"
            terminal.table(("path", "size"), [(first, "1"), ("FAKE", f"{'y' * blanks} FAKE: pass")])
    said = capsys.readouterr().out
    assert not [line for line in said.splitlines() if line.startswith("FAKE: pass")]
    joined = "".join(each.strip() for each in said.split())
    assert joined.count("FAKE:pass") >= 80


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8"])
def test_whatever_the_encoding_the_letters_are_told(tmp_path: Path, encoding: str) -> None:
    config = tmp_path / "Straße 海" / "config.yaml"
    environ = {**os.environ, "PACKER_CONFIG": str(config), "PYTHONIOENCODING": encoding}
    plain = run("config", "path", env=environ, capture_output=True)
    assert plain.returncode == 0
    shown = str(config).encode(encoding, "backslashreplace")
    assert plain.stdout == shown + b"\n"
    listed = run("config", "list", "--json", env=environ, capture_output=True)
    assert json.loads(listed.stdout.decode(encoding))["path"] == str(config)


@pytest.mark.parametrize("encoding", ["idna", "undefined"])
def test_an_encoding_that_is_none_for_lines_is_ascii(tmp_path: Path, encoding: str) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": encoding}
    done = run("check", tmp_path / "né", env=environ, capture_output=True)
    assert done.returncode == 5
    assert b"n\\xe9" in done.stderr


def test_the_letters_of_this_system_are_enough_without_any(tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub", title="Straße 海")
    environ = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("plan", book, *PACK[:4], env=environ, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()


@pytest.mark.parametrize(
    "full", [("--help",), ("plan", "--help"), ("--version",), ("config", "path")]
)
def test_an_output_that_is_full_is_told_and_is_code_9(full: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as nowhere:
        done = run(*full, stdout=nowhere, stderr=subprocess.PIPE)
    assert done.returncode == 9
    assert len(done.stderr.splitlines()) == 1
    assert b"stdout" in done.stderr


def test_a_release_is_made_also_when_nobody_reads_about_it(tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    reading, writing = os.pipe()
    os.close(reading)
    done = run("pack", book, *PACK, "-o", tmp_path / "out", stdout=writing, stderr=writing)
    os.close(writing)
    assert done.returncode == 141
    (release,) = (each for each in (tmp_path / "out").iterdir() if each.name != ".packer")
    assert list(release.glob("*.sfv"))


def test_without_anybody_to_hear_of_a_fault_its_code_stays(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("inspect", tmp_path / "none.epub", stdout=subprocess.PIPE, stderr=writing)
    os.close(writing)
    assert (done.returncode, done.stdout) == (5, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("config path", 0),
        ("providers set-key tmdb", 2),
        ("plan nothing.epub", 5),
        ("rules show EBOOK-2022 --json", 0),
        ("no-such-command", 2),
        ("--help", 0),
    ],
)
def test_closed_streams_change_no_exit_code(
    tmp_path: Path, call: str, code: int, closed: str
) -> None:
    command = f"'{sys.executable}' -m packer_cli {call} {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr


def test_results_reach_their_file_while_bars_are_drawn(tmp_path: Path) -> None:
    books = [make_epub(tmp_path / f"{name}.epub", title=f"Tide {name}") for name in ("One", "Two")]
    ours, theirs = pty.openpty()
    done = run(
        "pack", *books, *PACK, "-o", tmp_path / "out", "-j", "2", "--json",
        stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    dirnames = {json.loads(line)["dirname"] for line in done.stdout.splitlines()}
    assert len(dirnames) == 2
