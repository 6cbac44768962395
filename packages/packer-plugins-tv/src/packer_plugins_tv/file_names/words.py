"""The words at the end of a release's name: tags, language, source, codec, and the group.

They are read from the right, word by word, until one is none of them: so the words of a title are
never taken for tags (``The.Proper.Way``), whatever else is in it.
"""

import re

from attrs import frozen

from packer_core.naming import language_tag

#: Tags of the TV rule sets, as they are written there, by their letters and digits.
_TAGS = {
    re.sub(r"[^A-Z0-9]", "", tag.upper()): tag
    for tag in (
        "ALTERNATIVE.CUT", "BW", "CHRONO", "COLORIZED", "CONVERT", "DC", "DIRFIX", "DUBBED", "DV",
        "EXTENDED", "EXTRAS", "FINAL", "FS", "HDR", "HDR10Plus", "HR", "INTERNAL", "LIMITED",
        "LINE", "NFOFIX", "OAR", "OM", "PPV", "PROOFFIX", "PROPER", "PURE", "RATED", "READNFO",
        "REAL", "REMASTERED", "REPACK", "RERIP", "RESTORED", "SAMPLEFIX", "SOURCE.SAMPLE",
        "SUBBED", "THEATRICAL", "UNCENSORED", "UNCUT", "UNRATED", "WEST.FEED", "WS",
    )
}  # fmt: skip
_SPELLINGS = {"INT": "INTERNAL", "RNFO": "READNFO", "HDR10": "HDR", "DOVI": "DV"}
#: Words of sources to those of the rule sets; the others are kept, so that a user sees them.
_SOURCES = {
    "WEB": "WEB", "WEBDL": "WEB", "WEBHD": "WEB", "WEBRIP": "WEBRip", "HDTV": "HDTV",
    "HDTVRIP": "HDTV", "AHDTV": "AHDTV", "UHDTV": "UHDTV", "PDTV": "PDTV", "APDTV": "APDTV",
    "DVB": "PDTV", "DVBRIP": "PDTV", "DSR": "DSR", "ADSR": "ADSR", "DSRIP": "DSR",
    "SATRIP": "DSR", "TVRIP": "TVRip", "BLURAY": "BluRay", "BDRIP": "BluRay", "BRRIP": "BluRay",
    "DVDRIP": "DVDRip", "DVD": "DVD", "HDDVD": "HDDVD",
}  # fmt: skip
_CODECS = {
    "X264": "h264", "H264": "h264", "AVC": "h264", "X265": "hevc", "H265": "hevc",
    "HEVC": "hevc", "XVID": "mpeg4", "DIVX": "mpeg4", "AV1": "av1", "VP9": "vp9", "VP8": "vp8",
    "MPEG2": "mpeg2", "VC1": "vc1",
}  # fmt: skip
_SERVICES = frozenset(
    "AMZN NF ATVP DSNP HMAX MAX HULU PCOK PMTP ITUNES IT STAN CR IP ITV ALL4 RED HBO SHO STARZ "
    "CANALPLUS ARTE SVT NRK DRTV VIAP".split()
)
# How a language is there, and how French writes its own.
_LANGUAGES = {
    "DL": None,
    "ML": None,
    "VO": None,
    "VF": "fr",
    "VFF": "fr",
    "VFI": "fr",
    "VFQ": "fr-CA",
}
_SOUND = re.compile(
    r"(?:DDP?A?|DDPLUS|AAC|EAC3|AC3|DTS(?:HD|ES|X|HDMA)?|TRUEHD|FLAC|OPUS|MP[23]|LPCM|PCM|ATMOS|MA)"
    r"(?:[1257]\d?)?(?:[1257][01])?"
)
_RESOLUTION = re.compile(r"(?:\d{3,4}[PI]|4K|8K|UHD|SD|\d{3,4}X\d{3,4})")
_DEPTH = re.compile(r"(?:8|10|12)BITS?|SDR|HLG|HFR|50FPS|60FPS|H|26[45]|[0-9]|HI10P?|MULTI")
_SAMPLE = re.compile(r"[-._ ]sample\d?$|^sample[-._ ]", re.IGNORECASE)
_GROUP = re.compile(r"^(.+[^ ])-([A-Za-z0-9_]{2,24})(?:\[[\w .-]{1,20}\])?$")
# Second halves of words that have a hyphen of their own.
_NO_GROUP = frozenset({"DL", "HD", "ES", "X", "HR", "MA", "RAY", "RIP", "DVD", "264", "265", "LC"})
_SPLIT = re.compile(r"[._ ()\[\]{}+,]+")
_HYPHENS = re.compile(r"[^A-Z0-9]")


@frozen(kw_only=True)
class Ending:
    """What the last words of a name say: ``before`` is what stands in front of them.

    ``group`` is cut off; ``tags`` and ``source`` are words of the rule sets, ``codec`` is that of
    :class:`packer_core.values.VideoTrack`, ``language`` a BCP 47 tag or ``mul``; ``count`` is how
    many words were understood.
    """

    before: tuple[str, ...] = ()
    group: str | None = None
    tags: tuple[str, ...] = ()
    source: str | None = None
    codec: str | None = None
    language: str | None = None
    count: int = 0


def without_sample(stem: str) -> str:
    """A name without the mark of a sample, which readers take for a part of the group."""
    return _SAMPLE.sub("", stem) or stem


def split_group(stem: str) -> tuple[str, str | None]:
    """A name without the group at its end, and the group.

    A hyphen inside a title (``Spider-Man``) and one inside a word (``WEB-DL``) part no group: a
    group follows a word that only the ends of names have.
    """
    found = _GROUP.match(stem)
    if found is None or found[2].upper() in _NO_GROUP or re.fullmatch(r"E?\d+", found[2]):
        return stem, None
    *_, before, last = ["", *_SPLIT.split(found[1].rstrip(")]} "))]
    # The digits of "H.264" and "DD5.1" are words of an end only behind another one.
    known = _kind(before) if _kind(last) == "number" else _kind(last)
    return (found[1], found[2]) if known else (stem, None)


def is_end_word(word: str) -> bool:
    """Whether only the ends of names have a word, in capitals as they are written there."""
    return word == word.upper() and bool(_kind(word))


def read_ending(stem: str) -> Ending:
    """The last words of a name, which is without its extension and its mark of a sample."""
    rest, group = split_group(stem)
    words = [word for word in _SPLIT.split(rest) if word]
    first = len(words)
    while first and _kind(words[first - 1]):
        first -= 1
    first = _after_plain_words(words, first)
    tail = words[first:]
    found = [(_kind(word), _plain(word)) for word in tail]
    return Ending(
        before=tuple(words[:first]),
        group=group,
        tags=_tags(tail),
        source=_source(found),
        codec=next((_CODECS[word] for kind, word in found if kind == "codec"), None),
        language=_language(tail),
        count=sum(kind not in ("number", "tag") for kind, _ in found),
    )


def _after_plain_words(words: list[str], first: int) -> int:
    """Where the end of a name begins: words of a title may look like tags, in another case.

    ``For.Real.720p`` has none; names all in small letters tell nothing by their case.
    """
    small = all(word == word.lower() for word in words)
    while first < len(words):
        word = words[first]
        stated = small or re.fullmatch(r"[A-Z0-9i-]*", word) is not None
        if _kind(word) == "number" or (_kind(word) in ("tag", "service") and not stated):
            first += 1
        else:
            break
    return first


def _kind(word: str) -> str:
    plain = _plain(word)
    if not plain:
        return ""
    if plain in _SOURCES:
        return "source"
    if plain in _CODECS:
        return "codec"
    if _RESOLUTION.fullmatch(plain):
        return "resolution"
    if _tag(plain) or plain in ("HDR10P", "WEST", "FEED", "SOURCE", "SAMPLE", "READ", "NFO"):
        return "tag"
    if plain in _SERVICES:
        return "service"
    if _SOUND.fullmatch(plain):
        return "sound"
    if _DEPTH.fullmatch(plain):
        return "number" if plain.isdigit() or plain == "H" else "depth"
    if plain in _LANGUAGES:
        return "language"
    return "language" if len(plain) > 2 and language_tag(plain) else ""


def _plain(word: str) -> str:
    return _HYPHENS.sub("", word.upper())


def _tag(plain: str) -> str | None:
    return _TAGS.get(_SPELLINGS.get(plain, plain))


def _tags(words: list[str]) -> tuple[str, ...]:
    """The tags in their order; those of two words, and ``READ.NFO``, count as one."""
    found: list[str] = []
    plain = [_plain(word) for word in words]
    index = 0
    while index < len(plain):
        pair = _TAGS.get("".join(plain[index : index + 2]))
        tag = pair or _tag(plain[index])
        index += 2 if pair else 1
        if tag:
            found.append(tag)
    # HR is a part of a source there.
    kept = [tag for tag in found if tag != "HR" or "PDTV" not in plain]
    return tuple(dict.fromkeys(kept))


def _source(found: list[tuple[str, str]]) -> str | None:
    words = [word for _, word in found]
    source = next((_SOURCES[word] for kind, word in found if kind == "source"), None)
    if source == "PDTV" and "HR" in words[: words.index("PDTV") if "PDTV" in words else 0]:
        return "HR.PDTV"
    return source


def _is_written(plain: str) -> bool:
    return "SUB" in plain or plain.startswith("VOST")


def _language(words: list[str]) -> str | None:
    """The language spoken: words for subtitles (``SUBFRENCH``, ``VOSTFR``) are not of it."""
    for word in words:
        plain = _plain(word)
        if plain == "MULTI":
            return "mul"
        if _LANGUAGES.get(plain):
            return _LANGUAGES[plain]
        if plain not in _LANGUAGES and _kind(word) == "language" and not _is_written(plain):
            return language_tag(plain)
    return None
