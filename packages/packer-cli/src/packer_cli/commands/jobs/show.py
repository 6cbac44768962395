"""``packer jobs show``: a job with its documents."""

import click

from packer_cli import options
from packer_cli.commands.jobs.find import find_job
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("show", help=translate("help.jobs.show"))
@options.JOB
@options.JSON
@with_session("{job_id}")
def command(session: Session, job_id: str) -> None:
    """A job with its documents."""
    from packer_cli.output.tables.jobs import print_job
    from packer_core.schemas.jobs import job_detail_document
    from packer_core.store.jobs import documents, events_after
    from packer_core.store.releases import release_of_job

    database = session.database()
    job = find_job(session, job_id)
    found = documents(database, job.id)
    document = job_detail_document(
        job,
        found.request,
        found.plan,
        found.report,
        release_of_job(database, job.id),
        events_after(database, job.id),
        session.output.catalogue,
    )
    session.output.show_single(document, print_job)
