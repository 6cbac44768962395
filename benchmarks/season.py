"""A season of made-up videos: one release after the other against several at a time."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.contest import Row, hold, show
from tests.support.made_videos import write_video

MIB = 1 << 20
PACKER = str(Path(sys.executable).with_name("packer"))


def _run(*call: str) -> None:
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)


def rows(folder: Path, episodes: int, size: int) -> list[Row]:
    """The rows, with a season of episodes of ``size`` bytes."""
    season, out, copy = folder / "season", folder / "out", folder / "copy"
    season.mkdir()
    for number in range(1, episodes + 1):
        write_video(season / f"The.Tide.S01E{number:02}.mkv", number, size)
    stated = ("--type", "TV", "--group", "DEMO", "--source", "WEB", "--set", "resolution=720p")
    pack = (PACKER, "pack", str(season), *stated, "--yes", "--no-fsync", "--output", str(out))
    drop = partial(shutil.rmtree, out, ignore_errors=True)
    one = "packer pack --workers 1"
    return [
        Row(
            name="cp -r of the season",
            work=partial(_run, "cp", "-r", str(season), str(copy)),
            prepare=partial(shutil.rmtree, copy, ignore_errors=True),
        ),
        Row(
            name=one,
            work=partial(_run, *pack, "--workers", "1"),
            prepare=drop,
            peer="cp -r of the season",
        ),
        Row(
            name="packer pack --workers 2",
            work=partial(_run, *pack, "--workers", "2"),
            prepare=drop,
            peer=one,
        ),
    ]


def main(arguments: Sequence[str]) -> int:
    """Parse the arguments, hold the contest, show the results."""
    parser = argparse.ArgumentParser(prog="./run bench season", description=__doc__)
    parser.add_argument("--episodes", type=int, default=10)
    parser.add_argument("--size", type=int, default=32, help="MiB of an episode")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    subject = f"season of {chosen.episodes} x {chosen.size} MiB"
    with tempfile.TemporaryDirectory(prefix="packer-bench-") as folder:
        found = rows(Path(folder), chosen.episodes, chosen.size * MIB)
        results = hold(subject, found, chosen.rounds)
    show(results, chosen.json)
    return 0
