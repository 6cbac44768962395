"""What a worker holds for a job that is another's: its owner's keys, preferences, and a log."""

from collections.abc import Callable

from attrs import frozen

from packer_core.credentials import RememberingCredentials, SettingsCredentials
from packer_core.jobs.attempts import Workplace
from packer_core.jobs.logs import JobLog
from packer_core.run import Run
from packer_core.store.credentials import StoredCredentials
from packer_core.store.preferences import StoredMemory
from packer_core.values import Job


@frozen
class Hands:
    """The run of an attempt by a worker, and its log."""

    log: JobLog
    run: Run


def hands_for(place: Workplace, job: Job, checkpoint: Callable[[], None]) -> Hands:
    """The run that a job has: its owner's credentials and preferences, and its own id."""
    owner = job.user or place.local_user
    settings = SettingsCredentials(place.settings)
    stored = StoredCredentials(place.database, place.settings, owner, settings)
    credentials = RememberingCredentials(stored)
    log = JobLog(place.mask(lambda: tuple(credentials.given)))
    run = Run(
        settings=place.settings,
        checkpoint=checkpoint,
        open_http=place.open_http,
        credentials=credentials,
        memory=StoredMemory(place.database, owner),
        job=job.id,
    )
    return Hands(log, run)
