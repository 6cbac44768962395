"""Programs are started in one room, where they are kept from what is ours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

STARTING = frozenset({"Popen", "run", "call", "check_call", "check_output", "system", "popen"})


def starts(source: str) -> Iterator[str]:
    """The calls in a source that start a program, by a module that is for that."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        owner, _, called = name.rpartition(".")
        of_module = owner in ("subprocess", "os", "pty", "asyncio") and called in STARTING
        if of_module or (called.startswith(("exec", "spawn", "posix_spawn")) and owner == "os"):
            yield name


def test_nothing_else_starts_a_program() -> None:
    found = {
        file.relative_to(ROOT).as_posix().partition("/src/")[2]
        for file in ROOT.glob("packages/*/src/**/*.py")
        if list(starts(file.read_text(encoding="utf-8")))
    }
    assert found == {"packer_core/children.py"}


@pytest.mark.parametrize(
    "line",
    ["subprocess.run(['x'])", "os.system('x')", "os.execvp('x', [])", "subprocess.Popen([])"],
)
def test_a_planted_start_is_found(line: str) -> None:
    assert list(starts(line))
