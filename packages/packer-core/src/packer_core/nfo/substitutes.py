"""What to write for a character that code page 437 lacks.

Only where the transliteration tables of ``anyascii`` are silent, too wordy for a text of 80
columns, or where the code page has a closer relative than ASCII.
"""

_SAME_SHAPE = (
    # Heavy, rounded and dashed lines become the light ones of the code page.
    ("━┅┉╍┄┈╌╴╶╸╺╼╾", "─"),
    ("┃┇┋╏┆┊╎╵╷╹╻╽╿", "│"),
    ("┏╭┍┎", "┌"),
    ("┓╮┑┒", "┐"),
    ("┗╰┕┖", "└"),
    ("┛╯┙┚", "┘"),
    ("┣┝┞┟┠┡┢", "├"),
    ("┫┥┦┧┨┩┪", "┤"),
    ("┳┭┮┯┰┱┲", "┬"),
    ("┻┵┶┷┸┹┺", "┴"),
    ("╋┽┾┿╀╁╂╃╄╅╆╇╈╉╊", "┼"),
    # Eighths of a block become halves or wholes.
    ("▁▂▃", "▄"),
    ("▅▆▇▉", "█"),
    ("▊▋▍▎▏", "▌"),
    ("▕", "▐"),
    ("▔", "▀"),
    ("□▪▫◼◻◾◽▢▣", "■"),
    ("•●○◦⚫⚪", "∙"),
    ("⋅・‧", "·"),
)

#: character -> what is written for it.
SUBSTITUTES: dict[str, str] = {
    lacking: shape for lackings, shape in _SAME_SHAPE for lacking in lackings
} | {
    "×": "x",
    "§": "par.",
    "¶": "par.",
    "♥": "<3",
    "♪": "~",
    "♫": "~",
    "↔": "<->",
    "→": "->",
    "←": "<-",
    "⇒": "=>",
    "✓": "v",
    "✔": "v",
    "✗": "x",
    "✘": "x",
    "μ": "µ",
    "Ω": "Ω",
    "∑": "Σ",
    "‰": "o/oo",
    "¤": "*",
    "³": "3",
    # Unknown to the reader already when the text came to us.
    "\N{REPLACEMENT CHARACTER}": "",
}
