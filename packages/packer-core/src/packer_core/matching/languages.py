"""Which of several languages a text is taken in."""

from collections.abc import Mapping, Sequence

#: What stands in a chain for the language a work was made in.
ORIGINAL = "original"

#: The region meant where only a language is stated.
_REGIONS = {"en": "en-US", "fr": "fr-FR"}


def language_chain(stated: str, messages: str) -> tuple[str, ...]:
    """The languages wanted, the best first, from a setting or the language of messages.

    ``fr`` gives ``fr-FR``, ``fr``, ``original``, ``en``.
    """
    words = [word.strip() for word in stated.replace(";", ",").split(",")]
    chain = [_tag(word) for word in words if word]
    if not chain:
        chain = [_REGIONS.get(messages, messages), messages, ORIGINAL, "en"]
    return tuple(dict.fromkeys(chain))


def pick(texts: Mapping[str, str], chain: Sequence[str], original: str | None) -> str | None:
    """The text in the first language of the chain that there is one in.

    A language without a region takes any region's text (``fr`` that of ``fr-CA``); one with a
    region takes only that. A text of no known language comes last.
    """
    known = {_tag(tag): text for tag, text in texts.items() if text.strip()}
    for wanted in chain:
        tag = _tag(original or "") if wanted == ORIGINAL else _tag(wanted)
        if tag in known and tag:
            return known[tag]
        primary = tag.partition("-")[0]
        # The original language is told without its region, or with one that nobody wrote in.
        if tag and (primary == tag or wanted == ORIGINAL):
            regional = sorted(each for each in known if each.partition("-")[0] == primary)
            if regional:
                return known[regional[0]]
    return known.get("")


def _tag(text: str) -> str:
    """A tag as it is compared: ``FR_fr`` is ``fr-FR``; ``original`` stays."""
    language, *rest = text.strip().replace("_", "-").split("-")
    regions = (part.upper() if len(part) == 2 else part.title() for part in rest)
    return "-".join((language.lower(), *regions))
