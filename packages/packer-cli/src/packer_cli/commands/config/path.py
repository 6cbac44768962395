"""``packer config path``: where ``config.yaml`` is."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_core.settings import config_path


@click.command("path", help=translate("help.config.path"))
def command() -> int:
    """Print where config.yaml is; whether it is a good one does not matter."""
    terminal.line(config_path())
    return 0
