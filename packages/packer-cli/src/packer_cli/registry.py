"""The commands, imported only when they are needed; other packages add theirs by entry point."""

from importlib import import_module
from importlib.metadata import entry_points

import click

#: The command line's own commands, in the order of the help page; each is a module of that name.
COMMANDS = ("pack", "plan", "inspect", "check", "rules", "plugins")

#: The entry-point group of commands that other packages bring.
ENTRY_POINTS = "packer.commands"


class CommandGroup(click.Group):
    """A group whose commands are looked up by name, so that none costs the others time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        others = sorted(entry.name for entry in entry_points(group=ENTRY_POINTS))
        return [*COMMANDS, *(name for name in others if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, ``None`` where there is none."""
        if cmd_name in COMMANDS:
            module = import_module(f"packer_cli.commands.{cmd_name}")
            command: click.Command = module.command
            return command
        for entry in entry_points(group=ENTRY_POINTS):
            if entry.name == cmd_name:
                other: click.Command = entry.load()
                return other
        return None
