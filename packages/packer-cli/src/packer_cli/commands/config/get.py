"""``packer config get``: the value of one setting."""

import click

from packer_cli import options
from packer_cli.commands.config.names import find_setting
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("get", help=translate("help.config.get"))
@click.argument("name", metavar="NAME")
@options.JSON
@with_session("{name}", indent=2)
def command(session: Session, name: str) -> None:
    """The value of one setting, alone on a line."""
    from packer_cli.output.tables.settings import print_value
    from packer_core.schemas.settings import setting_document

    document = setting_document(find_setting(name), session.settings)
    session.output.show(document, print_value)
