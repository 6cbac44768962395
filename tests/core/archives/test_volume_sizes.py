"""Planned sizes are written sizes, at the sizes that releases have, and readers agree."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packer_core.values import Member, SourceFile
from tests.support.needs import need
from tests.support.packing import Sources, content, make_sources, pack
from tests.support.readers import READERS

STRICT = [reader for reader in READERS if reader.name in ("unrar-7", "7-zip")]


def sparse(folder: Path, size: int) -> Sources:
    """A source of zeros, which takes no room."""
    path = folder / "a.bin"
    with path.open("wb") as file:
        file.truncate(size)
    member = Member(name="a.bin", size=size, mtime_ns=path.stat().st_mtime_ns, source=0)
    pinned = SourceFile(path=str(path), format="", size=size, mtime_ns=member.mtime_ns)
    return Sources(folder=folder, members=(member,), files=(pinned,))


@pytest.mark.readers
@pytest.mark.parametrize("delta", [-1, 0, 1])
@pytest.mark.parametrize("volume_size", [15_000_000, 50_000_000, 100_000_000])
def test_sets_about_the_edge_of_a_volume_are_exact(
    tmp_path: Path, volume_size: int, delta: int
) -> None:
    one = sparse(tmp_path, volume_size * 2 - 164 + delta)
    packed = pack(tmp_path / "out", one, volume_size)
    sizes = [path.stat().st_size for path in packed.paths]
    assert sizes == [volume.size for volume in packed.plan.volumes]
    assert all(size == volume_size for size in sizes[:-1])
    assert sizes[-1] <= volume_size
    for reader in STRICT:
        need(reader.name, reader.available(), "./run tests -s system installs it")
        reader.test(packed.first)


@pytest.mark.readers
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sizes=st.lists(st.integers(0, 4_000), min_size=1, max_size=6),
    volume_size=st.integers(700, 2_500),
)
def test_any_list_of_members_is_read_back_by_strict_readers(
    sizes: list[int], volume_size: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {f"{n}.bin": content(size, n) for n, size in enumerate(sizes)}
        sources = make_sources(folder / "in", files)
        packed = pack(folder / "out", sources, volume_size)
        assert [p.stat().st_size for p in packed.paths] == [v.size for v in packed.plan.volumes]
        for reader in STRICT:
            need(reader.name, reader.available(), "./run tests -s system installs it")
            reader.extract(packed.first, folder / reader.name)
            found = {path.name: path.read_bytes() for path in (folder / reader.name).iterdir()}
            assert found == files


@pytest.mark.large
@pytest.mark.readers
def test_a_member_above_four_gibibytes_is_read_back(tmp_path: Path) -> None:
    size = (4 << 30) + 12_345
    packed = pack(tmp_path / "out", sparse(tmp_path, size), 100_000_000)
    assert sum(volume.size for volume in packed.plan.volumes) > size
    for reader in STRICT:
        need(reader.name, reader.available(), "./run tests -s system installs it")
        reader.test(packed.first)
