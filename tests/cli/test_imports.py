"""A command imports what it needs, and nothing heavy before it needs it."""

import json
import subprocess
import sys

import pytest

#: What takes a millisecond at least, and has its place in some command.
HEAVY = frozenset(
    "alembic cattrs cryptography httpx2 jinja2 logging lxml paramiko platformdirs pluggy pypdf"
    " rapidfuzz rich ruamel sqlalchemy packer_core.plugins packer_core.run packer_core.schemas"
    " packer_core.stages packer_core.values".split()
)

#: A call -> what of it is needed for that; the others belong to other calls.
NEEDED = {
    ("--version",): "",
    ("--help",): "platformdirs",
    ("pack", "--help"): "platformdirs",
    ("jobs", "list", "--help"): "platformdirs",
    ("config", "path"): "platformdirs",
    (
        "config",
        "get",
        "pack.group",
    ): "platformdirs logging cattrs packer_core.values packer_core.schemas",
}

PROGRAM = """
import json, sys
before = set(sys.modules)
from packer_cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, *(set(sys.modules) - before)]), file=sys.stderr)
"""


@pytest.mark.parametrize("call", NEEDED, ids=" ".join)
def test_a_command_imports_nothing_heavy_that_it_does_not_need(call: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", PROGRAM, *call]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, *modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    assert HEAVY & set(modules) <= set(NEEDED[call].split())
