"""From a video to a release that independent tools accept and play."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import rarfile

from tests.support.cli import Packer, packer_process
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


@pytest.fixture(scope="module")
def release(episode: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its release, made once: look at it, and change nothing."""
    output = tmp_path_factory.mktemp("release")
    stated = ("--group", "DEMO", "--source", "WEB", "--set", "resolution=720p", "--yes", "--json")
    done = packer_process(
        *("pack", episode, *stated, "--no-record", "--output", output),
        PACKER_CONFIG=str(output / "none"),
        PACKER_RULES__FOLDER=str(output / "none"),
    )
    out, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    return Path(json.loads(out)["path"])


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


@pytest.mark.one_python
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


def test_a_missing_source_is_named_by_its_option(packer: Packer, tmp_path: Path) -> None:
    failed = packer("pack", EXAMPLE, "--group", "DEMO", "--output", tmp_path).fails(2)
    assert "--source" in failed.err
    assert list(tmp_path.iterdir()) == []


def test_yes_takes_the_source_that_the_rule_set_offers(packer: Packer, tmp_path: Path) -> None:
    planned = packer("plan", EXAMPLE, "--group", "DEMO", "--yes", "--json").ok().json()
    assert planned["dirname"].endswith(".720p.WEB.H264-DEMO")
    assert planned["origins"]["source"] == "default"


def test_a_source_without_a_word_is_refused_whatever_the_file_is(packer: Packer) -> None:
    failed = packer("plan", EXAMPLE, "--group", "DEMO", "--source", "VHS", "--yes").fails(2)
    assert "WEB.H264" in failed.err


@pytest.fixture
def minute(tmp_path: Path) -> Path:
    """A work that is too short for a sample."""
    path = tmp_path / "The.Tide.S01E02.mkv"
    write_video(path, 2, 2_000_000, seconds=20)
    return path


def test_a_work_too_short_for_a_sample_is_told_before_a_byte_is_written(
    packer: Packer, minute: Path, tmp_path: Path
) -> None:
    stated = ("--group", "DEMO", "--source", "WEB", "--set", "resolution=720p", "--yes")
    out = tmp_path / "out"
    failed = packer("pack", minute, *stated, "--output", out).fails(4)
    assert "sample.duration" in failed.err
    assert not out.exists()
    waived = ("--waive", "sample.duration=the work is a trailer")
    packer("pack", minute, *stated, *waived, "--output", out).ok()


def test_a_format_that_the_rules_refuse_is_told_with_those_they_take(
    packer: Packer, tmp_path: Path
) -> None:
    need("ffmpeg", shutil.which("ffmpeg"), REMEDY)
    video = tmp_path / "The.Tide.S01E01.mp4"
    made = ["ffmpeg", "-v", "error", "-i", EXAMPLE, "-t", "2", "-c", "copy", "-sn", video]
    subprocess.run(made, check=True)
    failed = packer("pack", video, "--group", "DEMO", "--source", "WEB", "--yes").fails(3)
    assert "mkv" in failed.err
