"""Files to be packed: made on the disk, and described as an archiver is told of them."""

import os
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from packer_core.values import Member, SourceFile

#: A time with an odd second and a fraction, so that headers have their longest form.
TIME_NS = 1_700_000_001_123_456_700


def content(size: int, seed: int = 1) -> bytes:
    """Bytes that do not repeat, the same for the same size and seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - no secret


@frozen(kw_only=True)
class Sources:
    """Files on disk: ``members`` say how they are packed, ``files`` how they are pinned."""

    folder: Path
    members: tuple[Member, ...]
    files: tuple[SourceFile, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the files lie."""
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
    """Write files to a folder, and describe them.

    :param files: contents by the name that the file has in an archive; on the disk each is called
        ``source`` and its number.
    :param directories: names of empty folders in the archive.
    :param time_ns: the time of all files, nanoseconds since the epoch; ``times`` are those that
        differ, by name.
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
