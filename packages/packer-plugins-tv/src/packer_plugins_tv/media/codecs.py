"""The short words for codecs and containers, from the names that MediaInfo has for them."""

import re

_VIDEO = {
    "AVC": "h264",
    "HEVC": "hevc",
    "MPEG-4 Visual": "mpeg4",
    "VC-1": "vc1",
    "Sorenson Spark": "flv1",
    "JPEG": "mjpeg",
    "M-JPEG": "mjpeg",
    "VVC": "vvc",
}
_AUDIO = {
    "AC-3": "ac3",
    "E-AC-3": "eac3",
    "E-AC-3 JOC": "eac3",
    "AC-4": "ac4",
    "MLP FBA": "truehd",
    "MLP FBA 16-ch": "truehd",
    "TrueHD": "truehd",
    "MLP": "mlp",
}
_SUBTITLES = {
    "UTF-8": "srt",
    "SubRip": "srt",
    "WebVTT": "webvtt",
    "Timed Text": "tx3g",
    "VobSub": "vobsub",
    "RLE": "vobsub",
    "DVB Subtitle": "dvb",
    "Teletext": "teletext",
    "Teletext Subtitle": "teletext",
    "EIA-608": "eia608",
    "EIA-708": "eia708",
}
_CONTAINERS = {
    "Matroska": "matroska",
    "WebM": "webm",
    "MPEG-4": "mp4",
    "QuickTime": "mov",
    "AVI": "avi",
    "MPEG-TS": "mpeg-ts",
    "BDAV": "mpeg-ts",
    "MPEG-PS": "mpeg-ps",
    "Flash Video": "flv",
    "Windows Media": "wmv",
    "ASF": "wmv",
    "Ogg": "ogg",
}


def video_codec(name: str, version: str) -> str | None:
    """The word for a codec of pictures; ``version`` tells MPEG-1 from MPEG-2."""
    if name == "MPEG Video":
        return "mpeg1" if "1" in version else "mpeg2"
    return _VIDEO.get(name) or _word(name)


def audio_codec(name: str, profile: str) -> str | None:
    """The word for a codec of sound; the profile tells the layers of MPEG Audio apart."""
    if name == "MPEG Audio":
        layer = re.search(r"Layer ([123])", profile)
        return f"mp{layer[1]}" if layer else "mp2"
    for whole, word in (("AAC", "aac"), ("DTS", "dts"), ("USAC", "usac")):
        if name == whole or name.startswith((f"{whole} ", f"{whole}-")):
            return word
    return _AUDIO.get(name) or _word(name)


def subtitle_codec(name: str) -> str | None:
    """The word for a kind of subtitles."""
    return _SUBTITLES.get(name) or _word(name)


def container(name: str, profile: str) -> str | None:
    """The word for a container; the profile tells those of one family apart."""
    if name == "MPEG-4" and profile.startswith("QuickTime"):
        return "mov"
    if name == "MPEG-4" and profile.startswith("3G"):
        return "3gp"
    return _CONTAINERS.get(name) or _word(name)


def _word(name: str) -> str | None:
    """Any other name as one word in small letters."""
    return re.sub(r"[^a-z0-9-]+", "", name.lower())[:20].strip("-") or None
