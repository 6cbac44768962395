"""``packer jobs list``: a page of jobs, the newest first."""

from collections.abc import Sequence
from typing import Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.request import kind_id
from packer_cli.session import Session, with_session

_STATUSES = ["pending", "running", "completed", "failed", "cancelled"]


@click.command("list", help=translate("help.jobs.list"))
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(_STATUSES, case_sensitive=False),
    help=translate("option.job_status"),
)
@options.TYPE
@options.GROUP
@options.page_options
@options.JSON
@with_session("jobs")
def command(
    session: Session, status: Sequence[str], kind: str | None, limit: int, **chosen: Any
) -> None:
    """A page of jobs, the newest first."""
    from packer_cli.output.tables.jobs import print_jobs
    from packer_core.jobs.maintenance import settle_lost
    from packer_core.schemas.jobs import job_list_document
    from packer_core.store import jobs
    from packer_core.values import JobFilter, JobStatus

    place, output = session.open_installation(), session.output
    settle_lost(place.database, place.tell)
    wanted = JobFilter(
        status=tuple(map(JobStatus, status)), kind=kind_id(kind), limit=limit, **chosen
    )
    found = jobs.list_jobs(place.database, wanted, output.warn)
    output.show_single(job_list_document(found, limit, output.catalogue), print_jobs)
