"""``packer rules add`` and ``remove``: the user's own rule sets."""

from pathlib import Path

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.paths import PATH_OBJECT
from packer_cli.output import terminal
from packer_cli.session import Session


def register(rules: click.Group) -> None:
    """Add the commands of this module to ``packer rules``."""
    rules.add_command(add)
    rules.add_command(remove)


@click.command("add", help=translate("help.rules.add"))
@click.argument("file", metavar="FILE", type=PATH_OBJECT)
@click.option("--replace", is_flag=True, help=translate("option.replace_rules"))
@options.JSON
def add(file: Path, replace: bool, as_json: bool) -> int:
    """Take a rule set into the user's folder."""
    session = Session(as_json=as_json)
    session.indent = 2

    def work() -> int:
        from packer_core import catalogue, user_rules
        from packer_core.schemas.rule_sets import rule_set_row
        from packer_core.settings import rules_folder

        folder = rules_folder(session.settings)
        shipped = catalogue.shipped_rule_set_texts(session.settings)
        added = user_rules.add(file, folder, shipped, replacing=replace)
        if as_json:
            session.show(rule_set_row(added, own=True))
        else:
            terminal.line(session.label("cli.rules.added", id=added.id, folder=folder))
        return 0

    return session.attempt(str(file), work)


@click.command("remove", help=translate("help.rules.remove"))
@click.argument("rule_set", metavar="ID")
def remove(rule_set: str) -> int:
    """Remove a rule set of the user."""
    session = Session()

    def work() -> int:
        from packer_core import catalogue, user_rules
        from packer_core.errors import UnknownName
        from packer_core.settings import rules_folder

        shipped = catalogue.shipped_rule_set_texts(session.settings)
        if not user_rules.remove(rule_set, rules_folder(session.settings), shipped):
            known = catalogue.rule_sets(session.settings)
            own = [id_ for id_ in known if catalogue.is_own(session.settings, id_)]
            raise UnknownName(what="rule set", name=rule_set, known=", ".join(own))
        terminal.line(session.label("cli.rules.removed", id=rule_set))
        return 0

    return session.attempt(rule_set, work)
