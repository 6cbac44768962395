"""guessit's answer to a name, in the words of Packer."""

import re
from collections.abc import Mapping
from typing import Any

# A group for guessit to find: without one it takes the first word of "Spider-Man" for it.
_DECOY = "-NOGRP"
_NO_DECOY = re.compile(r"[- ]?NOGRP")
#: Words of guessit for sources, where the end of the name has none that rule sets know.
_SOURCES = {
    "Web": "WEB",
    "HDTV": "HDTV",
    "Analog HDTV": "AHDTV",
    "Ultra HDTV": "UHDTV",
    "Digital TV": "PDTV",
    "Satellite": "DSR",
    "Blu-ray": "BluRay",
    "Ultra HD Blu-ray": "BluRay",
    "DVD": "DVD",
}
_CODECS = {
    "H.264": "h264",
    "H.265": "hevc",
    "Xvid": "mpeg4",
    "DivX": "mpeg4",
    "AV1": "av1",
    "VP9": "vp9",
    "VP8": "vp8",
    "MPEG-2": "mpeg2",
    "VC-1": "vc1",
}
_COUNTRIES = frozenset(
    "AR AT AU BE BR CA CH CZ DE DK ES FI FR GR HU IE IL IN IT JP KR MX NL NO NZ PL PT RO RU SE TR "
    "UK US ZA".split()
)
_LINES = re.compile(r"(\d{3,4})([pi])")


def guess(name: str, *, marked: bool) -> Mapping[str, Any]:
    """guessit's answer.

    :param marked: whether the name marks numbers as those of an episode, or has a date: else they
        are words of the title.
    """
    from guessit import guessit
    from guessit.api import GuessitException

    options = {} if marked else {"type": "movie"}
    try:
        found: Mapping[str, Any] = guessit(f"{name}{_DECOY}.mkv", options)
    except GuessitException:
        return {}
    return found


def country(guessed: Mapping[str, Any]) -> str | None:
    """A country that shows are told apart by; others are words of titles (``Howser.MD``)."""
    code = getattr(one(guessed.get("country")), "alpha2", None)
    code = {"GB": "UK"}.get(code, code) if isinstance(code, str) else None
    return code if code in _COUNTRIES else None


def resolution(guessed: Mapping[str, Any]) -> str | None:
    """The size of the pictures as the name states it, in lines (``720p``)."""
    size = str(one(guessed.get("screen_size")) or "")
    return size if _LINES.fullmatch(size) else None


def source(guessed: Mapping[str, Any]) -> str | None:
    """The source, by the words that rule sets know."""
    known = _SOURCES.get(str(one(guessed.get("source"))))
    others = guessed.get("other")
    rip = "Rip" in (others if isinstance(others, list) else [others])
    return {"WEB": "WEBRip", "DVD": "DVDRip"}.get(known or "", known) if rip else known


def language(guessed: Mapping[str, Any]) -> str | None:
    """guessit's language, where it is one alone: it also reads the words of titles."""
    told = guessed.get("language")
    return None if told is None or isinstance(told, list) else _tag(told, guessed)


def _tag(language: Any, guessed: Mapping[str, Any]) -> str | None:
    if str(language) == "mul":
        return "mul"
    # A language in the middle of a title ("The Italian Job") has no release words after it.
    behind = any(guessed.get(key) for key in ("season", "episode", "date", "year"))
    return str(language) if behind and re.fullmatch(r"[a-z]{2}", str(language)) else None


def text(value: Any) -> str | None:
    """A value as text; ``None`` for one without a letter or a digit."""
    plain = " ".join(_NO_DECOY.sub("", str(value)).split()) if value is not None else ""
    return plain if any(sign.isalnum() for sign in plain) else None


def one(value: Any) -> Any:
    """A value, or the first of several."""
    return value[0] if isinstance(value, list) and value else value


def whole(value: Any, least: int, most: int) -> int | None:
    """A whole number within bounds."""
    return value if isinstance(value, int) and least <= value <= most else None


def codec(guessed: Mapping[str, Any]) -> str | None:
    """The codec of the pictures, by the words of a video track."""
    return _CODECS.get(str(one(guessed.get("video_codec"))))
