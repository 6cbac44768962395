"""Pages of long lists: from when to when, how many, and where to go on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import click

from packer_cli.messages import translate

Command = TypeVar("Command", bound=Callable[..., Any])

_AGO = re.compile(r"(\d{1,6})([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Moment(click.ParamType[datetime]):
    """``2026-11-24``, ``2026-11-24T10:30`` on this machine's clock, or ``7d`` for so long ago."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """A moment with its zone."""
        if isinstance(value, datetime):
            return value
        ago = _AGO.fullmatch(str(value).strip())
        try:
            if ago is not None:
                return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
            return datetime.fromisoformat(str(value).strip()).astimezone()
        except (ValueError, OverflowError):
            self.fail(translate("cli.moment", value=value), param, ctx)


def page_options(command: Command) -> Command:
    """Add the options of a page: ``since``, ``until``, ``limit``, ``before``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--since", type=Moment(), metavar="TIME", help=translate("option.since")),
    click.option("--until", type=Moment(), metavar="TIME", help=translate("option.until")),
    click.option(
        *("-n", "--limit"),
        type=click.IntRange(1, 1000),
        default=25,
        show_default=True,
        help=translate("option.limit"),
    ),
    click.option("--before", metavar="ID", help=translate("option.before")),
)
