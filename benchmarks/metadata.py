"""Reading metadata against EbookLib, exiftool and pdfinfo.

Libraries are compared by the seconds that reading takes in one process, programs by those of the
whole process, the start of ours included. The files are made on the spot; a second contest takes
copies of the real ones, where the corpus is there.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.contest import Result, Row, hold, show
from benchmarks.shelf import WRITERS
from tests.support.corpus import CORPUS

SMALL, LARGE = 1_000_000, 100_000_000
#: How often the small and the large file are read in a round.
REPEATS = 20
PACKAGES = {"exiftool": "libimage-exiftool-perl", "pdfinfo": "poppler-utils"}
PEERS = {"epub": ("ebooklib", "exiftool"), "pdf": ("exiftool", "pdfinfo"), "mobi": ("exiftool",)}
TARGETS = {"ebooklib": 0.25, "exiftool": 1.0, "pdfinfo": 1.0}
CORPUS_FOLDERS = {"epub": ("epub",), "pdf": ("pdf",), "mobi": ("mobi",)}


def read(reader: str, files: Sequence[Path], repeats: int = 1) -> float:
    """Read files in a Python process of its own; the seconds without its start and imports."""
    call = [sys.executable, "-m", "benchmarks.reader", reader, str(repeats)]
    done = subprocess.run(
        call, input="\n".join(map(str, files)), check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _exiftool(files: Sequence[Path]) -> None:
    _run("exiftool", "-q", *map(str, files))


def _pdfinfo(files: Sequence[Path]) -> None:
    for file in files:
        _run("pdfinfo", str(file))


def _run(*call: str) -> None:
    # A peer that refuses one of the files has read it all the same.
    subprocess.run(call, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


PROGRAMS: dict[str, Callable[[Sequence[Path]], float | None]] = {
    "ebooklib": partial(read, "ebooklib"),
    "exiftool": _exiftool,
    "pdfinfo": _pdfinfo,
}


def available() -> set[str]:
    """The peers of this machine; those that are missing are named."""
    found = {name for name in PACKAGES if shutil.which(name)}
    found |= {"ebooklib"} if find_spec("ebooklib") else set()
    for name in sorted(PROGRAMS.keys() - found):
        package = PACKAGES.get(name, name)
        print(f"{name}: not installed ({package}), left out", file=sys.stderr)
    return found


def rows(kind: str, files: Sequence[Path], peers: set[str]) -> list[Row]:
    """The peers of a kind, and ours against each of them."""
    ours = partial(read, "packer", files)
    reading = Row(name="packer, reading", work=ours)
    whole = Row(name="packer, whole process", work=_from_outside(ours))
    found = [
        Row(name=name, work=partial(PROGRAMS[name], files)) for name in PEERS[kind] if name in peers
    ]
    for peer in [row.name for row in found]:
        row = reading if peer == "ebooklib" else whole
        target = TARGETS[peer] if (kind, peer) != ("epub", "exiftool") else None
        name = f"{row.name}, x {peer}"
        found.append(Row(name=name, work=row.work, peer=peer, target=target))
    return found or [reading, whole]


def _from_outside(work: Callable[[], float]) -> Callable[[], None]:
    """Work whose own seconds are left aside."""

    def run() -> None:
        work()

    return run


def size_rows(folder: Path) -> list[Row]:
    """One large file of each kind against one small file."""
    found = []
    for kind, write in WRITERS.items():
        files = {size: folder / f"{size}.{kind}" for size in (SMALL, LARGE)}
        for size, file in files.items():
            write(file, 1, size)
        small, large = (
            f"{kind}: a file of {size // 1_000_000} MB, {REPEATS} times" for size in files
        )
        found += [
            Row(name=small, work=partial(read, "packer", [files[SMALL]], REPEATS)),
            Row(
                name=large,
                work=partial(read, "packer", [files[LARGE]], REPEATS),
                peer=small,
                target=1.2,
            ),
        ]
    return found


def make_files(kind: str, folder: Path, count: int) -> list[Path]:
    """Files of about 1 MB."""
    files = [folder / f"{number}.{kind}" for number in range(count)]
    for number, file in enumerate(files):
        WRITERS[kind](file, number, SMALL)
    return files


def copy_files(kind: str, folder: Path, count: int) -> list[Path]:
    """Copies of the real files, round and round; none where there is no corpus."""
    places = [CORPUS / name for name in CORPUS_FOLDERS[kind]]
    real = sorted(path for place in places if place.is_dir() for path in place.iterdir())
    copies = []
    for number in range(count if real else 0):
        source = real[number % len(real)]
        copies.append(Path(shutil.copyfile(source, folder / f"real{number}{source.suffix}")))
    return copies


def main(arguments: Sequence[str]) -> int:
    """Parse the arguments, hold the contests, show the results."""
    parser = argparse.ArgumentParser(prog="./run bench metadata", description=__doc__)
    parser.add_argument("--kinds", default=",".join(WRITERS), help="kinds, separated by commas")
    parser.add_argument("--files", type=int, default=100, help="files of a kind")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    peers, results = available(), list[Result]()
    for kind in chosen.kinds.split(","):
        results += _hold(kind, chosen.files, chosen.rounds, peers)
    with tempfile.TemporaryDirectory(prefix="packer-bench-") as folder:
        results += hold("metadata by size of the file", size_rows(Path(folder)), chosen.rounds)
    show(results, chosen.json)
    return 0


def _hold(kind: str, count: int, rounds: int, peers: set[str]) -> list[Result]:
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="packer-bench-") as folder:
        for what, make in {"made": make_files, "real": copy_files}.items():
            files = make(kind, Path(folder), count)
            if not files:
                print(f"no real files: the corpus is not in {CORPUS}", file=sys.stderr)
                continue
            subject = f"metadata of {count} {what} files, {kind}"
            results += hold(subject, rows(kind, files, peers), rounds)
    return results
