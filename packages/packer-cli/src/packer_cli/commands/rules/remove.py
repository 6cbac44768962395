"""``packer rules remove``: remove a rule set of the user."""

import click

from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("remove", help=translate("help.rules.remove"))
@click.argument("rule_set", metavar="ID")
@with_session("{rule_set}")
def command(session: Session, rule_set: str) -> None:
    """Remove a rule set of the user."""
    from packer_core.errors import UnknownName
    from packer_core.library import available
    from packer_core.library import own_rules as user_rules
    from packer_core.settings import rules_folder

    settings = session.settings
    shipped = available.shipped_rules(settings)
    if not user_rules.remove(rule_set, rules_folder(settings), shipped):
        own = [id_ for id_ in available.rule_sets(settings) if available.is_own(settings, id_)]
        raise UnknownName(what="rule set", name=rule_set, known=", ".join(own))
    terminal.line(session.output.label("cli.rules.removed", id=rule_set))
