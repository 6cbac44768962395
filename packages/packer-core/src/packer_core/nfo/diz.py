"""The disk counter of a DIZ, in all the forms that receiving sites read.

Sites take the number of disks from ``file_id.diz``. They look at its first 4,096 bytes, do not
care for case and runs of blanks, read the letter ``o`` as a zero and accept ``x`` for a number
that is left open. The first form of the list that occurs wins.
"""

import re

#: How far into a DIZ a receiver looks.
READ_LIMIT = 4096

_DISK = r"(?P<disk>[0-9ox]{1,3})"
_TOTAL = r"(?P<total>[0-9o]{1,3})"
_OF_TOTAL = rf"{_DISK}[ \t]*/[ \t]*{_TOTAL}"
_LABEL = r"(?:dis[kc]s?|dis[kc]ettes?)"

#: Each with the groups ``disk`` and ``total``, in the order in which they are tried.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        # [01/03] (01/03) <01/03>, with a label inside the bracket or not
        rf"[\[(<][ \t]*(?:{_LABEL}[ \t]*[:#]?[ \t]*)?{_OF_TOTAL}[ \t]*[\])>]",
        # disk: 01/03, disks[01/03, disk 1 of 3
        rf"\b{_LABEL}[ \t]*[:#\[(]?[ \t]*{_DISK}[ \t]*(?:/|\bof\b)[ \t]*{_TOTAL}(?![0-9/])",
        # : 01/03
        rf":[ \t]*{_OF_TOTAL}(?![0-9a-z/.])",
        # 1/3 between blanks: no part of a date, an address or a path
        rf"(?:^|(?<=\s)){_OF_TOTAL}(?=\s|$)",
        # xx/03, whatever stands around it
        rf"(?<![0-9a-z/])(?P<disk>x{{1,3}})/{_TOTAL}(?![0-9a-z/])",
        # 01 of 03
        rf"(?<![0-9a-z]){_DISK}[ \t]+of[ \t]+{_TOTAL}(?![0-9a-z])",
    )
)

_LIKE_COUNTER = re.compile(
    r"(?<=[0-9ox])[ \t]*/[ \t]*(?=[0-9o])|(?<=[0-9ox])[ \t]+of[ \t]+(?=[0-9o])", re.IGNORECASE
)


def counter(disk: int | None, total: int) -> str:
    """The one form that every receiver reads: ``DISK: [01/03]``, ``xx`` for an open number."""
    number = "xx" if disk is None else f"{disk:02}"
    return f"DISK: [{number}/{total:02}]"


def find_counter(text: str) -> tuple[int | None, int] | None:
    """The disk's own number (``None`` for ``xx``) and the number of disks that a DIZ states.

    Returns ``None`` where a receiver would find no counter.
    """
    match = _find(text)
    return None if match is None else _numbers(match)


def without_counter(text: str) -> str:
    """The text of a title or the like, in which no receiver would see a disk counter.

    A volume "(2/5)" becomes "(2-5)".
    """
    return _LIKE_COUNTER.sub("-", text)


def _find(text: str) -> re.Match[str] | None:
    text = text[:READ_LIMIT]
    for form in _FORMS:
        for match in form.finditer(text):
            numbers = _numbers(match)
            if numbers and numbers[1] and (numbers[0] is None or numbers[0] <= numbers[1]):
                return match
    return None


def _numbers(match: re.Match[str]) -> tuple[int | None, int] | None:
    disk = match["disk"].lower().replace("o", "0")
    total = int(match["total"].lower().replace("o", "0"))
    if "x" in disk:
        return (None, total) if not disk.strip("x") else None
    return int(disk), total
