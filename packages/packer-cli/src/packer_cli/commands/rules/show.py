"""``packer rules show``: one rule set and its checks, or the text of public rules."""

import click

from packer_cli import options
from packer_cli.commands.rules.texts import show_text
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("show", help=translate("help.rules.show"))
@click.argument("rule_set", metavar="ID")
@options.JSON
@click.option("--text", "as_text", is_flag=True, help=translate("option.text"))
@with_session()
def command(session: Session, rule_set: str, as_text: bool) -> int:
    """Show one rule set, or a text."""
    if as_text:
        return session.loop.attempt("", lambda: show_text(session, rule_set))
    session.output.indent = 2
    return session.loop.attempt(rule_set, lambda: _show_rule_set(session, rule_set))


def _show_rule_set(session: Session, id_: str) -> None:
    """Show one rule set and its checks."""
    from packer_cli.output.tables.rules import print_rule_set
    from packer_core.library.available import rule_set_by_id
    from packer_core.plugins import for_settings
    from packer_core.schemas.rule_sets import rule_set_document

    rule_set = rule_set_by_id(session.settings, id_)
    checks = for_settings(session.settings).checks()
    document = rule_set_document(rule_set, checks, session.output.catalogue)
    session.output.show(document, print_rule_set)
