"""``packer providers test``: ask each provider something cheap."""

from typing import Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session
from packer_core.errors import exit_code


@click.command("test", help=translate("help.providers.test"))
@click.argument("names", nargs=-1, metavar="[PROVIDER]…")
@options.JSON
@options.RECORD
@options.REPLAY
@with_session("providers", indent=2)
def command(session: Session, names: tuple[str, ...], **_recording: Any) -> int:
    """Ask each provider something cheap; the worst of what went wrong is the exit code."""
    from packer_cli.output.tables.providers import print_trials
    from packer_core.schemas.providers import trials_document
    from packer_core.stages.enrich.providers import try_each

    trials = try_each(names, session.resources.run())
    session.output.show(trials_document(trials, session.output.catalogue), print_trials)
    return max((exit_code(each) for each in trials.values() if each), default=0)
