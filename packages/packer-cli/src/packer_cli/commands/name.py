"""``packer name``: take release names apart, and put one together."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session
from packer_core.errors import MissingFact, RulesViolated, exit_code

if TYPE_CHECKING:
    from packer_core.stages.name import JudgedName, NameRequest
    from packer_core.values import RuleSet, WorkMetadata


@click.group("name", help=translate("help.name"))
def command() -> None:
    """Release names."""


@command.command("parse", help=translate("help.name.parse"))
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@options.RULES
@options.PROFILE
@options.WAIVE
@options.JSON
def parse(
    names: tuple[str, ...],
    rule_set: str | None,
    profile: str | None,
    waivers: tuple[tuple[str, str], ...],
    as_json: bool,
) -> int:
    """Judge each name; the exit code is that of the worst."""
    session = Session(as_json=as_json)

    def work(name: str) -> int:
        from packer_core import catalogue
        from packer_core.settings import PROFILE
        from packer_core.stages.name import judge_name

        known = tuple(catalogue.rule_sets(session.settings).values())
        if rule_set is not None:
            known = (catalogue.rule_set_by_id(session.settings, rule_set),)
        in_force = profile or session.settings.get(PROFILE)
        return _show(session, judge_name(name, known, profile=in_force, waivers=dict(waivers)))

    return max(session.attempt(name, partial(work, name)) for name in names)


@command.command("build", help=translate("help.name.build"))
@options.TYPE
@options.FORM
@options.SET
@options.SOURCE
@options.GROUP
@options.TAG
@click.option("--format", "format_", metavar="FORMAT", default="", help=translate("option.format"))
@options.RULES
@options.PROFILE
@options.WAIVE
@options.JSON
def build(as_json: bool, **chosen: Any) -> int:
    """Build a dirname and judge it."""
    session = Session(as_json=as_json)

    def work() -> int:
        judged = _build(session, chosen)
        return _show(session, judged) if as_json else _show_built(session, judged)

    return session.attempt("", work)


def _build(session: Session, chosen: dict[str, Any]) -> "JudgedName":
    """The name; what is missing is told with the options that state it."""
    from packer_cli.commands.shared.plans import with_options
    from packer_core.settings import PROFILE
    from packer_core.stages.name import build_judged

    rules, metadata = _rules_and_facts(session, chosen)
    try:
        return build_judged(
            _request(session, metadata, chosen),
            rules,
            profile=chosen["profile"] or session.settings.get(PROFILE),
            waivers=dict(chosen["waivers"]),
        )
    except MissingFact as missing:
        raise with_options(missing) from missing


def _rules_and_facts(session: Session, chosen: dict[str, Any]) -> "tuple[RuleSet, WorkMetadata]":
    """The rule set stated, or else the one that fits the kind and the facts; and the facts."""
    from packer_core import catalogue
    from packer_core.plugins import for_settings
    from packer_core.stages.fields import read_fields
    from packer_core.values import WorkMetadata

    settings, stated = session.settings, chosen["rule_set"]
    if stated is not None:
        rules = catalogue.rule_set_by_id(settings, stated)
    else:
        kind_id = options.upper(chosen["kind"])
        rules = catalogue.rule_set_for_name(
            settings, kind_id, chosen["form"], options.stated_fields(chosen)
        )
    kind = for_settings(settings).kinds().get(rules.kind)
    work = WorkMetadata if kind is None else kind.metadata
    metadata = work(**read_fields(work, options.stated_fields(chosen)))
    if stated is None:
        rules = catalogue.fitting_rule_set(rules, metadata, settings, chosen["form"])
    return rules, metadata


def _request(session: Session, metadata: "WorkMetadata", chosen: dict[str, Any]) -> "NameRequest":
    from packer_core.settings import GROUP
    from packer_core.stages.name import NameRequest

    return NameRequest(
        form=chosen["form"],
        metadata=metadata,
        group=chosen["group"] or session.settings.get(GROUP),
        tags=options.words(chosen["tags"]),
        format=chosen["format_"].lower(),
    )


def _show(session: Session, judged: "JudgedName") -> int:
    from packer_core.schemas.names import name_document

    document = name_document(judged.parsed, judged.kind, judged.findings, session.texts)
    if session.as_json:
        session.show(document)
    else:
        from packer_cli.output.tables import print_name

        print_name(session, document)
    return 0 if judged.passed else exit_code(RulesViolated)


def _show_built(session: Session, judged: "JudgedName") -> int:
    """The name alone on standard output, so that a script can take it."""
    from packer_cli.output.tables import print_findings, print_line
    from packer_core.schemas import finding_documents

    print_line(judged.parsed.name)
    print_findings(session, finding_documents(judged.findings, session.texts))
    return 0 if judged.passed else exit_code(RulesViolated)
