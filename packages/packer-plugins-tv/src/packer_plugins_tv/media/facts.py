"""Reading single facts out of MediaInfo's JSON, where every value is text or missing.

Of a value for each of several streams (``8 / 6``) the first counts.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

#: What MediaInfo says of one track: values by name.
Facts: TypeAlias = Mapping[str, Any]

#: Characters kept of one value: the settings of an encoder have about 1,000.
LONGEST = 8192

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_NO_LANGUAGE = frozenset({"und", "mis", "zxx", "mul"})


def read_tracks(report: str) -> Sequence[Facts]:
    """The tracks of a report, the one of the whole file first; none where it is no report."""
    try:
        found = json.loads(report)["media"]["track"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()
    tracks = found if isinstance(found, list) else []
    return [track for track in tracks if isinstance(track, dict) and "@type" in track]


def of_type(tracks: Sequence[Facts], *names: str) -> list[Facts]:
    """The tracks of the types named (``Video``), in their order."""
    return [track for track in tracks if track["@type"] in names]


def text(facts: Facts, *names: str) -> str | None:
    """The first of several values that is known, on one line."""
    for name in names:
        value = facts.get(name)
        if isinstance(value, str) and (line := _clean(value)):
            return line
    return None


def more(facts: Facts) -> Facts:
    """What MediaInfo has no names of its own for."""
    found = facts.get("extra")
    return found if isinstance(found, dict) else {}


def number(facts: Facts, name: str, most: float = 1e15) -> float | None:
    """A number from 0 up to the most that makes sense."""
    try:
        value = float((text(facts, name) or "").split(" / ")[0])
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 <= value <= most else None


def count(facts: Facts, name: str, most: float = 1e15) -> int | None:
    """A whole number above 0."""
    value = number(facts, name, most)
    return int(value) if value is not None and value >= 1 else None


def flag(facts: Facts, name: str) -> bool | None:
    """Whether MediaInfo says ``Yes`` or ``No``."""
    return {"Yes": True, "No": False}.get(text(facts, name) or "")


def word(facts: Facts, name: str) -> str | None:
    """A value in small letters."""
    found = text(facts, name)
    return found.lower() if found else None


def language(facts: Facts) -> str | None:
    """The BCP 47 tag of a track's language; ``None`` where it states none that is one."""
    tag = (text(facts, "Language") or "").split(" / ")[0].replace("_", "-")
    if not _TAG.match(tag):
        return None
    first, *rest = tag.split("-")
    if first.lower() in _NO_LANGUAGE:
        return None
    return "-".join([first.lower(), *map(_subtag, rest)])


def _subtag(part: str) -> str:
    """A script as ``Hans``, a country as ``BR`` (RFC 5646 section 2.1.1)."""
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def _clean(value: str) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in value[:LONGEST])
    return " ".join(printable.split())
