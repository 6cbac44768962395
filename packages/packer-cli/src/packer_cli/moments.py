"""Moments as people type them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from packer_cli.texts import translate

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
