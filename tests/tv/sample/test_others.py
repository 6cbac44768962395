"""Samples of containers other than Matroska, and contact sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration, Cancelled, Unreadable
from packer_core.run import Run
from packer_core.settings import Settings
from packer_plugins_tv.sample import Wanted, contact_sheet
from packer_plugins_tv.sample.ffmpeg import cut_by_ffmpeg
from packer_plugins_tv.sample.pyav import cut_by_pyav
from tests.support.films import RATE, Films, ffmpeg, length, packets, play, probe
from tests.tv.sample.conftest import SMALL

pytestmark = pytest.mark.one_python

OTHERS = ["other.mp4", "other.ts", "other.avi", "other.mov"]

Cutter = Callable[[Path, Path, Wanted, Run], None]


@pytest.fixture(params=[cut_by_ffmpeg, cut_by_pyav], ids=["ffmpeg", "av"])
def cutter(request: pytest.FixtureRequest) -> Cutter:
    it: Cutter = request.param
    if it is cut_by_pyav:
        pytest.importorskip("av", reason="the extra av is not installed")
    return it


@pytest.mark.parametrize("name", OTHERS)
def test_a_sample_of_another_container_is_a_piece_of_the_work(
    name: str, films: Films, tmp_path: Path, a_run: Run, cutter: Cutter
) -> None:
    target = tmp_path / f"cut{Path(name).suffix}"
    cutter(films(name), target, SMALL, a_run)
    assert SMALL.least - 1 <= length(target) <= SMALL.most + 1
    assert play(target) == ""
    work, part = packets(films(name)), packets(target)
    assert part[0][0].key
    known = {packet.hash for packet in work[0]}
    assert all(packet.hash in known for packet in part[0])
    first = [packet.hash for packet in work[0]].index(part[0][0].hash)
    assert work[0][first].time - work[0][0].time >= SMALL.start - 0.1


@pytest.mark.parametrize("name", OTHERS)
def test_two_cuts_are_the_same_bytes(
    name: str, films: Films, tmp_path: Path, a_run: Run, cutter: Cutter
) -> None:
    one, two = (tmp_path / f"{each}{Path(name).suffix}" for each in "ab")
    cutter(films(name), one, SMALL, a_run)
    cutter(films(name), two, SMALL, a_run)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("name", ["other.mp4", "other.ts"])
def test_languages_are_kept(
    name: str, films: Films, tmp_path: Path, a_run: Run, cutter: Cutter
) -> None:
    target = tmp_path / f"cut{Path(name).suffix}"
    cutter(films(name), target, SMALL, a_run)
    spoken = [each.get("tags", {}).get("language") for each in probe(target)["streams"][1:]]
    assert spoken == ["eng", "fre"]


def test_a_short_work_is_sampled_around_its_middle(
    films: Films, tmp_path: Path, a_run: Run, cutter: Cutter
) -> None:
    short, target = tmp_path / "short.mp4", tmp_path / "cut.mp4"
    ffmpeg("-i", films("short.mkv"), "-c", "copy", short)
    cutter(short, target, SMALL, a_run)
    assert SMALL.least - 1 <= length(target) <= SMALL.most + 1
    first = [packet.hash for packet in packets(short)[0]].index(packets(target)[0][0].hash)
    assert 1 < first / RATE < 4


def test_what_is_no_video_is_refused_and_leaves_nothing(
    tmp_path: Path, a_run: Run, cutter: Cutter, films: Films
) -> None:
    broken, target = tmp_path / "broken.mp4", tmp_path / "cut.mp4"
    broken.write_bytes(b"\0\0\0\x18ftypisom" + b"nonsense" * 999)
    with pytest.raises(Unreadable):
        cutter(broken, target, SMALL, a_run)
    assert not target.exists()


def test_a_list_of_other_files_is_not_followed(films: Films, tmp_path: Path, a_run: Run) -> None:
    other = films("other.ts")
    listed = tmp_path / "list.ts"
    listed.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{other}\n#EXT-X-ENDLIST\n")
    with pytest.raises(Unreadable):
        cut_by_ffmpeg(listed, tmp_path / "cut.ts", SMALL, a_run)


def test_a_cut_can_be_stopped(films: Films, tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    target = tmp_path / "cut.mp4"
    with pytest.raises(Cancelled):
        cut_by_ffmpeg(films("other.mp4"), target, SMALL, Run(settings=Settings(), checkpoint=stop))
    assert not target.exists()


def test_a_missing_program_is_named(
    tmp_path: Path, a_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadConfiguration, match="ffprobe"):
        cut_by_ffmpeg(tmp_path / "a.mp4", tmp_path / "b.mp4", SMALL, a_run)


@pytest.mark.parametrize("name", ["sheet.png", "sheet.jpg"])
def test_a_contact_sheet_shows_the_work(
    name: str, films: Films, tmp_path: Path, a_run: Run
) -> None:
    target = tmp_path / name
    contact_sheet(films("plain.mkv"), target, a_run, columns=3, rows=2)
    picture = probe(target)["streams"][0]
    assert (picture["width"], picture["height"]) == (3 * 320, 2 * 180)


def test_no_contact_sheet_is_left_of_what_is_no_video(
    tmp_path: Path, a_run: Run, films: Films
) -> None:
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(b"nonsense")
    with pytest.raises(Unreadable):
        contact_sheet(broken, tmp_path / "sheet.png", a_run)
    assert not (tmp_path / "sheet.png").exists()
