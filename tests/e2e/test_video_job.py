"""From a video to a release that independent tools accept and play."""

import shutil
import subprocess
from pathlib import Path

import pytest
import rarfile

from tests.support.cli import Packer
from tests.support.made_videos import write_video
from tests.support.needs import need
from tests.support.readers import REMEDY, Reader, tree_hashes

EXAMPLE = next((Path(__file__).parents[2] / "examples").glob("*.mkv"))
VOLUME = 50_000_000


@pytest.fixture(scope="module")
def episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of three volumes that no program can make smaller."""
    path = tmp_path_factory.mktemp("video") / "The.Tide.S01E01.mkv"
    write_video(path, 1, 120_000_000)
    return path


@pytest.fixture
def release(packer: Packer, episode: Path, tmp_path: Path) -> Path:
    stated = ("--group", "DEMO", "--source", "WEB", "--set", "resolution=720p", "--yes", "--json")
    done = packer("pack", episode, *stated, "--output", tmp_path / "out").ok()
    return Path(done.json()["path"])


def test_every_volume_but_the_last_has_the_exact_size(release: Path) -> None:
    sizes = [path.stat().st_size for path in sorted(release.glob("*.r*"), key=volume_number)]
    assert sizes[:-1] == [VOLUME, VOLUME]
    assert 0 < sizes[-1] < VOLUME


def volume_number(path: Path) -> int:
    return -1 if path.suffix == ".rar" else int(path.suffix[2:])


def test_a_packed_video_plays_from_any_place(release: Path, episode: Path) -> None:
    first = next(release.glob("*.rar"))
    with rarfile.RarFile(first) as archive, episode.open("rb") as source:
        (member,) = archive.infolist()
        assert member.filename == f"{first.stem}.mkv"
        with archive.open(member) as packed:
            for place in (0, VOLUME - 5_000, 2 * VOLUME - 5_000, 60_000_000):
                packed.seek(place)
                source.seek(place)
                assert packed.read(10_000) == source.read(10_000)


def test_others_unpack_the_same_video(
    release: Path, episode: Path, reader: Reader, tmp_path: Path
) -> None:
    reader.extract(next(release.glob("*.rar")), tmp_path / "unpacked")
    assert set(tree_hashes(tmp_path / "unpacked").values()) == set(
        tree_hashes(episode.parent).values()
    )


def test_the_sample_of_the_example_plays_without_a_fault(packer: Packer, tmp_path: Path) -> None:
    for program in ("ffmpeg", "ffprobe"):
        need(program, shutil.which(program), REMEDY)
    stated = ("--group", "DEMO", "--source", "WEB", "--yes", "--json")
    document = packer("pack", EXAMPLE, *stated, "--output", tmp_path).ok().json()
    (sample,) = (Path(document["path"]) / "Sample").iterdir()
    played = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", sample, "-f", "null", "-"], capture_output=True, check=True
    )
    assert played.stderr == b""
    asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", sample]
    seconds = float(subprocess.run(asked, capture_output=True, check=True).stdout)
    assert 50 <= seconds <= 70
    assert packer("check", document["path"], "--json").ok().json()["verdict"] == "pass"


def test_the_list_of_sums_is_right(release: Path) -> None:
    need("cksfv", shutil.which("cksfv"), REMEDY)
    (sums,) = release.glob("*.sfv")
    subprocess.run(["cksfv", "-q", "-g", sums.name], cwd=release, check=True)
