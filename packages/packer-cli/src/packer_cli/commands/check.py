"""``packer check``: judge release directories, ours or others', and mend what is safe to mend."""

from typing import TYPE_CHECKING

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session
from packer_core.errors import RulesViolated, exit_code
from packer_core.run import Run

if TYPE_CHECKING:
    from packer_core.stages.check import CheckOptions


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
def command(
    paths: tuple[str, ...],
    rule_set: str | None,
    profile: str | None,
    receivers: tuple[str, ...],
    waivers: tuple[tuple[str, str], ...],
    as_json: bool,
    quiet: bool,
    mend: bool,
    dry_run: bool,
) -> int:
    """Check each directory."""
    if dry_run and not mend:
        raise click.UsageError(translate("cli.dry_run_alone"))
    session = Session(as_json=as_json, quiet=quiet)

    def work(path: str, run: Run) -> int:
        from packer_core.stages.check import CheckOptions

        chosen = CheckOptions(
            rule_set=rule_set, profile=profile, receivers=receivers, waivers=dict(waivers)
        )
        if mend:
            return _fix(session, path, run, chosen, dry_run=dry_run)
        return _check(session, path, run, chosen)

    return session.each(paths, work)


def _check(session: Session, path: str, run: Run, chosen: "CheckOptions") -> int:
    from packer_core.schemas import report_document
    from packer_core.stages.check import examine

    report = examine(path, run, chosen).report
    document = report_document(report, session.texts)
    if session.as_json:
        session.show(document)
    else:
        from packer_cli.output.tables import print_report

        print_report(session, document)
    return 0 if report.passed else exit_code(RulesViolated)


def _fix(session: Session, path: str, run: Run, chosen: "CheckOptions", *, dry_run: bool) -> int:
    from packer_core.schemas.repairs import repair_document
    from packer_core.stages.fix import fix

    repair = fix(path, run, chosen, dry_run=dry_run)
    document = repair_document(repair, session.texts)
    if session.as_json:
        session.show(document)
    else:
        from packer_cli.output.tables import print_repair

        print_repair(session, document)
    return 0 if repair.report.passed else exit_code(RulesViolated)
