"""Frames, headings and banners in the block and line characters of code page 437."""

from collections.abc import Sequence

from packer_core.nfo import lines
from packer_core.nfo.words import letters

#: How a frame of each style is drawn: corners, level line, upright line.
FRAMES = {
    "single": "┌┐└┘─│",
    "double": "╔╗╚╝═║",
    "mixed": "╓╖╙╜─║",
    "block": "▄▄▀▀▀█",
    "none": "      ",
}

_SHADES = "█▓▒░"


def frame(
    content: Sequence[str], width: int, title: str = "", style: str = "single", margin: int = 2
) -> list[str]:
    """Lines in a frame ``width`` columns wide, the title set into its upper edge.

    Lines that are wider than the frame's inside are broken. An unknown ``style`` raises
    ``KeyError``.
    """
    left, right, low_left, low_right, level, upright = tuple(FRAMES[style])
    inner = width - 2 - 2 * margin
    head = f"{level * 2}▓▒░ {lines.shorten(title, width - 16)} ░▒▓" if title else ""
    blank = " " * margin
    return [
        left + head + level * (width - 2 - len(head)) + right,
        *(
            f"{upright}{blank}{line:<{inner}}{blank}{upright}"
            for text in content
            for line in lines.fit(text, inner)
        ),
        low_left + level * (width - 2) + low_right,
    ]


def banner(content: Sequence[str], width: int) -> list[str]:
    """Lines in the middle of a panel that is shaded towards both sides, deepest at the edges.

    Two of the lines of the panel are its own: one above, one below.
    """
    inner = [line for text in content for line in lines.fit(text, width - 2 * len(_SHADES))]
    rows = ["", *inner, ""]
    middle = (len(rows) - 1) / 2
    drawn = []
    for number, row in enumerate(rows):
        room = (width - 2 - max(map(len, rows))) // 2
        # A parabola: deep at the upper and lower edge, shallow in the middle.
        depth = round(3 * ((number - middle) / max(middle, 1)) ** 2)
        shade = _shade(min(depth + 1, room // len(_SHADES)))
        drawn.append(f" {shade}{row.center(width - 2 - 2 * len(shade))}{shade[::-1]} ")
    edge = " " * 3
    return [f"{edge}{'▄' * (width - 6)}", *drawn, f"{edge}{'▀' * (width - 6)}"]


def _shade(repeat: int) -> str:
    return "".join(shade * repeat for shade in _SHADES)


def lettering(text: str, width: int) -> list[str]:
    """The text in large letters where they fit, else in spaced ones, else as it is."""
    drawn = letters.large(text, width)
    if drawn:
        return drawn
    spaced = " ".join(text)
    return [spaced] if len(spaced) <= width else lines.wrap(text, width)
