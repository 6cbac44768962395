"""``packer config list``: every setting with its value and where that comes from."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("list", help=translate("help.config.list"))
@options.JSON
@with_session("config")
def command(session: Session) -> None:
    """Every setting with its value and where that comes from."""
    from packer_cli.output.tables.settings import print_settings
    from packer_core.schemas.settings import settings_document
    from packer_core.settings import config_path

    document = settings_document(session.settings, str(config_path()))
    session.output.show_single(document, print_settings)
