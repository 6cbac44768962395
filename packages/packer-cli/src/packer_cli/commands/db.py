"""``packer db``: the database of jobs and its version."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session


@click.group("db", help=translate("help.db"))
def command() -> None:
    """The group of the commands below."""


@command.command("upgrade", help=translate("help.db.upgrade"))
def upgrade() -> int:
    """Bring the tables to this version."""
    session = Session()

    def run() -> int:
        from packer_core.store.database.upgrades import upgrade_store

        done = upgrade_store(session.settings)
        if done.copy is not None:
            session.say(session.label("cli.db.copy", path=done.copy))
        if done.bound:
            session.say(session.label("cli.db.bound", count=done.bound))
        key = "cli.db.current" if done.before == done.after else "cli.db.upgraded"
        terminal.line(session.label(key, database=done.database, revision=done.after))
        return 0

    return session.attempt("database", run)


@command.command("check", help=translate("help.db.check"))
def check() -> int:
    """Say how the tables differ from what this version expects."""
    session = Session()

    def run() -> int:
        from packer_core.errors import BadConfiguration, exit_code
        from packer_core.store.database.upgrades import differences

        found = differences(session.settings)
        for line in found:
            terminal.line(line)
        if not found:
            terminal.line(session.label("cli.db.as_expected"))
        return exit_code(BadConfiguration) if found else 0

    return session.attempt("database", run)


@command.command("stamp", help=translate("help.db.stamp"))
@click.argument("revision")
def stamp(revision: str) -> int:
    """Say which version the tables are of."""
    session = Session()

    def run() -> int:
        from packer_core.store.database import upgrades

        before = upgrades.stamp(session.settings, revision)
        terminal.line(session.label("cli.db.stamped", before=before or "-", revision=revision))
        return 0

    return session.attempt("database", run)
