"""Packing on the record: what is packed here can be seen later and run again."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from packer_core.errors import NotAllowed
from packer_core.settings import DATA_FOLDER, DATABASE_URL, RETENTION

if TYPE_CHECKING:
    from packer_cli.session import Session
    from packer_core.run import Run
    from packer_core.values import Description, PackRequest, Release, ReleasePlan


class Packing(Protocol):
    """How a release is packed: with a record of it, or without."""

    @property
    def run(self) -> "Run":
        """The run of its stages."""

    def describe(self, request: "PackRequest", description: "Description") -> None:
        """Note what was asked for in the end, and what is known of the sources."""

    def pack(self, plan: "ReleasePlan", expect_plan: str | None = None) -> "Release":
        """Execute the plan."""


class Unrecorded:
    """Packs, and nobody remembers."""

    def __init__(self, run: "Run") -> None:
        self.run = run

    def describe(self, request: "PackRequest", description: "Description") -> None:
        """Nothing is kept."""

    def pack(self, plan: "ReleasePlan", expect_plan: str | None = None) -> "Release":
        """Execute the plan."""
        from packer_core.stages.pack.stage import pack

        return pack(plan, self.run, expect_plan=expect_plan)


@contextlib.contextmanager
def job_record(
    session: "Session", request: "PackRequest", run: "Run", **links: Any
) -> Iterator[Packing]:
    """The way to pack in this session; ``links`` are those of :class:`packer_core.values.NewJob`.

    A machine without a place for data of its own packs without a record, and is told so once.
    """
    if not session.resources.keeps or not _has_place(session):
        yield Unrecorded(run)
        return
    from packer_core.jobs.inline import InlineJob
    from packer_core.jobs.maintenance import forget_old

    place = session.open_installation()
    with InlineJob(place, request, run, **links) as job:
        yield job
    forget_old(place.database, session.settings.get(RETENTION), place.tell)


def _has_place(session: "Session") -> bool:
    stated = session.settings.states(DATA_FOLDER) or session.settings.states(DATABASE_URL)
    try:
        session.database()
    except NotAllowed as error:
        if stated:
            raise
        output = session.output
        reason = output.catalogue.error(error)
        output.note_once(output.label("cli.jobs.unrecorded", reason=reason))
        return False
    return True
