"""``packer rules test``: try rule sets on their cases."""

from functools import partial

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session
from packer_core.errors import RulesViolated, exit_code


@click.command("test", help=translate("help.rules.test"))
@click.argument("rule_sets", nargs=-1, metavar="[ID…]")
@options.JSON
@with_session("")
def command(session: Session, rule_sets: tuple[str, ...]) -> int:
    """Try rule sets on their cases; the exit code is that of the worst."""
    from packer_core.library import available

    wanted = rule_sets or tuple(available.rule_sets(session.settings))
    session.output.indent = None if len(wanted) > 1 else 2
    return session.loop.attempt_each(wanted, partial(_try, session))


def _try(session: Session, rule_set: str) -> int:
    from packer_cli.output.tables.rules import print_trial
    from packer_core.schemas.rule_sets import trial_document
    from packer_core.stages.check.rule_set_cases import run_rule_set_cases

    trial = run_rule_set_cases(rule_set, session.settings)
    session.output.show(trial_document(trial.rule_set.id, trial.results), print_trial)
    return exit_code(RulesViolated) if trial.failures else 0
