"""Which findings have a safe fix: one that loses nothing and needs no decision.

A fixer is a name; what it does to a release on the disk is done elsewhere, with the functions
here for the texts: they are pure, and what is in order already comes back unchanged.
"""

import textwrap
from collections.abc import Mapping

from packer_core.rules.lines import columns_of, lines_of
from packer_core.rules.patterns import compiled

#: Finding id to fixer. A fixer that changes a text in a ZIP writes the disk anew.
FIXERS: Mapping[str, str] = {
    "nfo.width": "text.wrap",
    "nfo.encoding": "text.encode",
    "nfo.newline": "text.newline",
    "nfo.copies": "nfo.copy",
    "diz.encoding": "text.encode",
    "diz.missing": "diz.copy",
    "diz.root": "diz.copy",
    "diz.counter.disk": "diz.count",
    "diz.counter.total": "diz.count",
    "sfv.required": "sfv.write",
    "sfv.uncovered": "sfv.write",
    "sfv.needless": "sfv.write",
}


def wrap_text(text: str, columns: int) -> str:
    """Break the lines that are wider, at a blank where there is one; line ends stay as they are."""
    if all(columns_of(line) <= columns for line in lines_of(text)):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    wrapped: list[str] = []
    for line in lines_of(text):
        if columns_of(line) <= columns:
            wrapped.append(line)
        else:
            wrapped.extend(_wrapped(line.rstrip().expandtabs(8), columns))
    return newline.join(wrapped) + (newline if text.endswith(("\r", "\n")) else "")


def _wrapped(line: str, columns: int) -> list[str]:
    return textwrap.wrap(
        line,
        columns,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )


def set_newlines(text: str, newline: str) -> str:
    """End every line in ``crlf`` or ``lf``."""
    end = {"crlf": "\r\n", "lf": "\n"}[newline]
    lines = lines_of(text)
    return end.join(lines) + (end if text.endswith(("\r", "\n")) else "")


def set_counter(text: str, counter: str, disk: int, total: int) -> str | None:
    """Put the right numbers into a disk counter; the length of the text stays as it is.

    :param counter: the pattern of the rule set, with two groups.
    :returns: ``None`` where the text has no such counter, or the numbers do not fit in it.
    """
    match = compiled(f"(?i){counter}").search(text)
    if match is None:
        return None
    (start, middle), (resumed, end) = match.span(1), match.span(2)
    numbers = f"{disk:0{middle - start}}", f"{total:0{end - resumed}}"
    if len(numbers[0]) > middle - start or len(numbers[1]) > end - resumed:
        return None
    return text[:start] + numbers[0] + text[middle:resumed] + numbers[1] + text[end:]
