"""Texts that want to speak for themselves on a terminal, and what sees whether they did."""

import contextlib
import os
import pty
import re
import sys
import threading
from pathlib import Path

from packer_core.escaping import escape_line

#: All that XML and file names may hold, too.
FORGED = "x\r\nFAKE: pass\nFAKE: pass\t\x85FAKE: pass\u2028FAKE: pass"
HIDDEN = "\u202egpj\u2066\u200b\ufeff\xad\u3164\u2800\ufe0f\u034f\U000e0041"
FORMATS = "[bold red]{x}{x.y}{}%s%(x)s"

#: A title, a clear screen, a link, a colour by one byte, a line over another, all of the above.
EVIL = f"x\x1b]0;owned\x07\x1b[2J\x1b]8;;x:y\x1b\\\x9b31m\x7f\x08{FORGED}{HIDDEN}{FORMATS}"

#: What of it stands in XML.
EVIL_XML = f"\x9b31m\x7f{FORGED}{HIDDEN}{FORMATS}[/]"

#: Sequences of our own at a terminal: colours, and those of the bar.
OURS = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\[(?:[0-9]+[AK]|[012]?K)|\x1b\[\?25[hl]\r?|\r\n|\r(?=\x1b\[2K)"
)


def unseen(said: str) -> list[str]:
    """What of a text is not seen, or pretends to be a line of ours."""
    chars = [ascii(char) for char in said if char != "\n" and escape_line(char) != char]
    return chars + [line for line in said.splitlines() if line.startswith("FAKE: pass")]


def at_a_terminal(*arguments: str | Path, typed: str = "") -> str:
    """What ``packer`` in this process writes to a terminal, and hears from it."""
    from packer_cli.main import main

    ours, theirs = pty.openpty()
    said = bytearray()
    reader = threading.Thread(target=_read_all, args=(ours, said))
    reader.start()
    # Whoever asks for more than was typed meets the end of the input.
    os.write(ours, typed.encode() + b"\x04" * 99)
    before = sys.stdin, sys.stdout, sys.stderr
    try:
        with os.fdopen(os.dup(theirs)) as heard, os.fdopen(theirs, "w") as told:
            sys.stdin, sys.stdout, sys.stderr = heard, told, told
            main([str(each) for each in arguments])
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        reader.join(60)
        os.close(ours)
    return said.decode("utf-8", "replace")


def _read_all(descriptor: int, said: bytearray) -> None:
    # The last end of the other side that is closed ends this one with an error.
    with contextlib.suppress(OSError):
        while chunk := os.read(descriptor, 1 << 16):
            said += chunk


def unseen_at_a_terminal(*arguments: str | Path, typed: str = "") -> list[str]:
    """What of the words of a command at a terminal is neither seen nor a sequence of ours."""
    said = at_a_terminal(*arguments, typed=typed)
    assert said
    return unseen(OURS.sub("\n", said))
