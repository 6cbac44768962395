"""The filters and functions of templates for what video and sound files are: run times, rates."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from packer_core.nfo import lines

#: Names that are written otherwise than in capitals.
_NAMES = {
    "h264": "H.264",
    "hevc": "H.265",
    "mpeg4": "MPEG-4",
    "mpeg2": "MPEG-2",
    "mpeg1": "MPEG-1",
    "vc1": "VC-1",
    "theora": "Theora",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "truehd": "TrueHD",
    "opus": "Opus",
    "vorbis": "Vorbis",
    "vobsub": "VobSub",
    "webvtt": "WebVTT",
    "teletext": "Teletext",
    "eia608": "EIA-608",
    "matroska": "Matroska",
    "webm": "WebM",
}

#: Shapes of pictures that go by whole numbers, and how far a picture may be from one.
_ASPECTS = {"4:3": 4 / 3, "16:9": 16 / 9}
_NEAR = 0.01

#: Speakers and how many of them are for the deepest tones, where no layout tells.
_SPEAKERS = {6: "5.1", 7: "6.1", 8: "7.1"}

#: Columns of a name in MediaInfo's report, and the lines a value there may take.
_REPORT_COLUMN = 26
_REPORT_LINES = 8


def duration(seconds: object) -> str:
    """A run time in hours, minutes and seconds: ``0:42:17``."""
    value = _number(seconds)
    if value is None:
        return ""
    whole = round(value)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def fps(rate: object) -> str:
    """Pictures a second: ``23.976 fps``."""
    value = _number(rate)
    return "" if value is None else f"{_short(value, 3)} fps"


def aspect(ratio: object) -> str:
    """The shape of a picture from its width by its height: ``16:9``, ``2.39:1``."""
    value = _number(ratio)
    if value is None:
        return ""
    for name, exact in _ASPECTS.items():
        if abs(value - exact) < _NEAR:
            return name
    return f"{_short(value, 2)}:1"


def kbps(rate: object) -> str:
    """A bit rate given in bits a second: ``640 kb/s``."""
    value = _number(rate)
    return "" if value is None else f"{round(value / 1000)} kb/s"


def channels(count: object, layout: object = None) -> str:
    """Channels as they are spoken of: ``5.1``.

    :param layout: the channels' names (``L R C LFE Ls Rs``), where they are known.
    """
    value = _number(count)
    if value is None:
        return ""
    number = round(value)
    if isinstance(layout, str) and layout:
        deep = sum(name.startswith("LFE") for name in layout.upper().split())
        return f"{max(number - deep, 0)}.{deep}"
    return _SPEAKERS.get(number, f"{number}.0")


def media_name(word: object) -> str:
    """The usual name of a codec or container: ``H.264``, ``E-AC-3``, ``Matroska``."""
    text = word if isinstance(word, str) else ""
    return _NAMES.get(text.lower(), text.upper())


def episode_code(season: object, episodes: Any = (), part: object = None) -> str:
    """The numbers of an episode: ``S01E02``, ``S01E02-E04`` for some in a row, ``S01E02A``.

    Empty where no number is known.
    """
    numbers = [value for value in episodes if isinstance(value, int)] if _is_list(episodes) else []
    text = f"S{season:02}" if isinstance(season, int) else ""
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        text += f"E{numbers[0]:02}-E{numbers[-1]:02}"
    else:
        text += "".join(f"E{number:02}" for number in numbers)
    return f"{text}{part}" if text and part else text


def report(text: object, width: int = 76) -> list[str]:
    """MediaInfo's report in lines of at most ``width`` columns, its values below each other."""
    if not isinstance(text, str):
        return []
    width = min(max(width, 2 * _REPORT_COLUMN), 200)
    written: list[str] = []
    for line in text.split("\n"):
        name, separator, value = line.partition(" : ")
        if separator:
            written.extend(_reported(name.strip(), value.strip(), width))
        else:
            written.append(lines.shorten(line, width))
    return written


def _reported(name: str, value: str, width: int) -> list[str]:
    head = f"{lines.shorten(name, _REPORT_COLUMN - 2):<{_REPORT_COLUMN - 2}}: "
    wrapped = lines.wrap(value, width - _REPORT_COLUMN, _REPORT_LINES) or [""]
    more = (" " * _REPORT_COLUMN + line for line in wrapped[1:])
    return [(head + wrapped[0]).rstrip(), *more]


def _number(value: object) -> float | None:
    """A number that can be written; what is no such number is not known."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or not 0 < value < 1e15:
        return None
    return float(value)


def _short(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


MEDIA_FILTERS: Mapping[str, Callable[..., Any]] = {
    "duration": duration,
    "fps": fps,
    "aspect": aspect,
    "kbps": kbps,
    "channels": channels,
    "media_name": media_name,
    "report": report,
}

MEDIA_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "episode_code": episode_code,
}
