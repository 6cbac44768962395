"""Patterns of rule sets: RE2, whose time is linear whatever a user writes, and globs."""

import fnmatch
import re
from functools import lru_cache
from typing import Any

import re2


def _options() -> Any:
    options = re2.Options()
    # The fault is told in our own words; RE2 would write it to the terminal as well.
    options.log_errors = False
    return options


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """The pattern, compiled by RE2; raises ``ValueError`` with the reason where it is broken."""
    try:
        return re2.compile(pattern, _options())
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(text) from error


def _clean(text: str) -> str:
    """The text as RE2 takes it: a byte of a file name that is no UTF-8 becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def fits(pattern: str, text: str) -> bool:
    """Whether the pattern describes the whole text."""
    return compiled(pattern).fullmatch(_clean(text)) is not None


def found(pattern: str, text: str) -> tuple[str, ...] | None:
    """The groups of the first place where the pattern fits, case aside; ``None`` for no place."""
    match = compiled(f"(?i){pattern}").search(_clean(text))
    return None if match is None else tuple(group or "" for group in match.groups())


def glob_fits(glob: str, name: str) -> bool:
    """Whether a file name fits a glob (``*.zip``), case aside."""
    return fnmatch.fnmatchcase(name.lower(), glob.lower())
