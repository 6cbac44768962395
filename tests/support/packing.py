"""Packs files into archives for tests, without stages and plugins."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from packer_core.archives import SHAPES, FileSink, render_sfv
from packer_core.values import ArchivePlan, ArchiveRequest, Rider, WrittenFile

if TYPE_CHECKING:
    # Not where memory is measured.
    from packer_core.testing import Sources


@frozen(kw_only=True)
class Packed:
    """A release of archives and their SFV, in a folder of its own."""

    root: Path
    plan: ArchivePlan
    written: tuple[WrittenFile, ...]
    riders: Mapping[str, Sequence[bytes]] = field(factory=dict)

    @property
    def paths(self) -> list[Path]:
        return [self.root / file.path for file in self.plan.volumes]

    @property
    def first(self) -> Path:
        return self.paths[0]

    def bytes(self) -> list[bytes]:
        return [path.read_bytes() for path in self.paths]


def pack(
    root: Path,
    sources: "Sources",
    volume_size: int | None,
    *,
    shape: str = "rar",
    stem: str = "set",
    naming: str = "old",
    max_volumes: int = 900,
    riders: Mapping[str, Sequence[bytes]] | None = None,
    workers: int = 1,
    utc_offset: int = 0,
    timestamp: int = 1_700_000_000,
    sfv: bool = True,
    advance: Callable[[int], None] = lambda _count: None,
) -> Packed:
    """Plan and write archives of sources into ``root``."""
    riders = riders or {}
    request = ArchiveRequest(
        members=sources.members,
        stem=stem,
        volume_size=volume_size,
        max_volumes=max_volumes,
        naming=naming,
        riders=tuple(Rider(name=name, size=len(disks[0])) for name, disks in riders.items()),
        utc_offset=utc_offset,
        timestamp=timestamp,
    )
    plan = SHAPES[shape].plan(request)
    root.mkdir(parents=True, exist_ok=True)
    with FileSink(root, sources.files, riders=riders, advance=advance) as sink:
        written = SHAPES[shape].write(plan, sink, workers)
    if sfv:
        text = render_sfv((file.path, file.crc32) for file in written)
        (root / f"{stem}.sfv").write_bytes(text)
    return Packed(root=root, plan=plan, written=written, riders=riders)
