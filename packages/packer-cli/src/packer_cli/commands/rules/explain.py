"""``packer rules explain``: what a check is for, and what to do about a finding of it."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("explain", help=translate("help.rules.explain"))
@click.argument("check_id", metavar="CHECK-ID")
@options.RULES
@options.JSON
@with_session("{check_id}", indent=2)
def command(session: Session, check_id: str, rule_set: str | None) -> None:
    """Explain one check."""
    from packer_cli.output.tables.rules import print_explanation
    from packer_core.schemas.rule_sets import explanation_document
    from packer_core.stages.fix.explanations import explain_finding

    found = explain_finding(check_id, session.settings, rule_set)
    document = explanation_document(
        found.id,
        found.explanation,
        found.rule_set,
        found.severities,
        session.output.catalogue,
        mended=found.mended,
    )
    session.output.show(document, print_explanation)
