"""Numbers that texts of others write."""

#: Digits that a number of a work may have; Python reads 4300 at most, and raises beyond.
_DIGITS = 18


def whole_number(text: str) -> int | None:
    """The number that decimal digits write; ``None`` for another text, and for too many digits."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
