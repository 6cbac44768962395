"""``packer rules list``: the rule sets and the receivers, or the texts of public rules."""

from typing import Any

import click

from packer_cli import options
from packer_cli.commands.rules.texts import list_texts
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("list", help=translate("help.rules.list"))
@options.JSON
@click.option("--remote", is_flag=True, help=translate("option.remote"))
@click.option("--section", metavar="WORD", help=translate("option.section"))
@click.option("--language", metavar="LANGUAGE", help=translate("option.text_language"))
@click.option("--year", type=int, metavar="YEAR", help=translate("option.year"))
@with_session("")
def command(session: Session, remote: bool, **choice: Any) -> int:
    """List what there is to judge by."""
    if remote:
        return list_texts(session, choice)
    if any(value is not None for value in choice.values()):
        raise click.UsageError(translate("cli.texts.remote_only"))
    _list_rule_sets(session)
    return 0


def _list_rule_sets(session: Session) -> None:
    """List the rule sets and the receivers; a broken set is named on standard error."""
    from packer_cli.output.tables.rules import print_rule_list
    from packer_core.library import available
    from packer_core.rules.parsing.packaged import receivers
    from packer_core.schemas.rule_sets import rule_list_document

    settings, output = session.settings, session.output
    output.indent = 2
    known = available.rule_sets(settings)
    broken = available.broken_rule_sets(settings)
    for error in broken.values():
        output.warn(error)
    document = rule_list_document(
        known.values(),
        receivers().values(),
        own={id_ for id_ in known if available.is_own(settings, id_)},
        broken={name: output.catalogue.error(error) for name, error in broken.items()},
    )
    output.show(document, print_rule_list)
