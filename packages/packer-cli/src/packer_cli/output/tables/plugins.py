"""Plugins, as a person reads them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from packer_cli.output import terminal
from packer_cli.output.tables import print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.plugins import LoadedPlugin

#: So many names of one hook are not read any more.
_MANY = 12

_COLUMNS = ("name", "source", "version", "status", "provides")


def print_plugins(output: "Output", loaded: "Sequence[LoadedPlugin]") -> None:
    """What loaded, what did not, and why."""
    rows = [
        (each.name, each.source, each.version, each.status, each.reason or _hooks(each.provides))
        for each in loaded
    ]
    print_table([output.label(f"cli.plugins.{name}") for name in _COLUMNS], rows)
    for each in loaded:
        if each.traceback and output.debug:
            output.note(f"{each.name}:")
            terminal.traceback(each.traceback)


def _hooks(provides: Mapping[str, tuple[str, ...]]) -> str:
    hooks = {name: what for name, what in provides.items() if name != "packer_messages"}
    return "; ".join(
        f"{name.removeprefix('packer_')}: {_names(what)}" for name, what in hooks.items()
    )


def _names(provided: tuple[str, ...]) -> str:
    """What a plugin brings by one hook; of very much only how much."""
    if len(provided) > _MANY:
        return str(len(provided))
    return ", ".join(each.rpartition("/")[2] for each in provided)
