"""What the arguments of commands are: paths, pairs, moments."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from packer_cli.messages import translate

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_AGO = re.compile(r"(\d{1,6})([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class PathText(click.ParamType[str]):
    """A path of a file or a folder, which need not be there."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is no path, or means something else than a file of that name."""
        text = os.fspath(value)
        if not text:
            self.fail(translate("cli.path.empty"), param, ctx)
        if _URL.match(text) and not os.path.lexists(text):
            self.fail(translate("cli.path.url", value=text), param, ctx)
        if text == "-" and not os.path.lexists(text):
            self.fail(translate("cli.path.stdin"), param, ctx)
        if "\0" in text:
            self.fail(translate("cli.path.nul"), param, ctx)
        return str(text)


class PathOf(click.ParamType[Path]):
    """The same as a :class:`~pathlib.Path`."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Refuse what :class:`PathText` refuses."""
        return Path(PATH.convert(value, param, ctx))


PATH, PATH_OBJECT = PathText(), PathOf()


class Pair(click.ParamType[tuple[str, str]]):
    """``NAME=TEXT`` as a pair."""

    name = "name=text"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the first ``=``."""
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not equals or not name.strip():
            self.fail(translate("cli.pair", value=value), param, ctx)
        return name.strip(), text


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
