"""``packer jobs cancel``: stop a job."""

import click

from packer_cli import options
from packer_cli.commands.jobs.find import find_job
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("cancel", help=translate("help.jobs.cancel"))
@options.JOB
@options.JSON
@with_session("{job_id}")
def command(session: Session, job_id: str) -> None:
    """Stop a job."""
    from packer_core.jobs import claims
    from packer_core.schemas.jobs import job_document

    output = session.output
    job = claims.cancel_job(session.database(), find_job(session, job_id).id)
    if output.as_json:
        output.indent = 2
        output.json(job_document(job, output.catalogue))
    elif job.status.finished:
        output.note(output.label("cli.jobs.cancelled", job=job.id))
    else:
        output.note(output.label("cli.jobs.cancelling", job=job.id))
