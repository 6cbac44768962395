"""``packer db stamp``: say which version the tables are of."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("stamp", help=translate("help.db.stamp"))
@click.argument("revision")
@with_session("database")
def command(session: Session, revision: str) -> None:
    """Say which version the tables are of."""
    from packer_core.store.database import upgrades

    before = upgrades.stamp(session.settings, revision)
    facts = {"before": before or "-", "revision": revision}
    terminal.line(session.output.label("cli.db.stamped", **facts))
