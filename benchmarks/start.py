"""Starting, and the smallest jobs, against python itself and cp."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.contest import Row, hold, show
from tests.support.books import make_epub

BARE = "python -c 'import click'"
PACKER = str(Path(sys.executable).with_name("packer"))


def _run(*call: str) -> None:
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _without(folder: Path) -> Callable[[], None]:
    return partial(shutil.rmtree, folder, ignore_errors=True)


def rows(folder: Path, books: int) -> list[Row]:
    """The rows, with ``books`` books of 1 MB in the batch."""
    shelf, out, copy = folder / "shelf", folder / "out", folder / "copy"
    shelf.mkdir()
    for number in range(books):
        make_epub(shelf / f"{number}.epub", title=f"Book {number}", ballast=1_000_000)
    pack = ("pack", "--group", "DEMO", "--yes", "--no-fsync", "--output", str(out))
    free, kept = (*pack, "--no-record"), (*pack, "--record-job")
    os.environ["PACKER_DATA__FOLDER"] = str(folder / "data")
    # The database is made once for all.
    _run(PACKER, *kept, str(make_epub(folder / "first.epub")))
    every = [str(book) for book in sorted(shelf.iterdir())]
    return [
        Row(
            name="python -c 'import click'",
            work=partial(_run, sys.executable, "-c", "import click"),
        ),
        Row(
            name="packer --version",
            work=partial(_run, PACKER, "--version"),
            peer=BARE,
            target=2.0,
        ),
        Row(
            name="packer pack --no-record, one book of 1 MB",
            work=partial(_run, PACKER, *free, every[0]),
            prepare=_without(out),
            peer=BARE,
            target=8.0,
        ),
        Row(
            name="packer pack with its job row",
            work=partial(_run, PACKER, *kept, every[0]),
            prepare=_without(out),
            peer=BARE,
            target=16.0,
        ),
        Row(
            name=f"cp -r of {books} books",
            work=partial(_run, "cp", "-r", str(shelf), str(copy)),
            prepare=_without(copy),
        ),
        Row(
            name=f"packer pack, {books} books",
            work=partial(_run, PACKER, *free, *every),
            prepare=_without(out),
            peer=f"cp -r of {books} books",
            target=15.0,
        ),
    ]


def main(arguments: Sequence[str]) -> int:
    """Parse the arguments, hold the contest, show the results."""
    parser = argparse.ArgumentParser(prog="./run bench start", description=__doc__)
    parser.add_argument("--books", type=int, default=50, help="books in the batch")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="packer-bench-") as folder:
        results = hold("start", rows(Path(folder), chosen.books), chosen.rounds)
    show(results, chosen.json)
    return 0
