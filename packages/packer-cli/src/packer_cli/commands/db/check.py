"""``packer db check``: how the tables differ from what this version expects."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session
from packer_core.errors import BadConfiguration, exit_code


@click.command("check", help=translate("help.db.check"))
@with_session("database")
def command(session: Session) -> int:
    """Say how the tables differ from what this version expects."""
    from packer_core.store.database.upgrades import differences

    found = differences(session.settings)
    for line in found:
        terminal.line(line)
    if not found:
        terminal.line(session.output.label("cli.db.as_expected"))
    return exit_code(BadConfiguration) if found else 0
