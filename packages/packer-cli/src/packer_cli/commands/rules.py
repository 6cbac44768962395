"""``packer rules``: the rule sets and what they demand."""

from functools import partial

import click

from packer_cli import options
from packer_cli.commands import own_rules, rule_texts
from packer_cli.messages import translate
from packer_cli.session import Session
from packer_core.errors import RulesViolated, exit_code


@click.group("rules", help=translate("help.rules"))
def command() -> None:
    """Rule sets."""


@command.command("list", help=translate("help.rules.list"))
@options.JSON
@rule_texts.with_remote
def list_rules(as_json: bool) -> int:
    """List the rule sets and the receivers; a broken set is named on standard error."""
    session = Session(as_json=as_json)
    session.indent = 2

    def work() -> int:
        from packer_core import catalogue
        from packer_core.rules.packaged import receivers
        from packer_core.schemas.rule_sets import rule_list_document

        known = catalogue.rule_sets(session.settings)
        broken = catalogue.broken_rule_sets(session.settings)
        for error in broken.values():
            session.say(f"packer: {session.texts.error(error)}")
        document = rule_list_document(
            known.values(),
            receivers().values(),
            own={id_ for id_ in known if catalogue.is_own(session.settings, id_)},
            broken={name: session.texts.error(error) for name, error in broken.items()},
        )
        if as_json:
            session.show(document)
        else:
            from packer_cli.output.tables.rules import print_rule_list

            print_rule_list(session, document)
        return 0

    return session.attempt("", work)


@command.command("show", help=translate("help.rules.show"))
@click.argument("rule_set", metavar="ID")
@options.JSON
@rule_texts.with_text
def show_rules(rule_set: str, as_json: bool) -> int:
    """Show one rule set and its checks."""
    session = Session(as_json=as_json)
    session.indent = 2

    def work() -> int:
        from packer_core.catalogue import rule_set_by_id
        from packer_core.schemas.rule_sets import rule_set_document

        document = rule_set_document(rule_set_by_id(session.settings, rule_set), session.texts)
        if as_json:
            session.show(document)
        else:
            from packer_cli.output.tables import print_rule_set

            print_rule_set(session, document)
        return 0

    return session.attempt(rule_set, work)


@command.command("explain", help=translate("help.rules.explain"))
@click.argument("check_id", metavar="CHECK-ID")
@options.RULES
@options.JSON
def explain(check_id: str, rule_set: str | None, as_json: bool) -> int:
    """Explain one check."""
    session = Session(as_json=as_json)
    session.indent = 2

    def work() -> int:
        from packer_core.schemas.rule_sets import explanation_document
        from packer_core.stages.explanations import explain_finding

        found = explain_finding(check_id, session.settings, rule_set)
        document = explanation_document(
            found.id,
            found.explanation,
            found.rule_set,
            found.severities,
            session.texts,
            mended=found.mended,
        )
        if as_json:
            session.show(document)
        else:
            from packer_cli.output.tables.rules import print_explanation

            print_explanation(session, document)
        return 0

    return session.attempt(check_id, work)


@command.command("test", help=translate("help.rules.test"))
@click.argument("rule_sets", nargs=-1, metavar="[ID…]")
@options.JSON
def test(rule_sets: tuple[str, ...], as_json: bool) -> int:
    """Try rule sets on their cases; the exit code is that of the worst."""
    session = Session(as_json=as_json)

    def work(rule_set: str) -> int:
        from packer_core.schemas.rule_sets import trial_document
        from packer_core.stages.trials import try_rule_set

        trial = try_rule_set(rule_set, session.settings)
        document = trial_document(trial.rule_set.id, trial.results)
        if as_json:
            session.show(document)
        else:
            from packer_cli.output.tables.rules import print_trial

            print_trial(session, document)
        return exit_code(RulesViolated) if trial.failures else 0

    def every() -> int:
        from packer_core import catalogue

        wanted = rule_sets or tuple(catalogue.rule_sets(session.settings))
        session.indent = None if len(wanted) > 1 else 2
        return max((session.attempt(each, partial(work, each)) for each in wanted), default=0)

    return session.attempt("", every)


own_rules.register(command)
rule_texts.register(command)
