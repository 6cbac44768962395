"""The archivers that come with Packer: thin adapters over the room that knows the formats."""

from attrs import frozen

from packer_core.archives import SHAPES
from packer_core.hookspecs import Archiver, Sink, hookimpl
from packer_core.run import Run
from packer_core.values import ArchivePlan, ArchiveRequest, WrittenFile


@frozen
class _Shape:
    """One shape of the archives room as an archiver."""

    id: str

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        """The files and their exact sizes."""
        return SHAPES[self.id].plan(request)

    def write(self, plan: ArchivePlan, sink: Sink, run: Run) -> tuple[WrittenFile, ...]:
        """Write what was planned."""
        run.checkpoint()
        return SHAPES[self.id].write(plan, sink, None)


@hookimpl
def packer_archivers() -> list[Archiver]:
    """Sets of RAR volumes, plain or each in its ZIP."""
    return [_Shape(shape) for shape in SHAPES]
