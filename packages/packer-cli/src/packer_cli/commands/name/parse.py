"""``packer name parse``: take release names apart and judge them."""

from functools import partial

import click

from packer_cli import options
from packer_cli.commands.name.output import show_parts
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("parse", help=translate("help.name.parse"))
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@options.RULES
@options.PROFILE
@options.WAIVE
@options.JSON
@with_session()
def command(
    session: Session,
    names: tuple[str, ...],
    rule_set: str | None,
    profile: str | None,
    waivers: tuple[tuple[str, str], ...],
) -> int:
    """Judge each name; the exit code is that of the worst."""
    judge = partial(_judge, session, rule_set, profile, dict(waivers))
    return session.loop.attempt_each(names, judge)


def _judge(
    session: Session,
    rule_set: str | None,
    profile: str | None,
    waivers: dict[str, str],
    name: str,
) -> int:
    from packer_core.library import available
    from packer_core.plugins import for_settings
    from packer_core.settings import PROFILE
    from packer_core.stages.plan.name import judge_name

    known = tuple(available.rule_sets(session.settings).values())
    if rule_set is not None:
        known = (available.rule_set_by_id(session.settings, rule_set),)
    in_force = profile or session.settings.get(PROFILE)
    checks = for_settings(session.settings).checks()
    judged = judge_name(name, known, checks, profile=in_force, waivers=waivers)
    return show_parts(session.output, judged)
