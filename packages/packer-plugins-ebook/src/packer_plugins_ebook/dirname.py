"""The fields of the dirnames of books, magazines, comics and newspapers."""

from packer_core.naming import month_name
from packer_core.values import BookMetadata, PartialDate, RuleSet

#: Forms whose number is that of an issue.
_NUMBERED = frozenset({"comic", "manga"})


def book_fields(metadata: BookMetadata, form: str, _: RuleSet) -> dict[str, str | None]:
    """What the form of a book adds to the fields that every work has.

    ``form`` is a form of a rule set for books (``book``, ``magazine``, ``comic`` …), an unknown one
    is treated as a book:

    * comics and manga take the series for their title where it is known, and a month only where
      there is neither a volume nor an issue;
    * magazines are known by their number, or else by the month (and day) they were published;
    * newspapers by day and month.
    """
    date = metadata.published
    if form in _NUMBERED:
        issue = metadata.issue or _index(metadata)
        month = month_name(date.month) if date and date.month else None
        return {
            "title": metadata.series or metadata.title,
            "volume": metadata.volume,
            "issue": issue,
            "month": None if issue or metadata.volume else month,
        }
    if form == "magazine":
        return {"issue": metadata.issue or _dated(date)}
    if form == "newspaper" and date and date.month and date.day:
        return {"day": f"{date.day:02}", "month": f"{date.month:02}"}
    return {}


def _index(metadata: BookMetadata) -> str | None:
    """The number in the series, without a fraction of nothing."""
    if metadata.series is None or metadata.series_index is None:
        return None
    return f"{metadata.series_index:g}"


def _dated(date: PartialDate | None) -> str | None:
    """An issue known by its month, and by its day where that is known."""
    if date is None or date.month is None:
        return None
    month = month_name(date.month)
    return f"{month} {date.day:02}" if date.day else month
