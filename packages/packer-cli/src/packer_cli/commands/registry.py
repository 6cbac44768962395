"""The commands, imported only when they are needed; other packages add theirs by entry point."""

from importlib import import_module
from typing import TYPE_CHECKING

import click

from packer_core.errors import PluginFailed

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint, EntryPoints

#: The command line's own commands, in the order of the help page; each is a module of that name.
COMMANDS = (
    "pack",
    "plan",
    "inspect",
    "check",
    "jobs",
    "releases",
    "name",
    "rules",
    "providers",
    "config",
    "vault",
    "worker",
    "db",
    "plugins",
)

#: The entry-point group of commands that other packages bring.
ENTRY_POINTS = "packer.commands"


class CommandGroup(click.Group):
    """A group whose commands are looked up by name, so that none costs the others time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        others = sorted(entry.name for entry in _others())
        return [*COMMANDS, *(name for name in others if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, ``None`` where there is none."""
        if cmd_name in COMMANDS:
            module = import_module(f"packer_cli.commands.{cmd_name}")
            command: click.Command = module.command
            return command
        for entry in _others():
            if entry.name == cmd_name:
                return _load(entry)
        return None


def _load(entry: "EntryPoint") -> click.Command:
    """Another package's command; a broken one stays listed and says why it cannot run."""
    try:
        command: click.Command = entry.load()
    except Exception as error:  # noqa: BLE001 - the border around a plugin
        reason = f"{type(error).__name__}: {error}"

        def fail() -> None:
            raise PluginFailed(plugin=entry.name, reason=reason)

        return click.Command(entry.name, callback=fail, short_help=reason)
    return command


def _others() -> "EntryPoints":
    """The commands of other packages; the machinery for it is slow to import."""
    from importlib.metadata import entry_points

    return entry_points(group=ENTRY_POINTS)
