"""``packer name build``: put a release name together and judge it."""

from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.commands.name.output import show_name, show_parts
from packer_cli.messages import translate
from packer_cli.options.request import kind_id, metadata_fields, tag_words
from packer_cli.session import Session, with_session
from packer_core.errors import MissingFact

if TYPE_CHECKING:
    from packer_core.settings import Settings
    from packer_core.stages.plan.name import JudgedName, NameRequest
    from packer_core.values import RuleSet, WorkMetadata


@click.command("build", help=translate("help.name.build"))
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
@with_session("")
def command(session: Session, **chosen: Any) -> int:
    """Build a dirname and judge it."""
    judged = _build(session.settings, chosen)
    show = show_parts if session.output.as_json else show_name
    return show(session.output, judged)


def _build(settings: "Settings", chosen: dict[str, Any]) -> "JudgedName":
    """The name; what is missing is told with the options that state it."""
    from packer_cli.commands.shared.plans import with_options
    from packer_core.plugins import for_settings
    from packer_core.settings import PROFILE
    from packer_core.stages.plan.name import build_judged

    rules, metadata = _rules_and_facts(settings, chosen)
    try:
        return build_judged(
            _request(settings, rules, metadata, chosen),
            rules,
            for_settings(settings).checks(),
            profile=chosen["profile"] or settings.get(PROFILE),
            waivers=dict(chosen["waivers"]),
        )
    except MissingFact as missing:
        raise with_options(missing) from missing


def _rules_and_facts(
    settings: "Settings", chosen: dict[str, Any]
) -> "tuple[RuleSet, WorkMetadata]":
    """The rule set that was named, or else the one that fits the kind and the facts; the facts."""
    from packer_core.library import available
    from packer_core.plugins import for_settings
    from packer_core.stages.inspect.fields import read_fields
    from packer_core.values import WorkMetadata

    named, facts = chosen["rule_set"], metadata_fields(chosen)
    if named is not None:
        rules = available.rule_set_by_id(settings, named)
    else:
        kind = kind_id(chosen["kind"])
        rules = available.rule_set_for_name(settings, kind, chosen["form"], facts)
    known = for_settings(settings).kinds().get(rules.kind)
    work = WorkMetadata if known is None else known.metadata
    metadata = work(**read_fields(work, facts))
    if named is None:
        rules = available.fitting_rule_set(rules, metadata, settings, chosen["form"])
    return rules, metadata


def _request(
    settings: "Settings", rules: "RuleSet", metadata: "WorkMetadata", chosen: dict[str, Any]
) -> "NameRequest":
    from packer_core.plugins import for_settings
    from packer_core.settings import GROUP
    from packer_core.stages.plan.name import NameRequest

    return NameRequest(
        kind=for_settings(settings).kinds().get(rules.kind),
        form=chosen["form"],
        metadata=metadata,
        group=chosen["group"] or settings.get(GROUP),
        tags=tag_words(chosen["tags"]),
        format=chosen["format_"].lower(),
    )
