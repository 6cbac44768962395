"""A job by what the user calls it."""

from typing import TYPE_CHECKING

from packer_cli.session import Session

if TYPE_CHECKING:
    from packer_core.values import Job


def find_job(session: Session, job_id: str) -> "Job":
    """A job, once the jobs whose process is gone have been ended."""
    from packer_core.jobs.maintenance import settle_lost
    from packer_core.store.jobs import get_job

    place = session.open_installation()
    settle_lost(place.database, place.tell)
    return get_job(place.database, job_id)
