"""Groups of commands: each command is a module, imported only when it is needed."""

from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import click

from packer_cli.messages import translate
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


class LazyGroup(click.Group):
    """A group that looks its commands up by name, so that none costs the others time.

    :param package: the package of the modules; the command ``set-key`` is ``command`` in the module
        ``set_key`` of it.
    :param names: the commands in the order of the help page.
    """

    def __init__(self, *args: Any, package: str, names: Sequence[str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._package = package
        self._names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, ``None`` where there is none."""
        if cmd_name not in self._names:
            return None
        module = cmd_name.replace("-", "_") + ("_" if iskeyword(cmd_name) else "")
        command: click.Command = import_module(f"{self._package}.{module}").command
        return command


def command_group(package: str, names: Sequence[str]) -> LazyGroup:
    """The group that a package of commands is; its name is the last part of the package's."""
    name = package.rpartition(".")[2]
    return LazyGroup(name, package=package, names=names, help=translate(f"help.{name}"))


class LazyOption(click.Option):
    """An option whose help is read when somebody wants to see it."""

    @property
    def help(self) -> str | None:
        """What the option is for, in the user's language."""
        return translate(f"option.{self.name}")

    @help.setter  # noqa: A003 - click's name for it
    def help(self, text: str | None) -> None:
        """Nobody says it: it has its text."""


class MainGroup(LazyGroup):
    """The commands of this package, then those that other packages add by entry point."""

    @property
    def help(self) -> str | None:
        """What the program is for, in the user's language."""
        return translate("help.packer")

    @help.setter  # noqa: A003 - click's name for it
    def help(self, text: str | None) -> None:
        """Nobody says it: it has its text."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, package="packer_cli.commands", names=COMMANDS, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        own = super().list_commands(ctx)
        others = sorted(entry.name for entry in _others())
        return [*own, *(name for name in others if name not in own)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, ``None`` where there is none."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        found = next((entry for entry in _others() if entry.name == cmd_name), None)
        return None if found is None else _load(found)


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
