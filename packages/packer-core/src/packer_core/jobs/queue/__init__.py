"""Queues: they tell a worker that there is a job, by its id and no more.

The table of jobs is the record. A message that is lost costs time, not the job: maintenance finds
it in the table; a message too many finds the job taken.
"""

from typing import Protocol


class JobQueue(Protocol):
    """Gets jobs run."""

    def put(self, job_id: str) -> None:
        """Have a job run soon, by whoever is free first."""
