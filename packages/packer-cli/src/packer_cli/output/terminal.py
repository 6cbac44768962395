"""The one door to the terminal: everything that Packer prints passes here, and is escaped here.

Results go to standard output, all else to standard error. What comes from others is made visible
before our own styles are added; what a stream's encoding does not have becomes an escape. What
others print, past this door, is escaped by :mod:`packer_cli.output.streams`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from packer_cli.messages import translate
from packer_cli.output import streams
from packer_core.escaping import escape_json, escape_line, escape_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.text import Text

#: Columns of a table where no terminal says how many there are.
_WIDTH = 200

#: The bars on the screen: what is printed meanwhile stands above them.
_bars: "Progress | None" = None


def line(text: object, *, err: bool = False) -> None:
    """A line."""
    _write(f"{escape_line(str(text))}\n", err=err)


def lines(text: object, *, err: bool = False) -> None:
    """A text of several lines."""
    _write(f"{escape_text(str(text))}\n", err=err)


def json(text: str) -> None:
    """A JSON document on standard output."""
    escaped = escape_json(text)
    stream = streams.ours(err=False)
    if stream is not None:
        try:
            escaped.encode(stream.encoding)
        except UnicodeEncodeError:
            escaped = "".join(each if each.isascii() else _json_escape(each) for each in escaped)
    _write(f"{escaped}\n", err=False)


def relay(text: str, *, err: bool = False) -> None:
    """What another process of ours printed by this door."""
    _write(escape_text(text), err=err)


def styled(text: object, style: str = "", *, err: bool = False) -> None:
    """A line in a style, as rich names it."""
    parts((text, style), err=err)


def parts(*pieces: tuple[object, str], err: bool = False) -> None:
    """A line of pieces, each in a style of its own."""
    from rich.text import Text

    whole = Text()
    for text, style in pieces:
        whole.append(escape_line(str(text)), style=style or "default")
    _print(whole, err=err)


def table(
    columns: Sequence[str], rows: "Sequence[Sequence[object]]", numbers: Sequence[int] = ()
) -> None:
    """A table on standard output; ``numbers`` are the columns set to the right.

    What is too long for its column is folded; no line but the first of a row begins at the margin.
    """
    from rich.table import Table

    from packer_cli.output.folding import Hanging

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        justify: Any = "right" if index in numbers else "left"
        grid.add_column(cell(column), justify=justify, overflow="fold")
    for row in rows:
        first, *others = map(cell, row)
        grid.add_row(Hanging(first), *others)
    where = _place(err=False)
    if not where.is_terminal:
        where.width = _WIDTH
    where.print(grid)


def cell(value: object) -> "Text":
    """A value of a table."""
    from rich.text import Text

    return Text(escape_line(str(value)))


class _YesNo(click.ParamType[bool]):
    """A yes or a no."""

    name = "yes/no"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:
        """What an answer means, in either language."""
        if isinstance(value, bool):
            return value
        answer = str(value).strip().lower()
        if answer in ("y", "yes", "o", "oui"):
            return True
        if answer not in ("n", "no", "non"):
            self.fail(translate("cli.confirm.unclear"), param, ctx)
        return False


def ask(
    question: str,
    *,
    default: Any = None,
    kind: Any = None,
    hidden: bool = False,
    offer: bool = True,
) -> Any:
    """Ask for a text, or what ``kind`` makes of it; an empty answer is the default.

    :param offer: whether the default is shown.
    """
    offered = f" [{default}]" if offer and default is not None else ""
    return click.prompt(
        escape_line(f"{question}{offered}"),
        default=default,
        show_default=False,
        type=kind,
        hide_input=hidden,
        err=True,
    )


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for a yes or a no, in the letters of the user's language; those of the other do, too."""
    offered = translate(f"cli.confirm.{'yes' if default else 'no'}")
    return bool(ask(f"{question} [{offered}]", default=default, kind=_YesNo(), offer=False))


def stand_above(bars: "Progress | None") -> None:
    """Print above these bars from now on; ``None`` when they are taken off the screen."""
    global _bars
    _bars = bars


def console(*, err: bool = False) -> "Console":
    """Rich's console on one of the streams, without its guesses at what values mean."""
    from typing import IO, cast

    from rich.console import Console

    # A stream that is not there takes everything, for rich.
    file = cast("IO[str] | None", streams.ours(err=err))
    return Console(file=file, stderr=err, highlight=False, markup=False, emoji=False)


def usage_error(error: click.ClickException) -> None:
    """What is wrong with a call, in click's words and by our door: click repeats what was typed."""
    message = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        # A group that was called without a command: its help, of which nothing was typed.
        lines(message, err=True)
        return
    # What is missing was said by nobody, and its choices stand in lines of their own.
    if not isinstance(error, click.MissingParameter):
        message = escape_line(message)
    said = translate.click("Error: {message}").format(message=message).expandtabs(4)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        facts = {"command": context.command_path, "option": "--help"}
        hint = translate.click("Try '{command} {option}' for help.").format(**facts)
        said = f"{context.get_usage()}\n{hint}\n\n{said}"
    lines(said, err=True)


def _write(text: str, *, err: bool) -> None:
    stream = streams.ours(err=err)
    if stream is None:
        return
    if _bars is not None and stream.isatty():
        from rich.text import Text

        _print(Text(text.removesuffix("\n")), err=err)
    else:
        stream.write(text)


def _print(what: "Text", *, err: bool) -> None:
    _place(err=err).print(what, soft_wrap=True)


def _place(*, err: bool) -> "Console":
    """Where to print: above the bars, if it is the terminal that they are drawn on."""
    stream = streams.ours(err=err)
    if _bars is not None and stream is not None and stream.isatty():
        return _bars.console
    return console(err=err)


def _json_escape(char: str) -> str:
    from json import dumps

    return dumps(char)[1:-1]


def traceback(error: BaseException | str) -> None:
    """The traceback of an error, or one that was written down, on standard error.

    It stands behind a margin, so that nothing in it passes for a line of ours.
    """
    from textwrap import indent
    from traceback import format_exception

    text = error if isinstance(error, str) else "".join(format_exception(error))
    lines(indent(escape_text(text.rstrip()), "  "), err=True)
