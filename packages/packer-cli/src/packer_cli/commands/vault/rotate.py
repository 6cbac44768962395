"""``packer vault rotate``: close everything with a new key."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("rotate", help=translate("help.vault.rotate"))
@with_session("vault")
def command(session: Session) -> None:
    """Close everything with a new key."""
    from packer_core.settings import VAULT_KEY
    from packer_core.store.secrets import credentials as secrets

    output = session.output
    count = secrets.rotate(session.database(), session.settings)
    terminal.line(output.label("cli.vault.rotated", count=count))
    if session.settings.get(VAULT_KEY):
        output.note(output.label("cli.vault.drop_old"))
