"""Packing and checking against cp, cat, cksfv, 7-Zip and zip, on a disk and in memory."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.contest import Result, Row, hold, show
from tests.support.books import make_epub

MIB = 1 << 20
SEVEN = Path(os.environ.get("PACKER_READERS", ".readers"))


class Field:
    """A folder with an input of one size, where the rows write side by side."""

    def __init__(self, folder: Path, size: int, cores: int) -> None:
        self.folder = folder
        self.source = folder / "input.epub"
        self.cores = cores
        self.rss: dict[str, float] = {}
        make_epub(self.source)
        with (
            zipfile.ZipFile(self.source, "a") as book,
            book.open("noise.bin", "w", force_zip64=True) as file,
        ):
            for _ in range(size // MIB):
                file.write(os.urandom(MIB))

    def fresh(self, name: str) -> Path:
        """An empty folder of a row."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / name).mkdir()
        return self.folder / name

    def ours(self, name: str, *work: str) -> float:
        """Run a part of the library in a process of its own; it times itself."""
        call = [sys.executable, "-m", "benchmarks.work", *work]
        done = subprocess.run(self._pinned(call), check=True, capture_output=True, text=True)
        told = json.loads(done.stdout)
        self.rss[name] = max(self.rss.get(name, 0), told["rss_mib"])
        return float(told["seconds"])

    def shell(self, command: str) -> None:
        """Run a peer."""
        subprocess.run(
            self._pinned(["sh", "-ec", command]),
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _pinned(self, call: Sequence[str]) -> list[str]:
        cores = ",".join(map(str, sorted(os.sched_getaffinity(0))[: self.cores]))
        return ["taskset", "-c", cores, *call]


def rows(field: Field) -> list[Row]:
    """All rows; a peer that is not installed is named and left out."""
    copy, made = field.folder / "copy", field.folder / "rar"
    source = str(field.source)
    pack_target, whole_target = (0.75, None) if field.cores > 1 else (1.05, 1.6)
    workers = str(field.cores)

    def ours(name: str, *work: str, peer: str, target: float | None) -> Row:
        return Row(
            name=name,
            work=partial(field.ours, name, *work),
            prepare=_quietly(partial(field.fresh, work[2].rpartition("/")[2])),
            peer=peer,
            target=target,
        )

    def place(name: str) -> str:
        return str(field.folder / name)

    found = [
        Row(name="cp", work=partial(field.shell, f"cp {source} {copy}"), prepare=_drop(copy)),
        Row(
            name="cp + sync -f",
            work=partial(field.shell, f"cp {source} {copy} && sync -f {copy}"),
            prepare=_drop(copy),
        ),
        Row(name="cat", work=partial(field.shell, f"cat {source} > /dev/null")),
        ours(
            "pack: RAR volumes + SFV", "pack", source, place("rar"), workers,
            peer="cp", target=pack_target,
        ),
        ours(
            "pack, zlib for the CRC", "pack-zlib", source, place("zlib"), workers,
            peer="cp", target=2.0,
        ),
        ours(
            "pack + fsync", "pack-sync", source, place("synced"), workers,
            peer="cp + sync -f", target=1.05,
        ),
        ours(
            "pack: ZIP of RAR", "zip", source, place("zip"), workers,
            peer="pack: RAR volumes + SFV", target=1.2,
        ),
        Row(
            name="check",
            work=partial(field.ours, "check", "check", source, str(made), workers),
            peer="cat",
            target=1.3,
        ),
        Row(
            name="packer pack (whole command)",
            work=partial(field.shell, _command(field)),
            prepare=_quietly(partial(field.fresh, "whole")),
            peer="cp + sync -f",
            target=whole_target,
        ),
    ]  # fmt: skip
    return [*found, *_peers(field)]


def _peers(field: Field) -> list[Row]:
    seven = next(iter(SEVEN.resolve().rglob("linux/x64/7zz")), None)
    made = f"cd {field.folder}/seven && {seven} a -bd -mx0 -v50000000b x.7z {field.source}"
    volumes = f"{made} && cksfv -b x.7z.*"
    commands = {
        "cksfv": ("cksfv", f"cksfv -b {field.source}"),
        "zip -0": ("zip", f"zip -q -0 -s 50m {field.folder}/zipped/x.zip {field.source}"),
        "7-Zip -mx0 -v50m + cksfv": (str(seven) if seven else "7zz", volumes),
    }
    folders = {"zip -0": "zipped", "7-Zip -mx0 -v50m + cksfv": "seven"}
    found = []
    for name, (program, command) in commands.items():
        if shutil.which(program) is None:
            print(f"{name}: not installed, left out", file=sys.stderr)
            continue
        prepare = _quietly(partial(field.fresh, folders[name])) if name in folders else None
        peer = "cp + sync -f" if name.startswith("7") else "cp"
        row = Row(name=name, work=partial(field.shell, command), peer=peer)
        found.append(row if prepare is None else Row(**{**_fields(row), "prepare": prepare}))
    return found


def _fields(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("name", "work", "peer", "target")}


def _command(field: Field) -> str:
    packer = Path(sys.executable).with_name("packer")
    return f"{packer} pack {field.source} --group DEMO --output {field.folder}/whole --yes"


def _drop(path: Path) -> Callable[[], None]:
    return lambda: path.unlink(missing_ok=True)


def _quietly(call: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        call()

    return run


def main(arguments: Sequence[str]) -> int:
    """Parse the arguments, hold the contests, show the results."""
    parser = argparse.ArgumentParser(prog="./run bench volumes", description=__doc__)
    parser.add_argument("--sizes", default="256", help="MiB, separated by commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cores", default="1,2", help="one core, two, or both")
    parser.add_argument("--places", default=f"{tempfile.gettempdir()},/dev/shm")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    results: list[Result] = []
    for place in chosen.places.split(","):
        for size in map(int, chosen.sizes.split(",")):
            for cores in map(int, chosen.cores.split(",")):
                results += _hold(Path(place), size, cores, chosen.rounds)
    show(results, chosen.json)
    return 0


def _hold(place: Path, size: int, cores: int, rounds: int) -> list[Result]:
    with tempfile.TemporaryDirectory(dir=place, prefix="packer-bench-") as folder:
        field = Field(Path(folder), size * MIB, cores)
        results = hold(f"{size} MiB, {cores} core(s), {place}", rows(field), rounds)
        for result in results:
            result.rss_mib = field.rss.get(result.name)
        return results
