"""What a dirname says of the pictures: its format, its resolution, whether they were transcoded."""

import re

from packer_core.values import ParsedName, RuleSet

_RESOLUTION = re.compile(r"(?:480|540|576|720|1080|1440|2160|4320)[pi]\Z", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:S\d{1,4}E|E)\d|\d{1,2}x\d{1,4}\Z", re.IGNORECASE)
#: Fields of free text that may end before the resolution.
_FREE = ("title", "show", "episode_title", "guest", "event", "b")

#: The key of pictures whose name states no resolution.
SD = "sd"


def format_word(name: ParsedName, rules: RuleSet) -> str:
    """The format of a name as the rule set spells it; empty for none, or one it does not list."""
    for stated in (name.fields.get("format", ""), *name.unlisted):
        word = rules.input.format_tag.get(stated.casefold(), "")
        if word:
            return word
    return ""


def is_transcoded(name: ParsedName, rules: RuleSet) -> bool:
    """Whether the format is one that an encoder of the group made."""
    return format_word(name, rules) in rules.video.encoder_header


def own_size(name: ParsedName, rules: RuleSet) -> str:
    """The format's word where it says the size of the pictures itself (``HR.PDTV``), or nothing."""
    word = format_word(name, rules)
    choices = (word, word.rpartition(".")[0])
    return next((each for each in choices if each and each in rules.video.max), "")


def stated_resolution(name: ParsedName) -> str:
    """The resolution in small letters, wherever it stands; empty for none."""
    return (name.fields.get("res") or stray_resolution(name)).lower()


def stray_resolution(name: ParsedName) -> str:
    """A resolution that stands so far from its place that it was read as part of a title."""
    if name.fields.get("res"):
        return ""
    words = (word for part in _FREE for word in name.fields.get(part, "").split())
    return next((word for word in words if _RESOLUTION.match(word)), "")


def is_sd(name: ParsedName, rules: RuleSet) -> bool:
    """Whether the name promises standard definition: by saying nothing else."""
    return not stated_resolution(name) and not own_size(name, rules)


def size_key(name: ParsedName, rules: RuleSet) -> str:
    """The key of :attr:`packer_core.values.VideoRules.max` that the name falls under."""
    return own_size(name, rules) or stated_resolution(name) or SD


def is_numbering(word: str) -> bool:
    """Whether a word is the number of an episode, however it is written (``S1E2``, ``4x03``)."""
    return _NUMBERING.match(word) is not None
