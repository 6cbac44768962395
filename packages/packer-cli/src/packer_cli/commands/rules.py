"""``packer rules``: the rule sets and what they demand."""

import json

import click

from packer_cli import requests as options
from packer_cli.session import Session
from packer_cli.texts import translate


@click.group("rules", help=translate("help.rules"))
def command() -> None:
    """Rule sets."""


@command.command("list", help=translate("help.rules.list"))
@options.JSON
def list_rules(as_json: bool) -> int:
    """List the rule sets."""
    from packer_core.catalogue import rule_sets

    session = Session(as_json=as_json)
    known = rule_sets(session.settings)
    if as_json:
        rows = [
            {"id": r.id, "kind": r.kind, "title": r.title, "sha256": r.hash} for r in known.values()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    from packer_cli.tables import print_table

    print_table(
        [session.label(f"cli.rules.{name}") for name in ("id", "kind", "title")],
        [(each.id, each.kind, each.title) for each in known.values()],
    )
    return 0


@command.command("show", help=translate("help.rules.show"))
@click.argument("rule_set", metavar="ID")
@options.JSON
def show_rules(rule_set: str, as_json: bool) -> int:
    """Show one rule set and its checks."""
    from packer_core.catalogue import rule_set_by_id
    from packer_core.documents.rule_sets import rule_set_document

    session = Session(as_json=as_json)
    session.indent = 2
    document = rule_set_document(rule_set_by_id(session.settings, rule_set), session.texts)
    if as_json:
        session.show(document)
        return 0
    from packer_cli.tables import print_rule_set

    print_rule_set(session, document)
    return 0
