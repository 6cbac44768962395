"""Samples of Matroska and WebM, as ffmpeg and MKVToolNix see them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.run import Run
from packer_core.settings import Settings
from packer_plugins_tv.sample import Wanted, cut_matroska
from tests.support.films import RATE, Films, length, packets, place_in, play, probe, structure
from tests.tv.sample.conftest import SMALL, Cut

Sample = Callable[[str], Path]

FILMS = [
    "plain.mkv",
    "open-gop.mkv",
    "vp9.webm",
    "live.webm",
    "piped.mkv",
    "mkvmerge.mkv",
    "no-cues.mkv",
    "groups.mkv",
    "stripped.mkv",
    "nanoseconds.mkv",
    "late.mkv",
]

#: What a stream says of itself that a sample must say too.
SAME = ("codec_name", "codec_type", "profile", "width", "height", "channels", "extradata_size")


def test_a_sample_of_an_episode_is_a_minute_from_after_two_minutes(films: Films, cut: Cut) -> None:
    sample = cut(films("long.mkv"), Wanted())
    work, part = packets(films("long.mkv"))[0], packets(sample)[0]
    assert 50 <= length(sample) <= 70
    assert 120 <= work[place_in(part, work)].time <= 126.1
    assert play(sample) == ""


@pytest.mark.parametrize("name", FILMS)
def test_a_sample_is_as_long_as_wanted_and_read_by_others_without_complaint(
    name: str, sample: Sample
) -> None:
    assert SMALL.least <= length(sample(name)) <= SMALL.most
    assert structure(sample(name))
    # Where no picture but the first stands alone, the first reference to the past is missed.
    assert not play(sample(name)) or name == "open-gop.mkv"


@pytest.mark.parametrize("name", [name for name in FILMS if name != "open-gop.mkv"])
def test_every_picture_of_the_interval_is_there_unchanged(
    name: str, films: Films, sample: Sample
) -> None:
    work, part = packets(films(name))[0], packets(sample(name))[0]
    first = place_in(part, work)
    assert part[0].key
    assert work[first].time - work[0].time >= SMALL.start
    assert min(packet.time for packet in part) == pytest.approx(0, abs=0.001)
    assert len(part) / RATE == pytest.approx(length(sample(name)), abs=0.3)


@pytest.mark.parametrize("name", [name for name in FILMS if name != "open-gop.mkv"])
def test_all_sound_of_the_interval_is_there_unchanged(
    name: str, films: Films, sample: Sample
) -> None:
    work, part = packets(films(name)), packets(sample(name))
    sounds = [it["index"] for it in probe(films(name))["streams"] if it["codec_type"] == "audio"]
    assert sounds
    for index in sounds:
        place_in(part[index], work[index])
        # Blocks of several frames are kept as they are, or left out.
        assert abs(part[index][0].time) < 0.3
        assert part[index][-1].time > part[0][-1].time - 0.3


@pytest.mark.parametrize("name", FILMS)
def test_tracks_keep_their_languages_and_flags(name: str, films: Films, sample: Sample) -> None:
    work, part = probe(films(name))["streams"], probe(sample(name))["streams"]
    for one, other in zip(work, part, strict=True):
        assert [one.get(field) for field in SAME] == [other.get(field) for field in SAME]
        assert one["disposition"] == other["disposition"]
        assert one.get("tags", {}).get("language") == other.get("tags", {}).get("language")


def test_stripping_headers_made_the_film_no_other(films: Films) -> None:
    whole, stripped = packets(films("plain.mkv"))[0], packets(films("stripped.mkv"))[0]
    assert [each.hash for each in whole] == [each.hash for each in stripped]


@pytest.mark.parametrize("name", ["plain.mkv", "groups.mkv", "live.webm"])
def test_two_cuts_are_the_same_bytes(name: str, films: Films, cut: Cut) -> None:
    assert cut(films(name)).read_bytes() == cut(films(name)).read_bytes()


def test_the_end_is_before_a_key_frame_where_one_is_near(films: Films, sample: Sample) -> None:
    work, part = packets(films("plain.mkv"))[0], packets(sample("plain.mkv"))[0]
    assert work[place_in(part, work) + len(part)].key


def test_leading_pictures_that_need_what_was_cut_off_are_left_out(
    films: Films, sample: Sample
) -> None:
    work, part = packets(films("open-gop.mkv"))[0], packets(sample("open-gop.mkv"))[0]
    assert min(packet.time for packet in part) == part[0].time
    known = {packet.hash for packet in work}
    assert all(packet.hash in known for packet in part)


def test_a_short_work_is_sampled_around_its_middle(films: Films, cut: Cut) -> None:
    source = films("short.mkv")
    sample = cut(source)
    begin = place_in(packets(sample)[0], packets(source)[0]) / RATE
    assert SMALL.least <= length(sample) <= SMALL.most
    assert abs(begin + length(sample) / 2 - length(source) / 2) < 2
    assert play(sample) == ""


def test_a_work_with_one_key_frame_is_sampled_from_there(films: Films, cut: Cut) -> None:
    sample = cut(films("few-keys.mkv"))
    assert place_in(packets(sample)[0], packets(films("few-keys.mkv"))[0]) == 0
    assert length(sample) == pytest.approx(SMALL.aim, abs=0.5)
    assert play(sample) == ""


def test_a_work_shorter_than_a_sample_is_taken_whole(films: Films, cut: Cut) -> None:
    source = films("tiny.mkv")
    sample = cut(source)
    assert length(sample) == pytest.approx(length(source), abs=0.05)
    work, part = packets(source), packets(sample)
    assert [each.hash for each in part[0]] == [each.hash for each in work[0]]
    # At either end a frame of sound may lie beside the pictures.
    assert len(part[1]) + 2 >= len(work[1])


def test_subtitles_are_clipped_to_the_sample(sample: Sample) -> None:
    shown = probe(sample("plain.mkv"), "-show_packets", "-select_streams", "s:0")["packets"]
    # The line that was on the screen when the sample begins is there from its first moment.
    assert float(shown[0]["pts_time"]) == 0
    assert 0 < float(shown[0]["duration_time"]) < 5.5
    last = shown[-1]
    assert (
        float(last["pts_time"]) + float(last["duration_time"])
        <= length(sample("plain.mkv")) + 0.001
    )


def test_figures_of_the_whole_work_are_not_told_of_the_sample(films: Films, sample: Sample) -> None:
    said = structure(sample("mkvmerge.mkv"))
    assert "NUMBER_OF_FRAMES" in structure(films("mkvmerge.mkv"))
    assert "NUMBER_OF_FRAMES" not in said
    assert "_STATISTICS_" not in said
    assert "Title: The Film" in said
    assert "ENCODER" in said


def test_the_index_leads_to_every_key_frame(films: Films, cut: Cut) -> None:
    sample = cut(films("mkvmerge.mkv"))
    keys = sum(packet.key for packet in packets(sample)[0])
    assert (
        structure(sample).count("|+ Cue point") + structure(sample).count("| + Cue point") == keys
    )


def test_other_lengths_can_be_wanted(films: Films, cut: Cut) -> None:
    sample = cut(films("plain.mkv"), Wanted(start=5, least=2, most=4))
    assert 2 <= length(sample) <= 4


def test_a_target_that_exists_is_left_alone(films: Films, tmp_path: Path, a_run: Run) -> None:
    target = tmp_path / "there.mkv"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        cut_matroska(films("tiny.mkv"), target, Wanted(), a_run)
    assert target.read_bytes() == b"mine"


def test_a_cut_can_be_stopped_and_leaves_nothing(films: Films, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) > 1:
            raise Stop

    target = tmp_path / "stopped.mkv"
    with pytest.raises(Stop):
        cut_matroska(
            films("plain.mkv"), target, Wanted(), Run(settings=Settings(), checkpoint=stop)
        )
    assert not target.exists()
