"""Everything that the command line prints passes one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CLI = Path(__file__).resolve().parents[2] / "packages" / "packer-cli" / "src" / "packer_cli"

#: The door: what prints, the streams it prints to, and how a table folds its texts.
DOOR = frozenset({"output/terminal.py", "output/streams.py", "output/folding.py"})

#: Calls that write or ask, wherever their name comes from.
WRITING = frozenset(
    "print input getpass echo secho echo_via_pager prompt confirm Console writelines"
    " print_exc print_exception print_stack show_exception displayhook excepthook".split()
)

#: What nobody else touches, by whatever name.
STREAMS = frozenset(
    f"sys.{name}" for name in ("stdout", "stderr", "__stdout__", "__stderr__")
) | frozenset({"os.write", "os.writev", "builtins.print"})

#: Libraries that print. The bars are drawn by rich on the console of the door.
PRINTING = frozenset({"rich", "logging", "warnings", "questionary"})
ALLOWED = {"progress.py": frozenset({"rich.progress"})}


def writes(source: str, allowed: frozenset[str] = frozenset()) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
                name in WRITING and ast.unparse(node.func) != f"terminal.{name}"
            ):
                yield ast.unparse(node.func)
            case ast.Attribute() if ast.unparse(node) in STREAMS:
                yield ast.unparse(node)
            case ast.Import(names=names):
                yield from (each.name for each in names if _prints(each.name, allowed))
            case ast.ImportFrom(module=str(module), names=names):
                full = [f"{module}.{each.name}" for each in names]
                yield from (each for each in full if each in STREAMS)
                # A call by another name would not be seen.
                yield from (each.name for each in names if each.asname and each.name in WRITING)
                if _prints(module, allowed):
                    yield module
            case ast.Constant(value=str(value)) if value in ("/dev/tty", "/dev/stdout"):
                yield value


def _prints(module: str, allowed: frozenset[str]) -> bool:
    return module.partition(".")[0] in PRINTING and module not in allowed


def test_nothing_else_writes() -> None:
    found = {
        str(file.relative_to(CLI)): list(
            writes(file.read_text(encoding="utf-8"), ALLOWED.get(file.name, frozenset()))
        )
        for file in CLI.rglob("*.py")
    }
    for name in DOOR:
        # The door itself is found, or this test would find nothing anywhere.
        assert found.pop(name)
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "line",
    [
        "click.echo(name)",
        "print(name)",
        "click.prompt(name)",
        "Console().print(x)",
        "sys.stdout.write(name)",
        "write = sys.stderr.write",
        "sys.__stdout__.buffer.write(data)",
        "from sys import stdout",
        "from click import echo as tell",
        "os.write(1, data)",
        "import rich",
        "from rich.console import Console",
        "import logging",
        "traceback.print_exc()",
        "open('/dev/tty', 'w')",
    ],
)
def test_a_planted_write_is_found(line: str) -> None:
    assert list(writes(line))
