"""The texts of episodes and documents: rich, sparse and hostile metadata."""

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packer_core.nfo.cp437 import encode_cp437
from packer_core.nfo.diz import find_counter
from packer_core.nfo.render import losses, render_disks, render_nfo
from packer_core.values import (
    AudioTrack,
    DocumentMetadata,
    EpisodeMetadata,
    SubtitleTrack,
    VideoTrack,
)
from tests.support.nfo import TEMPLATES, document_variables, episode_variables, kind_variables

EPISODE = TEMPLATES["episode-nfo-en"].source
REPORT = TEMPLATES["episode-nfo-mediainfo-en"].source
DOCUMENT = TEMPLATES["document-nfo-en"].source
DOCUMENT_DIZ = TEMPLATES["document-diz-en"].source

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LONG = st.builds(lambda text, times: text * times, ANYTHING, st.integers(1, 40))
RELAXED = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

_OF_TYPE = {
    "str": LONG,
    "int": st.integers(),
    "float": st.floats(),
    "bool": st.booleans(),
}


def any_of(kind: type[Any], **fields: Any) -> Any:
    """Instances of a class of metadata with anything in its plain fields."""
    plain = {
        each.name: st.none() | _OF_TYPE[word]
        for each in attrs.fields(kind)
        if (word := getattr(each.type, "__args__", (str,))[0].__name__) in _OF_TYPE
        and each.default is None
    }
    return st.builds(kind, **{**plain, **fields})


def several(kind: type[Any]) -> Any:
    return st.lists(any_of(kind), max_size=4).map(tuple)


TEXTS = st.lists(LONG, max_size=3).map(tuple)
EPISODES = any_of(
    EpisodeMetadata,
    video=several(VideoTrack),
    audio=several(AudioTrack),
    subtitles=several(SubtitleTrack),
    episodes=st.lists(st.integers(), max_size=5).map(tuple),
    opponents=TEXTS,
)
DOCUMENTS = any_of(DocumentMetadata, authors=TEXTS, subjects=TEXTS)


def rows(text: str) -> list[str]:
    assert text.endswith("\r\n")
    encoded = encode_cp437(text)
    assert encoded.replaced == encoded.lost == ()
    lines = text.split("\r\n")[:-1]
    assert not any(char in line for line in lines for char in "\r\n\t\x1b")
    return lines


@RELAXED
@given(EPISODES, ANYTHING, st.sampled_from(["en", "fr"]))
def test_no_line_of_an_episodes_nfo_is_over_80_columns(
    episode: EpisodeMetadata, name: str, language: str
) -> None:
    variables = kind_variables(episode, language, dirname=name, group=name, notes=(name,))
    source = TEMPLATES[f"episode-nfo-mediainfo-{language}"].source
    assert all(len(line) <= 80 for line in rows(render_nfo(source, variables)))


@RELAXED
@given(DOCUMENTS, ANYTHING, st.integers(1, 3))
def test_the_texts_of_a_document_keep_their_shape(
    document: DocumentMetadata, name: str, disks: int
) -> None:
    variables = kind_variables(document, dirname=name, group=name, disk_count=disks)
    assert all(len(line) <= 80 for line in rows(render_nfo(DOCUMENT, variables)))
    for number, text in enumerate(render_disks(DOCUMENT_DIZ, variables), 1):
        assert len(rows(text)) <= 30
        assert all(len(line) <= 44 for line in rows(text))
        assert find_counter(text) == (number, disks)


def test_an_episode_states_its_tracks() -> None:
    text = render_nfo(EPISODE, episode_variables())
    for line in (
        "Run time .......: 0:42:17 ",
        "Resolution .....: 1080p, 1920x1080, 16:9 ",
        "Frame rate .....: 23.976 fps ",
        "Video ..........: H.264 High L4.1, 8 bit, 4520 kb/s ",
        "CRF ............: 18.5 ",
        "Audio ..........: 1. English, E-AC-3 5.1, 640 kb/s ",
        "                  2. Portuguese (BR), AAC 2.0, 128 kb/s, Talk ",
        "Subtitles ......: English (SDH), French (forced) ",
        "Archives .......: 25 x 50mb ",
        "Sample .........: 0:01:00 ",
        "Size ...........: 1234.6 MB ",
    ):
        assert f"║  {line}" in text


def test_a_french_text_names_languages_in_french() -> None:
    text = render_nfo(TEMPLATES["episode-nfo-fr"].source, episode_variables("fr"))
    assert "Audio ..........: 1. anglais, E-AC-3 5.1, 640 kb/s" in text
    assert "Sous-titres ....: anglais (SDH), français (forcés)" in text


def test_a_video_without_subtitles_says_so() -> None:
    text = render_nfo(EPISODE, episode_variables(subtitles=()))
    assert "Subtitles ......: none" in text


@pytest.mark.parametrize(
    ("source", "metadata"), [(EPISODE, EpisodeMetadata()), (DOCUMENT, DocumentMetadata())]
)
def test_what_is_not_known_is_left_out_of_a_sparse_text(source: str, metadata: Any) -> None:
    text = render_nfo(source, kind_variables(metadata, sample_seconds=None))
    for word in ("None", "Audio", "Author", "Subtitles", "Sample", "Run time", "Language", ": \r"):
        assert word not in text
    assert "DEMO" in text


def test_forty_tracks_of_sound_are_forty_lines() -> None:
    tracks = tuple(AudioTrack(codec="opus", language="sv", channels=2) for _ in range(40))
    text = render_nfo(EPISODE, episode_variables(audio=tracks))
    assert text.count("Swedish, Opus 2.0") == 40
    assert "║                    40. Swedish" in text


def test_a_very_long_title_and_cjk_names_stay_in_the_frame() -> None:
    variables = episode_variables(show="漢字の番組" * 200, episode_title="X" * 5000)
    lines = rows(render_nfo(EPISODE, variables))
    assert all(line.endswith("║") and len(line) == 78 for line in lines if "║" in line)
    assert len(lines) < 80


def test_the_reason_of_a_fix_stands_with_the_release() -> None:
    variables = attrs.evolve(episode_variables(), tags=("PROPER",), notes=("Sound was lost.",))
    assert "Reason .........: Sound was lost." in render_nfo(EPISODE, variables)
    plain = attrs.evolve(variables, tags=("INTERNAL",))
    assert "NOTES" in render_nfo(EPISODE, plain)


def test_media_infos_report_follows_in_columns() -> None:
    text = render_nfo(REPORT, episode_variables())
    assert text.endswith(
        "  General\r\n  Format                  : Matroska\r\n\r\n"
        "  Video\r\n  Format                  : AVC\r\n"
    )
    assert render_nfo(REPORT, episode_variables(media_report=None)) == render_nfo(
        EPISODE, episode_variables()
    )


def test_what_a_tracks_title_loses_is_told() -> None:
    variables = episode_variables(audio=(AudioTrack(title="a\ue000"),))
    assert losses(variables) == {"audio": "\ue000"}


def test_a_documents_diz_names_version_and_disk() -> None:
    first, second = render_disks(DOCUMENT_DIZ, document_variables(disks=2))
    assert "Version 1.2, 2nd" in first
    assert "DISK: [01/02]" in first
    assert "DISK: [02/02]" in second
    assert len(first) == len(second)
