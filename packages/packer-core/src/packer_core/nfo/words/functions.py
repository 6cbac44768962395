"""The filters and functions that a template of an NFO or a DIZ may use.

All of them work on texts in code page 437 and return texts or lists of lines. Their sizes are
bounded, since templates come from users.
"""

from collections.abc import Callable, Mapping
from typing import Any

from packer_core.nfo import lines
from packer_core.nfo.diz import counter
from packer_core.nfo.words import drawing

#: No line of a text is wider, whatever a template asks for.
MAX_WIDTH = 200


def wrap(text: object, width: int = 70, limit: int | None = None) -> list[str]:
    """Lines of at most ``width`` columns, at most ``limit`` of them; an unknown text has none.

    Several texts are one list with commas.
    """
    return lines.wrap(_text(text), _width(width), limit)


def wrap_each(texts: object, width: int = 70) -> list[str]:
    """As :func:`wrap`, but every text of a list begins a line of its own."""
    several = texts if isinstance(texts, list | tuple) else [texts]
    return [line for text in several for line in wrap(text, width)]


def shorten(text: object, width: int = 70) -> str:
    """One line of at most ``width`` columns, ending in ``...`` where something is left out."""
    return lines.shorten(_text(text), _width(width))


def centre(text: object, width: int = 80) -> str:
    """A text in the middle of the line; a list of lines is centred line by line."""
    if not isinstance(text, str) or "\n" in text:
        return "\n".join(lines.centre(line, _width(width)) for line in _block(text))
    return lines.centre(_text(text), _width(width))


def rule(width: int = 80, char: str = "─") -> str:
    """A line across the page."""
    return char[:1] * _width(width)


def entry(
    label: str, value: object, width: int = 70, column: int = 18, limit: int | None = None
) -> list[str]:
    """A fact: its label, dots up to ``column``, the value wrapped beside them.

    :param limit: at most so many lines.
    :return: nothing where the value is not known, so that a template needs no condition.
    """
    text = _text(value)
    if not text:
        return []
    column = min(max(column, 4), _width(width) - 8)
    label = lines.shorten(label, column - 4)
    head = f"{label} {'.' * (column - len(label) - 3)}: "
    if width - column < max(map(len, text.split())) <= width:
        # An address that can stay whole is easier to copy, and to find again.
        return [head.rstrip(), *lines.wrap(text, width, limit)]
    wrapped = lines.wrap(text, width - column, limit)
    return [head + wrapped[0], *(" " * column + line for line in wrapped[1:])]


def entries(
    label: str, values: object, width: int = 70, column: int = 18, limit: int | None = None
) -> list[str]:
    """Facts of one label, such as the tracks of a file: each value begins a line of its own.

    :param limit: at most so many lines; the last one is then ``...``.
    """
    several = values if isinstance(values, list | tuple) else [values]
    texts = [text for text in map(_text, several) if text]
    column = min(max(column, 4), _width(width) - 8)
    written = entry(label, texts[0] if texts else None, width, column)
    for text in texts[1:]:
        written.extend(" " * column + line for line in lines.wrap(text, width - column))
    if limit is not None and len(written) > limit:
        return [*written[: max(limit - 1, 0)], " " * column + lines.ELLIPSIS]
    return written


def box(content: object, width: int = 76, title: str = "", style: str = "single") -> str:
    """A frame around a list of lines, or around a text that is wrapped.

    :param title: set into the upper edge.
    :param style: ``single``, ``double``, ``mixed``, ``block`` or ``none``.
    """
    if style not in drawing.FRAMES:
        raise ValueError(f"no such style: {style}")
    width = max(_width(width), 20)
    return "\n".join(drawing.frame(_lines_of(content, width - 6), width, _text(title), style))


def banner(content: object, width: int = 76) -> str:
    """A panel shaded towards both sides, with lines in its middle."""
    width = max(_width(width), 20)
    return "\n".join(drawing.banner(_lines_of(content, width - 8), width))


def megabytes(size: int | None) -> str:
    """A size in decimal megabytes, as releases state it: ``14.7 MB``."""
    return "" if size is None else f"{_short(size)} MB"


def disks(count: int, size: int | None = None) -> str:
    """The disks of a release and the size of each: ``3 x 5mb``; the count alone without a size."""
    return str(count) if size is None else f"{count} x {_short(size)}mb"


def large(text: object, width: int = 76) -> list[str]:
    """The text in large letters, three lines high; spaced ones where they do not fit."""
    return drawing.lettering(_text(text), _width(width))


def _short(size: int) -> str:
    value = size / 1_000_000
    if size and value < 0.01:
        return "0.01"
    return (
        f"{value:.2f}".rstrip("0").rstrip(".") if value < 10 else f"{value:.1f}".removesuffix(".0")
    )


def _width(width: int) -> int:
    if not 1 <= width <= MAX_WIDTH:
        raise ValueError(f"a width of {width} columns")
    return width


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


def _lines_of(content: object, width: int) -> list[str]:
    if isinstance(content, list | tuple):
        return [str(line) for line in content]
    return lines.wrap(_text(content), width)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "wrap": wrap,
    "wrap_each": wrap_each,
    "shorten": shorten,
    "centre": centre,
    "center": centre,
    "mb": megabytes,
    "large": large,
    "box": box,
}

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "wrap": wrap,
    "wrap_each": wrap_each,
    "rule": rule,
    "entry": entry,
    "entries": entries,
    "box": box,
    "banner": banner,
    "disks": disks,
    "large": large,
    "counter": counter,
}


def _block(content: object) -> list[str]:
    """The lines of a block, all made as long as the longest: centring keeps its shape."""
    block = content.split("\n") if isinstance(content, str) else _lines_of(content, MAX_WIDTH)
    longest = max(map(len, block), default=0)
    return [line.ljust(longest) for line in block]
