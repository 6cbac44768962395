"""Large letters for a group's name, six points high, two points to a line of text.

Drawn for Packer. Each letter is six rows of ``#`` and blanks; a pair of rows becomes one line of
the half blocks of code page 437.
"""

from packer_core.nfo.cp437 import to_cp437

_DRAWN = """
A .####. ##..## ##..## ###### ##..## ##..##
B #####. ##..## #####. ##..## ##..## #####.
C .##### ##.... ##.... ##.... ##.... .#####
D #####. ##..## ##..## ##..## ##..## #####.
E ###### ##.... ####.. ##.... ##.... ######
F ###### ##.... ####.. ##.... ##.... ##....
G .##### ##.... ##.### ##..## ##..## .#####
H ##..## ##..## ###### ##..## ##..## ##..##
I ## ## ## ## ## ##
J ....## ....## ....## ....## ##..## .####.
K ##..## ##.##. ####.. ####.. ##.##. ##..##
L ##.... ##.... ##.... ##.... ##.... ######
M ##....## ###..### ######## ##.##.## ##....## ##....##
N ##...## ###..## ####.## ##.#### ##..### ##...##
O .####. ##..## ##..## ##..## ##..## .####.
P #####. ##..## ##..## #####. ##.... ##....
Q .####. ##..## ##..## ##..## ##.##. .###.#
R #####. ##..## ##..## #####. ##.##. ##..##
S .##### ##.... .####. ....## ....## #####.
T ###### ..##.. ..##.. ..##.. ..##.. ..##..
U ##..## ##..## ##..## ##..## ##..## .####.
V ##..## ##..## ##..## ##..## .####. ..##..
W ##....## ##....## ##.##.## ######## ###..### ##....##
X ##..## ##..## .####. .####. ##..## ##..##
Y ##..## ##..## .####. ..##.. ..##.. ..##..
Z ###### ....## ...##. .##... ##.... ######
0 .####. ##..## ##.### ###.## ##..## .####.
1 ..## .### ..## ..## ..## ..##
2 #####. ....## .####. ##.... ##.... ######
3 #####. ....## ..###. ....## ....## #####.
4 ##..## ##..## ###### ....## ....## ....##
5 ###### ##.... #####. ....## ....## #####.
6 .####. ##.... #####. ##..## ##..## .####.
7 ###### ....## ...##. ..##.. ..##.. ..##..
8 .####. ##..## .####. ##..## ##..## .####.
9 .####. ##..## ##..## .##### ....## .####.
_ .... .... .... .... .... ####
- .... .... #### .... .... ....
. .. .. .. .. ## ##
"""

_BLOCKS = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}


def _lines(rows: list[str]) -> tuple[str, ...]:
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return tuple(
        "".join(_BLOCKS[top + bottom] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in pairs
    )


#: character -> its three lines of text.
LETTERS: dict[str, tuple[str, ...]] = {
    glyph[0]: _lines(glyph[2:].split()) for glyph in _DRAWN.strip().splitlines()
} | {" ": ("   ",) * 3}


def large(text: str, width: int) -> list[str]:
    """The text in large letters, three lines high.

    :return: lines of one length up to ``width`` columns; nothing where the text does not fit or
        has a character that is not drawn.
    """
    glyphs = [LETTERS.get(char) for char in to_cp437(text).upper()]
    drawn = [glyph for glyph in glyphs if glyph is not None]
    if not drawn or len(drawn) < len(glyphs):
        return []
    lines = [" ".join(glyph[row] for glyph in drawn) for row in range(3)]
    return lines if len(lines[0]) <= width else []
