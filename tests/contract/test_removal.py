"""Nothing of the program removes or renames but the one place that asks for a proof."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Names of functions and methods that take something away from where it is.
REMOVING = frozenset({"rmtree", "unlink", "rmdir", "removedirs", "rename", "renames", "move"})
#: The same under names that collections and texts have, too.
OF_THE_SYSTEM = frozenset({"remove", "replace", "truncate"})
#: What makes a folder of its own, and removes it.
OWN_FOLDERS = frozenset({"TemporaryDirectory", "NamedTemporaryFile", "mkdtemp", "mkstemp"})

#: Places outside the room of files, and why each is no removal of what came from outside.
ARGUED = {
    ("packer_core/stages/output/publishing.py", "rename"): "into an area of ours, looked at twice",
    (
        "packer_core/archives/reading/verification.py",
        "TemporaryDirectory",
    ): "volumes copied for a program",
    (
        "packer_cli/commands/config/edit.py",
        "TemporaryDirectory",
    ): "a copy of config.yaml to be edited",
}


def removals(source: str) -> Iterator[str]:
    """The calls in a source that remove, rename or replace."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        of_system = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "os"
        # A text takes two arguments for it, a path one.
        of_path = name == "replace" and len(node.args) == 1 and not node.keywords
        listed = name in REMOVING | OWN_FOLDERS
        if listed or of_path or (of_system and name in OF_THE_SYSTEM):
            yield name


def found() -> Iterator[tuple[str, str]]:
    for folder in sorted(ROOT.glob("packages/*/src")):
        for file in sorted(folder.rglob("*.py")):
            name = file.relative_to(folder).as_posix()
            if not name.startswith("packer_core/files/"):
                yield from ((name, call) for call in removals(file.read_text(encoding="utf-8")))


def test_nothing_removes_but_the_one_place() -> None:
    assert set(found()) == set(ARGUED)


@pytest.mark.parametrize(
    "line",
    [
        "shutil.rmtree(path)",
        "rmtree(path)",
        "path.unlink(missing_ok=True)",
        "os.remove(path)",
        "Path(name).rename(other)",
        "draft.replace(path)",
        "os.replace(draft, path)",
        "shutil.move(a, b)",
        "tempfile.TemporaryDirectory()",
    ],
)
def test_a_planted_removal_is_found(line: str) -> None:
    assert list(removals(f"def work(path):\n    {line}\n"))


@pytest.mark.parametrize("line", ["'a'.replace('b', 'c')", "self._written.remove(number)"])
def test_what_is_no_removal_is_not_taken_for_one(line: str) -> None:
    assert not list(removals(line))
