"""Packs files into archives for tests, without stages and plugins."""

import os
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from packer_core.archives import SHAPES, FileSink, render_sfv
from packer_core.values import ArchivePlan, ArchiveRequest, Member, Rider, SourceFile, WrittenFile

#: A time with an odd second and a fraction, so that headers have their longest form.
TIME_NS = 1_700_000_001_123_456_700


def content(size: int, seed: int = 1) -> bytes:
    """Bytes that do not repeat."""
    return random.Random(seed).randbytes(size)


@frozen(kw_only=True)
class Sources:
    """Files on disk, and how they are packed and pinned."""

    folder: Path
    members: tuple[Member, ...]
    files: tuple[SourceFile, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(Path(file.path) for file in self.files)

    def contents(self) -> dict[str, bytes]:
        """What extracting has to give, by member."""
        return {
            member.name: Path(self.files[member.source].path).read_bytes()
            for member in self.members
            if member.source is not None
        }


def make_sources(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    directories: Sequence[str] = (),
    time_ns: int = TIME_NS,
    times: Mapping[str, int] | None = None,
) -> Sources:
    """Write files (by the name of the member) to a folder, and describe them.

    ``times`` are those that differ from ``time_ns``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    members, pinned = [], []
    for index, (name, data) in enumerate(files.items()):
        path = folder / f"source{index}"
        path.write_bytes(data)
        time = (times or {}).get(name, time_ns)
        os.utime(path, ns=(time, time))
        members.append(Member(name=name, size=len(data), mtime_ns=time, source=index))
        pinned.append(SourceFile(path=str(path), format="", size=len(data), mtime_ns=time))
    members += [Member(name=name, size=0, mtime_ns=time_ns, is_dir=True) for name in directories]
    return Sources(folder=folder, members=tuple(members), files=tuple(pinned))


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
    sources: Sources,
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
