"""Members and volumes beyond 2 and 4 GiB, of holes, so that they take no room on the disk."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from packer_core.archives import survey
from packer_core.testing import TIME_NS, Sources
from packer_core.values import Member, SourceFile
from tests.support.packing import Packed, pack
from tests.support.rar_blocks import files
from tests.support.readers import Reader

GIB = 1 << 30
pytestmark = [pytest.mark.large, pytest.mark.timeout(1800)]


@pytest.fixture(
    scope="module",
    params=[(4 * GIB + 12_345, 100_000_000), (4 * GIB + 12_345, None), (5 * GIB, 4_800_000_000)],
    ids=["many volumes", "one archive", "a volume beyond 4 GiB"],
)
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Packed]:
    size, volume_size = request.param
    folder = tmp_path_factory.mktemp("large")
    if shutil.disk_usage(folder).free < 2 * size:
        pytest.skip("too little room")
    path = folder / "source"
    path.touch()
    os.truncate(path, size)
    os.utime(path, ns=(TIME_NS, TIME_NS))
    sources = Sources(
        folder=folder,
        members=(Member(name="a.bin", size=size, mtime_ns=TIME_NS, source=0),),
        files=(SourceFile(path=str(path), format="", size=size, mtime_ns=TIME_NS),),
    )
    packed = pack(folder / "out", sources, volume_size, workers=2)
    yield packed
    shutil.rmtree(folder)


def test_a_large_member_reads_back(large: Packed) -> None:
    result = survey(large.root)
    assert result.faults == ()
    assert [member.verified for member in result.sets[0].members] == ["own"]


def test_readers_read_a_large_member(large: Packed, reader: Reader) -> None:
    if reader.name == "unrar-6":
        pytest.skip("its WebAssembly has 32-bit addresses")
    reader.test(large.first)


def test_large_sizes_are_written_in_every_part(large: Packed) -> None:
    for path in large.paths:
        with path.open("rb") as volume:
            block = files(volume.read(200).ljust(200, b"\0"))[0]
        assert block.flags & 0x100
        assert block.unpacked == large.plan.request.members[0].size


def test_memory_does_not_grow_with_the_size(tmp_path: Path) -> None:
    """Packing and reading 2 GiB in a process of its own."""
    program = """
import resource, sys
from pathlib import Path
from types import SimpleNamespace
from tests.support.packing import pack
from packer_core.archives import survey
from packer_core.values import Member, SourceFile
folder = Path(sys.argv[1])
with (folder / "a.bin").open("wb") as large:
    large.truncate(2 << 30)
time = (folder / "a.bin").stat().st_mtime_ns
member = Member(name="a.bin", size=2 << 30, mtime_ns=time, source=0)
file = SourceFile(path=str(folder / "a.bin"), format="", size=2 << 30, mtime_ns=time)
sources = SimpleNamespace(members=(member,), files=(file,))
packed = pack(folder / "out", sources, 50_000_000, workers=2)
assert survey(packed.root).faults == ()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) < 64 * 1024
