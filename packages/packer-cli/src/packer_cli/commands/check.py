"""``packer check``: judge release directories, ours or others', and mend what is safe to mend."""

from functools import partial
from typing import TYPE_CHECKING

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.output import Output
from packer_cli.session import Session, with_session
from packer_core.errors import RulesViolated, exit_code

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.stages.check.stage import CheckOptions


@click.command("check", help=translate("help.check"))
@options.PATHS
@options.RULES
@options.PROFILE
@options.RECEIVER
@options.WAIVE
@click.option("--fix", "mend", is_flag=True, help=translate("option.fix"))
@click.option("--dry-run", is_flag=True, help=translate("option.dry_run"))
@options.QUIET
@options.JSON
@with_session()
def command(
    session: Session,
    paths: tuple[str, ...],
    rule_set: str | None,
    profile: str | None,
    receivers: tuple[str, ...],
    waivers: tuple[tuple[str, str], ...],
    mend: bool,
    dry_run: bool,
) -> int:
    """Check each directory."""
    if dry_run and not mend:
        raise click.UsageError(translate("cli.dry_run_alone"))
    from packer_core.stages.check.stage import CheckOptions

    chosen = CheckOptions(
        rule_set=rule_set, profile=profile, receivers=receivers, waivers=dict(waivers)
    )
    work = partial(_fix, dry_run=dry_run) if mend else _check
    return session.loop.each(paths, partial(work, session.output, chosen))


def _check(output: Output, chosen: "CheckOptions", path: str, run: "Run") -> int:
    from packer_cli.output.tables.releases import print_report
    from packer_core.schemas import report_document
    from packer_core.stages.check.stage import examine

    report = examine(path, run, chosen).report
    output.show(report_document(report, output.catalogue), print_report)
    return 0 if report.passed else exit_code(RulesViolated)


def _fix(output: Output, chosen: "CheckOptions", path: str, run: "Run", *, dry_run: bool) -> int:
    from packer_cli.output.tables.releases import print_repair
    from packer_core.schemas.repairs import repair_document
    from packer_core.stages.fix.stage import fix

    repair = fix(path, run, chosen, dry_run=dry_run)
    output.show(repair_document(repair, output.catalogue), print_repair)
    return 0 if repair.report.passed else exit_code(RulesViolated)
