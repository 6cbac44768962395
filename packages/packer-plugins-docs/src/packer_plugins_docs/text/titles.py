"""Whether a line of a text's head may be its title."""

import re

from packer_core.reading.dates import parse_date

#: Characters of a line that can be a title.
LONGEST_TITLE = 120
_SENTENCE_END = re.compile(r"[.;,:]$")
_NUMBERED = re.compile(r"^(?:\d+\W*|page\s+\d+.*)$", re.IGNORECASE)


def looks_like_title(line: str) -> bool:
    """Whether a line by itself may be a title: short, of words, no sentence, no list, no date."""
    if not 3 <= len(line) <= LONGEST_TITLE or _SENTENCE_END.search(line):
        return False
    letters = sum(character.isalpha() for character in line)
    if letters * 2 < len(line) or not (line[0].isalnum() or line[0] in "\"'«“¿¡("):
        return False
    if "://" in line or "@" in line or _NUMBERED.match(line):
        return False
    # A lower-case letter begins the middle of something; so does a date.
    return not line[0].islower() and not (len(line) < 24 and _is_date(line))


def _is_date(line: str) -> bool:
    found = parse_date(line)
    return found is not None and found.month is not None
