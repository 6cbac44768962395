"""Paths as they are stated in a call: never empty, never an address."""

import os
import re
from pathlib import Path
from typing import Any

import click

from packer_cli.messages import translate

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


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
