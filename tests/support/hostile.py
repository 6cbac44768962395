"""Texts that want to speak for themselves on a terminal, and what sees whether they did."""

import os
import pty
import re
import select
import subprocess
import sys
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


def at_a_terminal(*arguments: str | Path, **environ: str) -> str:
    """What a command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "packer_cli", *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **environ},
    ) as process:
        os.close(theirs)
        said = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                chunk = os.read(ours, 1 << 16)
            except OSError:
                break
            if not chunk:
                break
            said += chunk
        process.wait(60)
    os.close(ours)
    return said.decode("utf-8", "replace")


def unseen_at_a_terminal(*arguments: str | Path, **environ: str) -> list[str]:
    """What of the words of a command at a terminal is neither seen nor a sequence of ours."""
    said = at_a_terminal(*arguments, **environ)
    assert said
    return unseen(OURS.sub("\n", said))
