"""Names of RAR volumes, as far as a checker has to understand them."""

import re

_PART = re.compile(r"(.*)\.part(\d{1,5})\.rar\Z", re.DOTALL)
_LETTER = re.compile(r"(.*)\.([r-z])(\d\d)\Z", re.DOTALL)
_NUMBER = re.compile(r"(.*)\.(\d{3})\Z", re.DOTALL)


def volume_place(name: str) -> tuple[str, int] | None:
    """The stem a volume's name shares with its set, in lower case, and its place from 0.

    ``None`` when it is no name of a RAR volume. Old names run ``.rar .r00 … .r99 .s00``.
    """
    lower = name.lower()
    if match := _PART.match(lower):
        return match[1], int(match[2]) - 1
    if lower.endswith(".rar"):
        return lower[: -len(".rar")], 0
    if match := _LETTER.match(lower):
        return match[1], (ord(match[2]) - ord("r")) * 100 + int(match[3]) + 1
    if match := _NUMBER.match(lower):
        return match[1], int(match[2])
    return None
