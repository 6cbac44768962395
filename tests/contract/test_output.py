"""Everything that the command line prints passes one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CLI = Path(__file__).resolve().parents[2] / "packages" / "packer-cli" / "src" / "packer_cli"

#: Calls that write, wherever their name comes from; a question is a label, which is escaped.
WRITING = frozenset({"print", "echo", "secho", "echo_via_pager", "Console", "show_exception"})
WRITING_METHODS = frozenset({"sys.stdout.write", "sys.stderr.write", "os.write"})


def writes(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in WRITING_METHODS or name.rpartition(".")[2] in WRITING:
                yield name


def test_nothing_else_writes() -> None:
    found = {
        str(file.relative_to(CLI)): list(writes(file.read_text(encoding="utf-8")))
        for file in CLI.rglob("*.py")
    }
    found.pop("output.py")
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "line", ["click.echo(name)", "print(name)", "Console().print(x)", "sys.stdout.write(name)"]
)
def test_a_planted_write_is_found(line: str) -> None:
    assert list(writes(line))
