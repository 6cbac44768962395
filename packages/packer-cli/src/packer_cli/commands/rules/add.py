"""``packer rules add``: take a rule set into the user's folder."""

from pathlib import Path

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.types import PATH_OBJECT
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("add", help=translate("help.rules.add"))
@click.argument("file", metavar="FILE", type=PATH_OBJECT)
@click.option("--replace", is_flag=True, help=translate("option.replace_rules"))
@options.JSON
@with_session("{file}", indent=2)
def command(session: Session, file: Path, replace: bool) -> None:
    """Take a rule set into the user's folder."""
    from packer_core.library import available
    from packer_core.library import own_rules as user_rules
    from packer_core.schemas.rule_sets import rule_set_row
    from packer_core.settings import rules_folder

    folder = rules_folder(session.settings)
    shipped = available.shipped_rules(session.settings)
    added = user_rules.add(file, folder, shipped, replacing=replace)
    if session.output.as_json:
        session.output.json(rule_set_row(added, own=True))
    else:
        terminal.line(session.output.label("cli.rules.added", id=added.id, folder=folder))
