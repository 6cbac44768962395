"""``packer jobs bundle``: what a report of a fault needs, in one file."""

from pathlib import Path

import click

from packer_cli import options
from packer_cli.commands.jobs.find import find_job
from packer_cli.messages import translate
from packer_cli.options.types import PATH_OBJECT
from packer_cli.output import terminal
from packer_cli.session import Session, with_session


@click.command("bundle", help=translate("help.jobs.bundle"))
@options.JOB
@click.option("-o", "--output", "target", type=PATH_OBJECT, help=translate("option.bundle"))
@with_session("{job_id}")
def command(session: Session, job_id: str, target: Path | None) -> None:
    """What a report of a fault needs, in one file."""
    from packer_core.jobs.bundle import write_bundle

    job = find_job(session, job_id)
    file = target or Path(f"packer-job-{job.id}.zip")
    write_bundle(session.open_installation(), job.id, file)
    terminal.line(file)
