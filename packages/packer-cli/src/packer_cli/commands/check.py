"""``packer check``: judge release directories, ours or others'."""

import click

from packer_cli import requests as options
from packer_cli.session import Session
from packer_cli.texts import translate
from packer_core.errors import RulesViolated, exit_code
from packer_core.run import Run


@click.command("check", help=translate("help.check"))
@options.PATHS
@options.RULES
@options.PROFILE
@options.WAIVE
@options.QUIET
@options.JSON
def command(
    paths: tuple[str, ...],
    rule_set: str | None,
    profile: str | None,
    waivers: tuple[tuple[str, str], ...],
    as_json: bool,
    quiet: bool,
) -> int:
    """Check each directory."""
    session = Session(as_json=as_json, quiet=quiet)

    def work(path: str, run: Run) -> int:
        from packer_core.documents import report_document
        from packer_core.stages.check import check

        report = check(path, run, rule_set=rule_set, profile=profile, waivers=dict(waivers))
        document = report_document(report, session.texts)
        if as_json:
            session.show(document)
        else:
            from packer_cli.tables import print_report

            print_report(session, document)
        return 0 if report.passed else exit_code(RulesViolated)

    return session.each(paths, work)
