"""What every call of the command line keeps to: help, languages, exit codes, streams."""

import importlib.metadata
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from attrs import define

from packer_cli.commands import registry
from packer_cli.main import packer as group
from packer_cli.messages import FOLDER
from packer_core.escaping import escape_line
from packer_core.version import VERSION
from tests.support.cli import Packer, packer_process
from tests.support.hostile import EVIL, unseen


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from commands(found, f"{name} {child}")


COMMANDS = dict(commands(group, "packer"))
every_command = pytest.mark.parametrize("name", COMMANDS)


def french(*arguments: str) -> "subprocess.Popen[str]":
    environ = {"LC_ALL": "", "LANGUAGE": "", "PACKER_LANGUAGE": "", "LANG": "fr_FR.UTF-8"}
    return packer_process(*arguments, **environ, PYTHONUTF8="1")


def test_the_version_is_told(packer: Packer) -> None:
    assert packer("--version").ok().out == f"packer, version {VERSION}\n"


def test_help_names_every_command(packer: Packer) -> None:
    out = packer("--help").ok().out
    assert all(f"  {name} " in out for name in registry.COMMANDS)


@every_command
def test_every_command_has_help(packer: Packer, name: str) -> None:
    done = packer(*name.split()[1:], "--help").ok()
    assert done.out.startswith("Usage: packer ")
    assert done.err == ""
    assert packer(*name.split()[1:], "-h").out == done.out


@every_command
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    assert COMMANDS[name].help
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.endswith((".", "?", ")")), parameter.name


def test_help_is_french_where_the_locale_is() -> None:
    for arguments in (["--help"], ["pack", "--help"], ["rules", "show", "--help"]):
        out, err = french(*arguments).communicate(timeout=60)
        texts = tomllib.loads((FOLDER / "fr" / "cli.toml").read_text(encoding="utf-8"))["label"]
        key = ".".join(["help", *arguments[:-1]]) if arguments[:-1] else "help.packer"
        assert " ".join(texts[key].split("\n")[0].split()) in " ".join(out.split())
        assert err == ""


def test_errors_are_french_where_the_locale_is(tmp_path: Path) -> None:
    process = french("inspect", str(tmp_path / "rien.epub"))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 5
    assert err == f"packer: {tmp_path / 'rien.epub'} n'existe pas.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["pack"],
        ["pack", "--nonsense", "x"],
        ["rules", "nonsense"],
        ["pack", "x", "--set", "year"],
        ["pack", "x", "--set", "=2020"],
        ["pack", "x", "--volume-size", "0"],
        ["pack", "x", "--volume-size", "large"],
        ["pack", "x", "--nfo-language", "de"],
        ["--nonsense"],
    ],
    ids=" ".join,
)
def test_a_call_that_is_not_understood_is_code_2(packer: Packer, arguments: list[str]) -> None:
    done = packer(*arguments).fails(2)
    assert done.out == ""
    assert done.err


def test_without_a_command_help_is_shown(packer: Packer) -> None:
    done = packer()
    assert done.code in {0, 2}
    assert "Usage: packer" in done.out + done.err


@define
class Entry:
    """An entry point of another package."""

    name: str
    command: Any

    def load(self) -> Any:
        if isinstance(self.command, Exception):
            raise self.command
        return self.command


@pytest.fixture
def extra(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """The entry points of the group ``packer.commands``."""
    found: list[Entry] = []
    real = importlib.metadata.entry_points

    def entry_points(**select: str) -> Any:
        return found if select == {"group": registry.ENTRY_POINTS} else real(**select)

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    return found


@click.command("serve", help="Serve.")
@click.option("--port", default=1, help="Port.")
def serve(port: int) -> int:
    click.echo(f"port {port}")
    return 7


def test_another_package_can_bring_a_command(packer: Packer, extra: list[Entry]) -> None:
    extra.append(Entry("serve", serve))
    assert "Serve." in packer("--help").ok().out
    done = packer("serve", "--port", "5")
    assert (done.code, done.out) == (7, "port 5\n")


def test_no_other_package_takes_the_place_of_a_command(packer: Packer, extra: list[Entry]) -> None:
    extra.append(Entry("pack", serve))
    assert "Serve." not in packer("--help").ok().out
    assert "--group" in packer("pack", "--help").ok().out


def test_a_broken_command_commands_no_terminal(packer: Packer, extra: list[Entry]) -> None:
    extra.append(Entry(f"b{EVIL}", ImportError(EVIL)))
    listed = packer("--help").ok()
    assert "ImportError" in listed.out
    told = packer(f"b{EVIL}").fails(1)
    for said in (listed.out, told.err):
        assert [ascii(it) for it in said if it != "\n" and escape_line(it) != it] == []
    assert unseen(told.err) == []


def test_an_unexpected_error_is_one_line_and_code_1(packer: Packer, extra: list[Entry]) -> None:
    @click.command("boom")
    def boom() -> None:
        raise ZeroDivisionError("by accident")

    extra.append(Entry("boom", boom))
    done = packer("boom").fails(1)
    assert "ZeroDivisionError: by accident" in done.err
    assert len(done.err.splitlines()) == 1
    told = packer("--debug", "boom")
    assert told.code == 1
    assert "Traceback" in told.err


def test_an_interrupt_is_code_130(packer: Packer, extra: list[Entry]) -> None:
    @click.command("wait")
    def wait() -> None:
        raise KeyboardInterrupt

    extra.append(Entry("wait", wait))
    assert "interrupted" in packer("wait").fails(130).err


def test_a_broken_configuration_is_named(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.yaml").write_text("colour: red\n")
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "config.yaml"))
    done = packer("rules", "list").fails(10)
    assert "colour: there is no setting of this name" in done.err
    assert len(done.err.splitlines()) == 1


def test_the_installed_script_runs() -> None:
    script = Path(sys.executable).with_name("packer")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"packer, version {VERSION}\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["rules", "show", "EBOOK-2022", "--json"], ["plugins"]], ids=" ".join
)
def test_a_reader_that_leaves_is_no_fault(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "packer_cli", *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert err == ""
    assert process.returncode == 141


def test_plugins_are_listed(packer: Packer) -> None:
    listed = {each["name"]: each["status"] for each in packer("plugins", "--json").ok().json()}
    assert listed["ebook"] == "loaded"
    assert "ebook" in packer("plugins").ok().out


def test_a_blocked_plugin_is_listed_as_blocked(
    packer: Packer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_PLUGINS__BLOCK", "ebook, other")
    listed = {each["name"]: each["status"] for each in packer("plugins", "--json").ok().json()}
    assert listed["ebook"] == "blocked"


@pytest.mark.parametrize("group", [(), ("jobs",), ("rules",)])
def test_a_group_without_a_command_shows_its_help(packer: Packer, group: tuple[str, ...]) -> None:
    helped = packer(*group, "--help").ok()
    done = packer(*group).fails(2)
    assert done.out == ""
    assert done.err.strip() == helped.out.strip()
