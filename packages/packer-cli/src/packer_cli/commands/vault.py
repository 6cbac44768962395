"""``packer vault``: what is kept closed, and the key it is closed with."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session


@click.group("vault", help=translate("help.vault"))
def command() -> None:
    """The group of the commands below."""


@command.command("list", help=translate("help.vault.list"))
@options.JSON
def list_secrets(as_json: bool) -> int:
    """What is kept, never the secrets themselves."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.vault import vault_document
        from packer_core.store import credentials as secrets
        from packer_core.store.accounts import local_user

        database = session.database()
        document = vault_document(secrets.list_secrets(database, local_user(database)))
        session.indent = 2
        if as_json:
            session.show(document)
            return 0
        from packer_cli.output.tables import print_table

        columns = [session.label(f"cli.vault.{name}") for name in ("name", "hint", "updated")]
        rows = [
            (f"providers.{each.provider}.{each.name}", f"…{each.hint}", each.updated_at[:10])
            for each in document.secrets
        ]
        print_table(columns, rows)
        return 0

    return session.attempt("vault", show)


@command.command("rotate", help=translate("help.vault.rotate"))
def rotate() -> int:
    """Close everything with a new key."""
    session = Session()

    def run() -> int:
        from packer_core.settings import VAULT_KEY
        from packer_core.store import credentials as secrets

        count = secrets.rotate(session.database(), session.settings)
        terminal.line(session.label("cli.vault.rotated", count=count))
        if session.settings.get(VAULT_KEY):
            session.say(session.label("cli.vault.drop_old"))
        return 0

    return session.attempt("vault", run)
