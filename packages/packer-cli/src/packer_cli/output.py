"""The one door to the terminal: everything that is printed passes here, and is escaped here.

Results go to standard output, all else to standard error. What comes from others is made visible
before our own styles are added; what a stream's encoding does not have becomes an escape.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from packer_core.errors import NotAllowed
from packer_core.escaping import escape_json, escape_line, escape_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def prepare_streams() -> None:
    """Make the standard streams fit to be written to, whatever this process was given.

    Descriptors that are closed are opened to nowhere, so that no file of ours takes their numbers;
    what an encoding lacks is escaped.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def line(text: object, *, err: bool = False) -> None:
    """A line."""
    _write(f"{escape_line(str(text))}\n", err=err)


def lines(text: object, *, err: bool = False) -> None:
    """A text of several lines."""
    _write(f"{escape_text(str(text))}\n", err=err)


def json(text: str) -> None:
    """A JSON document on standard output."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    shown = escape_json(text)
    with _faults(err=False):
        try:
            shown.encode(encoding)
        except UnicodeEncodeError:
            shown = "".join(each if each.isascii() else _json_escape(each) for each in shown)
    _write(f"{shown}\n", err=False)


def relay(text: str, *, err: bool = False) -> None:
    """What another process of ours printed by this door."""
    _write(text, err=err)


def styled(text: object, style: str = "", *, err: bool = False) -> None:
    """A line in a style, as rich names it."""
    from rich.text import Text

    _print(console(err=err), Text(escape_line(str(text)), style=style), err=err)


def parts(*pieces: tuple[object, str], err: bool = False) -> None:
    """A line of pieces, each in a style of its own."""
    from rich.text import Text

    whole = Text()
    for text, style in pieces:
        whole.append(escape_line(str(text)), style=style or "default")
    _print(console(err=err), whole, err=err)


def table(
    columns: Sequence[str], rows: "Sequence[Sequence[object]]", numbers: Sequence[int] = ()
) -> None:
    """A table on standard output; ``numbers`` are the columns set to the right."""
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        justify: Any = "right" if index in numbers else "left"
        shown.add_column(cell(column), justify=justify, overflow="fold")
    for row in rows:
        shown.add_row(*map(cell, row))
    wide = console(soft_wrap=False)
    if not wide.is_terminal:
        wide.width = 200
    _print(wide, shown, err=False)


def cell(value: object) -> "Text":
    """A value of a table."""
    from rich.text import Text

    return Text(escape_line(str(value)))


def console(*, err: bool = False, soft_wrap: bool = True) -> "Console":
    """Rich's console on one of the streams, without its guesses at what values mean."""
    from rich.console import Console

    return Console(stderr=err, highlight=False, markup=False, emoji=False, soft_wrap=soft_wrap)


def usage_error(error: click.ClickException) -> None:
    """What click has to say of a call that is wrong."""
    import io

    shown = io.StringIO()
    error.show(file=shown)
    message = error.format_message()
    _write(escape_text(shown.getvalue().replace(message, escape_line(message))), err=True)


def flush() -> None:
    """Write out what waits; raises as every writing does."""
    for stream, err in ((sys.stdout, False), (sys.stderr, True)):
        if stream is not None:
            with _faults(err=err):
                stream.flush()


def _print(where: "Console", what: object, *, err: bool) -> None:
    with _faults(err=err):
        where.print(what)


def _write(text: str, *, err: bool) -> None:
    with _faults(err=err):
        click.echo(text, nl=False, err=err)


@contextlib.contextmanager
def _faults(*, err: bool) -> Iterator[None]:
    """Turn a stream that takes nothing more into an expected error; a reader that left is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if err:
            # There is nowhere left to say so.
            return
        if error.errno == errno.EPIPE:
            raise BrokenPipeError from error
        # Nor is anything more to be written there when Python ends.
        sys.stdout = None
        raise NotAllowed(path="stdout", reason=error.strerror or str(error)) from error


def _json_escape(char: str) -> str:
    from json import dumps

    return dumps(char)[1:-1]
