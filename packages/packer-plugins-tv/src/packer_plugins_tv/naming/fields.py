"""From the metadata of an episode, a match or a film on TV to the fields of a template."""

from packer_core.errors import BadValue
from packer_core.naming import resolve_language, write_year
from packer_core.values import EpisodeMetadata, RuleSet
from packer_core.values.numbers import whole_number
from packer_plugins_tv.naming.formats import choose_format, format_words, written_resolution

#: Language codes that say there is none to be named (ISO 639-2).
_NO_LANGUAGE = frozenset({"und", "mis", "zxx", "mul"})


def episode_fields(
    metadata: EpisodeMetadata, form: str, rule_set: RuleSet
) -> dict[str, str | None]:
    """The fields of a TV dirname beside those of every work, by their name in the templates.

    ``format`` is the rule set's word for the source and the codec
    (:func:`packer_plugins_tv.naming.formats.choose_format`), ``res`` is absent for standard
    definition, ``language`` is that of the work or else of the first audio track; ``title`` is
    that of a film, or the show's name where a film has no other. ``part`` is a letter behind an
    episode and as it is elsewhere. The year of a film is the one stated, or that of its date.

    Raises :class:`packer_core.errors.BadValue` for a source that the rule set has no word for:
    asking for one would not help.
    """
    word = choose_format(rule_set, metadata.source, _codec(metadata))
    if not word:
        _refuse_source(metadata, rule_set)
    return {
        **_numbers(metadata, form),
        **_dated(metadata, form),
        "show": metadata.show,
        "title": metadata.title or metadata.show,
        "episode_title": metadata.episode_title,
        "cc": metadata.country,
        "first_year": write_year(metadata.first_year),
        "year": write_year(metadata.year, metadata.published, metadata.air_date),
        "language": spoken_language(metadata),
        "format": word,
        "res": written_resolution(rule_set, word, metadata.resolution),
    }


def _refuse_source(metadata: EpisodeMetadata, rule_set: RuleSet) -> None:
    words = format_words(rule_set)
    if words and metadata.source:
        raise BadValue(
            field="source",
            value=metadata.source,
            expected="format_word",
            known=", ".join(words),
            rule_set=rule_set.id,
        )


def spoken_language(metadata: EpisodeMetadata) -> str | None:
    """The language of the work, else that of its first audio track where that names one."""
    if metadata.language:
        return metadata.language
    language = metadata.audio[0].language if metadata.audio else None
    named = language and language.split("-")[0].lower() not in _NO_LANGUAGE
    return language if named and resolve_language(language or "") else None


def _codec(metadata: EpisodeMetadata) -> str | None:
    return metadata.video[0].codec if metadata.video else None


def _numbers(metadata: EpisodeMetadata, form: str) -> dict[str, str | None]:
    episodes = metadata.episodes
    return {
        "season": None if metadata.season is None else str(metadata.season),
        "episode": str(episodes[0]) if episodes else None,
        "last": str(episodes[-1]) if len(episodes) > 1 else None,
        "part": metadata.part if form == "miniseries" else _part_letter(metadata.part),
    }


def _part_letter(part: str | None) -> str | None:
    """The letter of a part: a digit behind the episode's number would be one of its digits."""
    text = (part or "").strip()
    if text.isdecimal():
        number = whole_number(text) or 0
        return chr(ord("A") + number - 1) if 1 <= number <= 26 else None
    return text.upper() or None


def _dated(metadata: EpisodeMetadata, form: str) -> dict[str, str | None]:
    """The date in parts, and what there was to be seen.

    Who plays is the event itself where that has no name of its own; in a rule set that knows no
    sport, a match stands where a daily show has its guest.
    """
    date = metadata.air_date or metadata.published
    first, second = metadata.opponents if len(metadata.opponents) == 2 else (None, None)
    versus = f"{first} vs {second}" if first else None
    shown = metadata.event or versus
    return {
        "guest": metadata.guest or (shown if form == "daily" else None),
        "league": metadata.show or metadata.title,
        "event": shown,
        "a": first if metadata.event else None,
        "b": second if metadata.event else None,
        "yyyy": write_year(date.year if date else metadata.year),
        "mm": f"{date.month:02}" if date and date.month else None,
        "dd": f"{date.day:02}" if date and date.day else None,
    }
