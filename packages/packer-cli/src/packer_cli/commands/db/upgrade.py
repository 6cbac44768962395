"""``packer db upgrade``: bring the tables to this version."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("upgrade", help=translate("help.db.upgrade"))
@with_session("database")
def command(session: Session) -> None:
    """Bring the tables to this version."""
    from packer_core.store.database.upgrades import upgrade_store

    output = session.output
    done = upgrade_store(session.settings)
    if done.copy is not None:
        output.note(output.label("cli.db.copy", path=done.copy))
    if done.bound:
        output.note(output.label("cli.db.bound", count=done.bound))
    key = "cli.db.current" if done.before == done.after else "cli.db.upgraded"
    terminal.line(output.label(key, database=done.database, revision=done.after))
