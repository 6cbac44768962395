"""``packer vault list``: what is kept, never the secrets themselves."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("list", help=translate("help.vault.list"))
@options.JSON
@with_session("vault")
def command(session: Session) -> None:
    """What is kept, never the secrets themselves."""
    from packer_cli.output.tables.settings import print_secrets
    from packer_core.schemas.vault import vault_document
    from packer_core.store.accounts import local_user
    from packer_core.store.secrets import credentials as secrets

    database = session.database()
    document = vault_document(secrets.list_secrets(database, local_user(database)))
    session.output.show_single(document, print_secrets)
