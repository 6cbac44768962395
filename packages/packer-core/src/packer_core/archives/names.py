"""The names of volumes: ``.rar .r00 … .r99 .s00 … .z99``, or ``.part01.rar .part02.rar …``."""

import re

from attrs import frozen

#: Volumes that the old names can number: the first, and a hundred for each letter from r to z.
MAX_OLD = 1 + 9 * 100

#: Volumes of any set: the end of a volume numbers it with 16 bits.
MAX_VOLUMES = 0xFFFF

_PART = re.compile(r"(?P<stem>.+)\.part(?P<number>[0-9]{1,9})\.rar", re.IGNORECASE | re.DOTALL)
_OLD = re.compile(
    r"(?P<stem>.+)\.(?:rar|(?P<letter>[r-z])(?P<number>[0-9]{2}))", re.IGNORECASE | re.DOTALL
)
_NUMBERED = re.compile(r"(?P<stem>.+)\.(?P<number>[0-9]{3})", re.DOTALL)


@frozen
class VolumeName:
    """What the name of a volume says: ``number`` counts from 0.

    ``naming`` is ``old``, ``part``, or ``numbered`` (``.001``, as some tools rename volumes).
    """

    stem: str
    naming: str
    number: int


def volume_name(stem: str, number: int, total: int, naming: str) -> str:
    """The name of volume ``number`` (from 0) of ``total``; part numbers are as wide as the last.

    Legal for ``number`` below :data:`MAX_OLD` where ``naming`` is ``old``.
    """
    if naming == "part":
        return f"{stem}.part{number + 1:0{len(str(total))}}.rar"
    if number == 0:
        return f"{stem}.rar"
    letter, rest = divmod(number - 1, 100)
    return f"{stem}.{chr(ord('r') + letter)}{rest:02}"


def parse_volume_name(name: str) -> VolumeName | None:
    """What a file's name says of a volume, ``None`` for a name that no RAR volume has."""
    if found := _PART.fullmatch(name):
        # Part 0 does not exist: such a file is no volume of the set, but a RAR all the same.
        return VolumeName(found["stem"], "part", max(int(found["number"]) - 1, 0))
    if found := _OLD.fullmatch(name):
        if found["letter"] is None:
            return VolumeName(found["stem"], "old", 0)
        letter = ord(found["letter"].lower()) - ord("r")
        return VolumeName(found["stem"], "old", 1 + 100 * letter + int(found["number"]))
    if found := _NUMBERED.fullmatch(name):
        return VolumeName(found["stem"], "numbered", max(int(found["number"]) - 1, 0))
    return None


def sort_key(name: str) -> tuple[str, int, str]:
    """Puts the volumes of a set in their order, the first one first, and other names by letters."""
    volume = parse_volume_name(name)
    if volume is None:
        return (name.lower(), 0, name)
    return (volume.stem.lower(), volume.number, name)
