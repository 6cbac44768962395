"""Programs that others wrote, which say whether an archive or an SFV that Packer wrote is good.

A test takes the fixture `reader` and runs once for each of them:

    def test_a_set_is_read_by_others(reader, tmp_path):
        reader.test(first_volume)
        reader.extract(first_volume, tmp_path)

Every reader is a process with a time limit, so that a broken archive breaks one test only. An exit
code is no proof that the bytes are right: compare what was extracted, for example by `tree_hashes`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.needs import need
from tools.readers import READERS as FOLDER
from tools.readers import seven_zip

TIME_LIMIT = 600
REMEDY = "./run tests -s system installs it"
SCRIPT = Path(__file__).with_name("read_archive.py")
NODE_SCRIPT = Path(__file__).with_name("read_archive.cjs")

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Reader:
    """A program that tests and extracts a RAR set, given its first volume."""

    name: str
    program: Path | str | None
    test_command: Callable[[Path], Command]
    extract_command: Callable[[Path, Path], Command]

    def available(self) -> bool:
        """Whether the program is installed."""
        return self.program is not None and shutil.which(self.program) is not None

    def test(self, first_volume: Path) -> None:
        """Let the program test the set; AssertionError with its output if it finds a fault."""
        run(self.test_command(first_volume))

    def extract(self, first_volume: Path, into: Path) -> None:
        """Let the program extract the set; AssertionError with its output if it cannot."""
        into.mkdir(parents=True, exist_ok=True)
        run(self.extract_command(first_volume, into))


def run(command: Command, cwd: Path | None = None) -> str:
    """What the command printed; AssertionError with all of it unless it succeeds."""
    # Names in archives are converted by the locale; C alone knows no other letters than ASCII.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "FOLDER": str(FOLDER)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIME_LIMIT,
        check=False,
    )
    output = done.stdout.decode(errors="replace")
    line = " ".join(str(part) for part in command)
    assert done.returncode == 0, f"{line}\nexit code {done.returncode}\n{output}"
    return output


def python_reader(name: str, python: Path, engine: str) -> Reader:
    """A library, driven by our own few lines in the environment that holds it."""
    return Reader(
        name,
        python,
        lambda first: [python, SCRIPT, engine, "test", first],
        lambda first, into: [python, SCRIPT, engine, "extract", first, into],
    )


def node_reader(name: str) -> Reader:
    """The WebAssembly build of unrar."""
    own = FOLDER / "node" / "bin" / "node"
    node = own if own.exists() else "node"
    module = FOLDER / "npm" / "node_modules" / "node-unrar-js"
    return Reader(
        name,
        node if module.is_dir() else None,
        lambda first: [node, NODE_SCRIPT, module, "test", first],
        lambda first, into: [node, NODE_SCRIPT, module, "extract", first, into],
    )


SEVEN_ZIP = seven_zip(FOLDER / "npm")

READERS = (
    python_reader("unrar-5", FOLDER / "unrar5" / "bin" / "python", "unrar"),
    node_reader("unrar-6"),
    python_reader("unrar-7", FOLDER / "unrar7" / "bin" / "python", "unrar"),
    Reader(
        "7-zip",
        SEVEN_ZIP,
        lambda first: [SEVEN_ZIP, "t", "-bd", "-y", first],
        lambda first, into: [SEVEN_ZIP, "x", "-bd", "-y", f"-o{into}", first],
    ),
    Reader(
        "unar",
        "unar",
        lambda first: ["lsar", "-t", first],
        lambda first, into: ["unar", "-f", "-D", "-o", into, first],
    ),
    python_reader("rarfile", Path(sys.executable), "rarfile"),
)

# No judge: it checks no CRC of stored data and stops at recovery records. But it is what file
# managers and media players read with, so compare what it extracts.
LIBARCHIVE = python_reader("libarchive", Path(sys.executable), "libarchive")


@pytest.fixture(params=[pytest.param(it, id=it.name, marks=pytest.mark.readers) for it in READERS])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Each independent reader of RAR sets in turn."""
    it: Reader = request.param
    need(it.name, it.available(), REMEDY)
    return it


def cksfv(directory: Path, sfv: str | Path) -> None:
    """Let cksfv check every file that the SFV names, in `directory`."""
    need("cksfv", shutil.which("cksfv"), REMEDY)
    run(["cksfv", "-f", Path(directory, sfv).resolve()], cwd=directory)


def rhash_check(directory: Path, sfv: str | Path) -> None:
    """Let RHash check every file that the SFV names, in `directory`."""
    need("rhash", shutil.which("rhash"), REMEDY)
    run(["rhash", "--check", Path(directory, sfv).resolve()], cwd=directory)


def rebuild_with_pyrescene(first_or_sfv: Path, sources: Path, into: Path) -> None:
    """Let pyReScene take the set apart and build it again from the files in `sources`.

    It understands every byte of a set that it can rebuild: compare the volumes in `into`.
    """
    python = FOLDER / "pyrescene" / "bin" / "python"
    need("pyrescene", python.exists(), REMEDY)
    into.mkdir(parents=True, exist_ok=True)
    srr = python.with_name("srr.py")
    # Its own escapes warn on newer Pythons; that is not what we look for.
    start = [python, "-W", "ignore", srr, "-y"]
    run([*start, "-o", into / "set.srr", first_or_sfv])
    run([*start, "-r", "-i", sources, "-o", into, into / "set.srr"])


def tree_hashes(directory: Path) -> dict[str, str]:
    """SHA-256 of every file below the folder, by its path with `/`."""
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def damage(path: Path, offsets: Iterable[int]) -> None:
    """Flip all bits of the bytes at these offsets; below zero counts from the end."""
    content = bytearray(path.read_bytes())
    for offset in offsets:
        content[offset] ^= 0xFF
    path.write_bytes(content)
