"""Tracks of a video or sound file as a template reads them: ``audio[0].language``.

A track is a mapping of plain values, so that it may cross into the process that renders the
templates of users. What each of its entries is, is the label ``nfo.track.<name>``.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

import attrs

from packer_core.nfo.words.labels import language_name
from packer_core.values.works.media import AudioTrack, SubtitleTrack, VideoTrack

#: A value that a template reads: text, a number, whether, or not known.
Scalar: TypeAlias = str | int | float | bool | None

#: A track by the names of its fields.
Track: TypeAlias = Mapping[str, Scalar]

#: The classes of tracks.
TRACKS = (VideoTrack, AudioTrack, SubtitleTrack)

# x264 and x265 write their settings as "key=value" between slashes or blanks.
_CRF = re.compile(r"(?:^|[\s/])crf=(\d{1,2}(?:\.\d{1,3})?)(?![\w.])")

_UNKNOWN_LANGUAGE = "und"


def track_facts(track: VideoTrack | AudioTrack | SubtitleTrack, text_language: str) -> Track:
    """A track's fields by name, its language by its name in ``text_language``.

    A video track has ``crf`` as well: the constant rate factor that its encoder's settings state.
    """
    facts: dict[str, Scalar] = {
        name: plain(getattr(track, name)) for name in attrs.fields_dict(type(track))
    }
    facts["language"] = _language(track.language, text_language)
    if isinstance(track, VideoTrack):
        facts["crf"] = _crf(track.encoder_settings or "")
    return facts


def track_names(track: type[VideoTrack | AudioTrack | SubtitleTrack]) -> tuple[str, ...]:
    """The names that a template may read of a track of that class."""
    own = tuple(attrs.fields_dict(track))
    return (*own, "crf") if track is VideoTrack else own


def plain(value: object) -> Scalar:
    """A value of the metadata as a template reads it: whole numbers without a fraction."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def _language(tag: str | None, text_language: str) -> str | None:
    """``Portuguese (BR)``: two tracks may differ in nothing but the region or the script."""
    if not tag or tag.lower() == _UNKNOWN_LANGUAGE:
        return None
    name = language_name(tag, text_language)
    variety = tag.replace("_", "-").partition("-")[2]
    return f"{name} ({variety})" if variety and name != tag else name


def _crf(settings: str) -> Scalar:
    found = _CRF.search(settings)
    return plain(float(found[1])) if found else None
