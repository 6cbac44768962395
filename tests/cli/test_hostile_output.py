"""Texts of others command no terminal: every command, in both languages, on a pipe and on a pty."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from sqlalchemy import text

from packer_cli.main import packer as program
from packer_core import errors
from packer_core.errors import PackerError
from packer_core.messages import Catalogue
from packer_core.settings import load_settings
from packer_core.store.database.opening import open_database
from packer_core.values import Finding, Severity
from tests.support.books import make_epub
from tests.support.cli import Outcome, Packer
from tests.support.hostile import EVIL, OURS, at_a_terminal, unseen


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PACKER_LANGUAGE", str(request.param))
    return str(request.param)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of hostile things: a book, a release, a record, rules, settings, a template."""
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.setenv("PACKER_RULES__FOLDER", str(tmp_path / "rules"))
    monkeypatch.setenv("VISUAL", "true")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{EVIL}.toml").write_text('id = "E"\n')
    (tmp_path / "bad.toml").write_text(f'id = "{ascii(EVIL)[1:-1].replace(chr(92), "")}"\n')
    (tmp_path / "old.json").write_text('{"x\\u001b]0;y": 1, "groups": ["\\u001b]0;z"]}')
    title = "The \u009b31m Tide \u202eTables \u0007"
    make_epub(tmp_path / f"{EVIL}.epub", title=title.replace("\x07", ""), author="Ann\u202e Wren")
    return tmp_path


def record(packer: Packer, here: Path) -> None:
    """A release with a record whose columns others wrote."""
    book = here / f"{EVIL}.epub"
    arguments = ("--group", "DEMO", "--source", "RETAIL", "--output", here / "out", "--yes")
    packer("pack", book, *arguments, "--dirname", "The.Tide.Tables.2024.RETAIL.ePUB.eBook-DEMO",
           "--waive", f"dirname.form={EVIL}").fails(0)  # fmt: skip
    (release,) = (each for each in (here / "out").iterdir() if each.name != ".packer")
    (release / EVIL).write_bytes(b"x")
    (sfv,) = release.glob("*.sfv")
    sfv.write_bytes(sfv.read_bytes() + EVIL.encode() + b" 00000000\r\n")
    database = open_database(load_settings())
    for statement in (
        "UPDATE jobs SET subject = :evil, owner = :evil, group_name = :evil, release_kind = :evil",
        "UPDATE releases SET group_name = :evil, kind = :evil, form = :evil, rule_set = :evil",
        "UPDATE release_files SET path = :evil WHERE number = 0",
    ):
        database.write(lambda it, run=statement: it.execute(text(run), {"evil": EVIL}))
    database.close()


#: How each command meets what is hostile; `{here}` is the folder.
CALLS: dict[str, list[str]] = {
    "pack": ["{here}/{evil}.epub", "--group", "{evil}"],
    "plan": ["{here}/{evil}.epub", "--group", "DEMO", "--source", "RETAIL"],
    "inspect": ["{here}/{evil}.epub", "{here}/{evil}"],
    "check": ["{here}/out/The.Tide.Tables.2024.RETAIL.ePUB.eBook-DEMO", "{here}/{evil}"],
    "jobs bundle": ["last", "-o", "{here}/{evil}.zip"],
    "jobs cancel": ["last"],
    "jobs list": [],
    "jobs logs": ["last"],
    "jobs rerun": ["last"],
    "jobs show": ["last"],
    "releases delete": ["last", "--yes"],
    "releases fix": ["last", "--as", "NFOFIX", "--reason", "{evil}", "--set", "title={evil}"],
    "releases list": [],
    "releases show": ["last"],
    "name build": ["--set", "title={evil}", "--group", "{evil}"],
    "name parse": ["{evil}"],
    "rules add": ["{here}/bad.toml"],
    "rules explain": ["{evil}"],
    "rules fetch": ["{evil}"],
    "rules list": [],
    "rules remove": ["{evil}"],
    "rules show": ["{evil}"],
    "rules test": ["{evil}"],
    "providers list": [],
    "providers set-key": ["{evil}"],
    "providers test": ["{evil}"],
    "config edit": [],
    "config get": ["{evil}"],
    "config import": ["{here}/old.json"],
    "config list": [],
    "config path": [],
    "config set": ["pack.group", "{evil}"],
    "vault list": [],
    "vault rotate": [],
    "worker": ["--{evil}"],
    "db check": [],
    "db stamp": ["{evil}"],
    "db upgrade": [],
    "plugins": [],
}


def filled(here: Path, arguments: list[str]) -> list[str]:
    return [each.replace("{here}", str(here)).replace("{evil}", EVIL) for each in arguments]


def commands(command: click.Command, context: click.Context, *path: str) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from commands(
            inner, click.Context(inner, parent=context, info_name=name), *path, name
        )


def test_no_command_is_forgotten() -> None:
    assert set(commands(program, click.Context(program))) == set(CALLS)


def test_no_command_lets_anything_through(packer: Packer, here: Path, language: str) -> None:
    record(packer, here)
    (here / "config.yaml").write_text('pack.template: "x\\e]0;y\\nFAKE: pass"\n')
    found: dict[str, list[str]] = {}
    for name, arguments in CALLS.items():
        for more in ([], ["--json"]):
            outcome: Outcome = packer(*name.split(), *filled(here, arguments), *more)
            if unseen(outcome.out + outcome.err) or outcome.code == 1:
                found[f"{name} {more}"] = [*unseen(outcome.out + outcome.err), outcome.err]
    assert found == {}


def every_error(kind: type[PackerError] = PackerError) -> Iterator[type[PackerError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from every_error(child)


class Anything(dict[str, Any]):
    """Whatever a sentence asks for, in the words of an attacker."""

    def __missing__(self, key: str) -> str:
        return EVIL


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sentence_lets_anything_through(language: str) -> None:
    texts = Catalogue(language)
    assert errors.ERRORS
    for kind in every_error():
        told = texts.error(kind(**dict.fromkeys(kind.declared, EVIL)))
        assert unseen(told) == []
        assert "\n" not in told
    for identifier, entry in texts._table("finding").items():
        names = set(re.findall(r"{(\w+)}", "".join(entry.values())))
        params: dict[str, Any] = dict.fromkeys(names, EVIL)
        finding = Finding(id=identifier, severity=Severity.INFO, subject=EVIL, params=params)
        words = texts.finding(finding)
        assert unseen(words.message + words.why + words.fix) == []
    for key, sentence in texts.labels().items():
        names = set(re.findall(r"{(\w+)}", str(sentence)))
        if not key.startswith("help."):
            assert unseen(texts.label(key, **dict.fromkeys(names, EVIL)).replace("\n", "")) == []


def test_a_terminal_gets_no_sequence_but_ours(
    packer: Packer, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    record(packer, here)
    styles = ""
    for name, arguments in CALLS.items():
        for call in ([*name.split(), *filled(here, arguments)], [*name.split(), "--help"]):
            said = at_a_terminal(*call, typed="\n" * 9)
            styles += said
            assert unseen(OURS.sub("\n", said)) == [], call
    assert "\x1b[1m" in styles
    assert "\x1b[2K" in styles


def test_a_person_is_asked_in_words_that_are_seen(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    said = at_a_terminal(
        "pack", here / f"{EVIL}.epub", "-o", here / "out", typed="n\n" + "DEMO\n" * 9
    )
    assert said.count("DEMO") > 1
    assert "FAKE: pass" in said
    assert unseen(OURS.sub("\n", said)) == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_without_the_letters_gets_escapes(here: Path, encoding: str) -> None:
    book = make_epub(here / "book.epub", title="Straße 海 “quoted”")
    for more in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "packer_cli", "inspect", str(book), *more],
            env={**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode(encoding)


@pytest.mark.parametrize(
    "closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"]
)
def test_streams_that_are_closed_or_full_are_no_accident(here: Path, closed: str) -> None:
    book = make_epub(here / "book.epub")
    options = f"--group DEMO --source RETAIL --output '{here}/{len(closed)}' --yes"
    command = f"'{sys.executable}' -m packer_cli pack '{book}' {options} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode in ((0, 9) if "full" in closed else (0,)), done.stderr
    assert "Traceback" not in done.stderr
    (release,) = (each for each in (here / str(len(closed))).iterdir() if each.name != ".packer")
    assert list(release.glob("*.nfo"))
