"""The word of a TV dirname for where a video comes from and how it is coded (``WEB.H264``)."""

from collections.abc import Iterator

from packer_core.values import EpisodeMetadata, RuleSet
from packer_core.values.numbers import whole_number

#: How a dirname writes a codec: for an untouched stream, and for what an encoder made.
_CODEC_WORDS = {
    "h264": ("H264", "x264"),
    "hevc": ("H265", "x265"),
    "av1": ("AV1",),
    "vp9": ("VP9",),
    "mpeg4": ("XviD", "DivX"),
    "mpeg2": ("MPEG2",),
    "vc1": ("VC-1",),
}
#: Other words for sources, letters and digits only, to the ones that rule sets list.
_SOURCE_WORDS = {
    "webdl": "web",
    "webhd": "web",
    "hdtvrip": "hdtv",
    "hdtvrecording": "hdtv",
    "pdtvrip": "pdtv",
    "dsrip": "dsr",
    "dsrrip": "dsr",
    "satrip": "dsr",
    "bdrip": "bluray",
    "brrip": "bluray",
}
#: Below this number of lines a picture is of standard definition, which names do not write.
_HIGH_DEFINITION = 720


def choose_format(rule_set: RuleSet, source: str | None, codec: str | None) -> str | None:
    """The format word that a rule set lists for a source and a codec; ``None`` for no such word.

    :param source: ``WEB``, ``WEBRip``, ``HDTV`` … in any case, or a format word itself.
    :param codec: of the video track (:class:`packer_core.values.VideoTrack`), or one of its words
        in dirnames; unknown, the source decides where it has but one word.
    """
    words = tuple(_words_of_source(rule_set, source or ""))
    key = _plain(codec or "")
    fitting = [
        word
        for word in words
        if not key or key in (_plain(name) for name in _codec_names(word.rpartition(".")[2]))
    ]
    return fitting[0] if len(fitting) == 1 or (fitting and key) else None


def format_words(rule_set: RuleSet) -> tuple[str, ...]:
    """All format words of a rule set."""
    return tuple(dict.fromkeys(word for word in rule_set.input.format_tag.values() if word))


def rank_of(metadata: EpisodeMetadata, rule_set: RuleSet) -> int:
    """How well a rule set fits a video: it has a word for source and resolution, or for the source.

    A set that has neither is the last resort.
    """
    if not lists_source(rule_set, metadata):
        return 2
    return 0 if lists_resolution(rule_set, metadata) else 1


def sizes_without_resolution(metadata: EpisodeMetadata, rule_set: RuleSet) -> tuple[int, ...]:
    """Sizes of volumes that are for standard definition alone."""
    return () if metadata.resolution else rule_set.pack.rar.sizes_sd


def lists_source(rule_set: RuleSet, metadata: EpisodeMetadata) -> bool:
    """Whether a rule set has a format word for where a video comes from, and for its codec where
    that is known."""
    codec = metadata.video[0].codec if metadata.video else None
    if codec:
        return choose_format(rule_set, metadata.source, codec) is not None
    return any(_words_of_source(rule_set, metadata.source or ""))


def lists_resolution(rule_set: RuleSet, metadata: EpisodeMetadata) -> bool:
    """Whether a rule set is one for videos of this resolution, standard definition included."""
    if _is_high(metadata.resolution):
        return (metadata.resolution or "").lower() in _resolutions(rule_set)
    own = [
        word
        for word in _words_of_source(rule_set, metadata.source or "")
        if _own_size(rule_set, word)
    ]
    return "sd" in rule_set.video.max or bool(own)


def written_resolution(
    rule_set: RuleSet, format_word: str | None, resolution: str | None
) -> str | None:
    """The resolution as a dirname has it: none for standard definition, nor where the format word
    says the picture's size itself (``HR.PDTV``)."""
    if not _is_high(resolution) or (format_word and _own_size(rule_set, format_word)):
        return None
    return (resolution or "").strip().lower()


def _own_size(rule_set: RuleSet, format_word: str) -> bool:
    sizes = {name.lower() for name in rule_set.video.max}
    return bool({format_word.lower(), format_word.rpartition(".")[0].lower()} & sizes)


def _is_high(resolution: str | None) -> bool:
    lines = whole_number((resolution or "").strip().lower().rstrip("pi"))
    return lines is not None and lines >= _HIGH_DEFINITION


def _resolutions(rule_set: RuleSet) -> tuple[str, ...]:
    return tuple(name.lower() for name in rule_set.video.resolutions or rule_set.video.max)


def _words_of_source(rule_set: RuleSet, source: str) -> Iterator[str]:
    """The format words for a source; a format word, and another spelling of one that the rule set
    has (``web.x264``), is one for itself."""
    key = _plain(source)
    key = _SOURCE_WORDS.get(key, key)
    spelt = {_plain(name): word for name, word in rule_set.input.format_tag.items()}
    for word in format_words(rule_set):
        heads = _plain(word), _plain(word.rpartition(".")[0])
        if key and (key in heads or spelt.get(key) == word):
            yield word


def _codec_names(word: str) -> tuple[str, ...]:
    """The codec that a dirname's word means, in all its spellings."""
    for codec, words in _CODEC_WORDS.items():
        if word.lower() in (each.lower() for each in words):
            return (codec, *words)
    return (word,)


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
