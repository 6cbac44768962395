"""One part of the library, timed in a process of its own: ``work PART SOURCE FOLDER WORKERS``."""

import json
import resource
import sys
import time
from pathlib import Path

if sys.argv[1] == "pack-zlib":
    # As on a machine for which there is no wheel of isal.
    sys.modules["isal"] = None  # type: ignore[assignment]

from packer_core.archives import SHAPES, FileSink, render_sfv
from packer_core.archives.reading.survey import survey
from packer_core.stages.output.publishing import sync_tree
from packer_core.values import ArchiveRequest, Member, Rider, SourceFile

VOLUME = 50_000_000


def request(source: Path, riders: dict[str, tuple[bytes, ...]]) -> ArchiveRequest:
    """The source in volumes of 50,000,000 bytes."""
    status = source.stat()
    member = Member(name="a.bin", size=status.st_size, mtime_ns=status.st_mtime_ns, source=0)
    return ArchiveRequest(
        members=(member,),
        stem="bench1",
        volume_size=VOLUME,
        max_volumes=99,
        riders=tuple(Rider(name=name, size=len(data[0])) for name, data in riders.items()),
    )


def write(shape: str, source: Path, folder: Path, workers: int) -> None:
    """Archives of a shape and their SFV."""
    riders = {"bench1.nfo": (b"nfo\r\n" * 500,), "file_id.diz": (b"diz\r\n" * 20,)}
    plan = SHAPES[shape].plan(request(source, riders if shape != "rar" else {}))
    status = source.stat()
    pinned = SourceFile(
        path=str(source), format="", size=status.st_size, mtime_ns=status.st_mtime_ns
    )
    with FileSink(folder, [pinned], advance=lambda _count: None, riders=riders) as sink:
        written = SHAPES[shape].write(plan, sink, workers)
    sums = [(file.path, file.crc32) for file in written]
    (folder / "bench1.sfv").write_bytes(render_sfv(sums))


def main() -> None:
    """Do the part and print its seconds and the peak memory of this process."""
    part, workers = sys.argv[1], int(sys.argv[4])
    source, folder = Path(sys.argv[2]), Path(sys.argv[3])
    began = time.perf_counter()
    if part == "check":
        faults = survey(folder, workers=workers).faults
        assert not faults, faults
    else:
        write("zip-of-rar" if part == "zip" else "rar", source, folder, workers)
        if part == "pack-sync":
            sync_tree(folder)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "rss_mib": peak}))


if __name__ == "__main__":
    main()
