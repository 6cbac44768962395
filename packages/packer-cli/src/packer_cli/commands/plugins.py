"""``packer plugins``: what loaded, what did not, and why."""

from collections.abc import Mapping

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session


@click.command("plugins", help=translate("help.plugins"))
@options.JSON
def command(as_json: bool) -> int:
    """List the plugins."""
    from packer_core import codec
    from packer_core.plugins import for_settings

    session = Session(as_json=as_json)
    loaded = for_settings(session.settings).loaded
    if as_json:
        import json

        terminal.json(json.dumps([codec.encode(plugin) for plugin in loaded], indent=2))
        return 0
    from packer_cli.output.tables import print_table

    rows = [
        (each.name, each.source, each.version, each.status, each.reason or _provided(each.provides))
        for each in loaded
    ]
    print_table([session.label(f"cli.plugins.{name}") for name in _COLUMNS], rows)
    return 0


_COLUMNS = ("name", "source", "version", "status", "provides")


def _provided(provides: Mapping[str, tuple[str, ...]]) -> str:
    hooks = {name: what for name, what in provides.items() if name != "packer_messages"}
    return "; ".join(
        f"{name.removeprefix('packer_')}: {', '.join(each.rpartition('/')[2] for each in what)}"
        for name, what in hooks.items()
    )
