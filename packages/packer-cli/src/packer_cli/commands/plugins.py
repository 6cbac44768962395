"""``packer plugins``: what loaded, what did not, and why."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("plugins", help=translate("help.plugins"))
@options.JSON
@with_session()
def command(session: Session) -> None:
    """List the plugins."""
    from packer_core import codec
    from packer_core.plugins import for_settings

    loaded = for_settings(session.settings).loaded
    if session.output.as_json:
        import json

        terminal.json(json.dumps([codec.encode(plugin) for plugin in loaded], indent=2))
        return
    from packer_cli.output.tables.plugins import print_plugins

    print_plugins(session.output, loaded)
