"""Programs are started in one room, where they are kept from what is ours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

STARTING = frozenset({"Popen", "run", "call", "check_call", "check_output", "system", "popen"}) | {
    *("getoutput", "getstatusoutput", "create_subprocess_exec", "create_subprocess_shell"),
    *("spawn", "fork", "forkpty", "Process", "Pool", "get_context"),
}


MODULES = ("subprocess", "os", "pty", "asyncio", "asyncio.subprocess", "multiprocessing")


#: The places that start something, and why each may.
ARGUED = {
    "packer_core/children/__init__.py": "the room",
    "packer_core/children/starting.py": "becomes the program that it limits",
    "packer_core/nfo/apart/server.py": "a fork without keys, for one rendering, with limits",
    "packer_cli/session/workers.py": "forks of this process, which pack as it would",
}


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that a source gives to modules and to what it takes out of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            above = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            yield from ((each.asname or each.name, f"{above}{each.name}") for each in node.names)


def starts(source: str) -> Iterator[str]:
    """The calls in a source that start a program, by a module that is for that."""
    tree = ast.parse(source)
    known = dict(imported(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        owner, _, called = known.get(name, name).rpartition(".")
        owner = known.get(owner, owner)
        of_module = owner in MODULES and called in STARTING
        if of_module or (called.startswith(("exec", "spawn", "posix_spawn")) and owner == "os"):
            yield name


def test_nothing_else_starts_a_program() -> None:
    found = {
        file.relative_to(ROOT).as_posix().partition("/src/")[2]
        for file in ROOT.glob("packages/*/src/**/*.py")
        if list(starts(file.read_text(encoding="utf-8")))
    }
    assert found == set(ARGUED)


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run(['x'])",
        "os.system('x')",
        "os.execvp('x', [])",
        "os.posix_spawn('x', [], {})",
        "subprocess.Popen([])",
        "from subprocess import run as go; go(['x'])",
        "import subprocess as sub; sub.check_output(['x'])",
        "from os import execv; execv('x', [])",
        "from asyncio import create_subprocess_exec; create_subprocess_exec('x')",
        "pty.spawn('x')",
        "os.forkpty()",
        "multiprocessing.Process(target=print)",
    ],
)
def test_a_planted_start_is_found(line: str) -> None:
    assert list(starts(line))
