"""Any files in any volumes: what is written is what was planned, and reads back as it was."""

from pathlib import Path

import pytest
import rarfile
from hypothesis import given, settings
from hypothesis import strategies as st

from packer_core.archives import survey
from packer_core.errors import HeaderAcrossVolumes
from packer_core.testing import content, make_sources
from tests.support.packing import Packed, pack

#: Of a volume with one member "a" and an exact time, what is not data.
FRAME = 40 + 32 + 1 + 5

NAMES = st.from_regex(r"[a-zé日][a-z0-9é ]{0,8}(/[a-z0-9é😀]{1,8})?\.[a-z]{3}", fullmatch=True)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, bytes]:
    """Files whose names are unique, whatever the case, and no folder of each other."""
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique_by=lambda name: name.lower()))
    sizes = draw(st.lists(st.integers(0, 1_500), min_size=5, max_size=5))
    return {
        name: content(size, seed)
        for seed, (name, size) in enumerate(zip(names, sizes, strict=False))
    }


def reads_back(packed: Packed, files: dict[str, bytes]) -> None:
    """Planned sizes, our own survey, and rarfile agree with what was packed."""
    assert [len(data) for data in packed.bytes()] == [file.size for file in packed.plan.volumes]
    result = survey(packed.root)
    assert result.faults == result.notes == ()
    assert {member.verified for member in result.sets[0].members} == {"own"}
    with rarfile.RarFile(packed.first) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


@given(
    files=contents(),
    size=st.integers(90, 400).map(lambda half: 2 * half + 1),
    naming=st.sampled_from(["old", "part"]),
    time_ns=st.integers(0, 4 * 10**18),
    workers=st.sampled_from([1, 2]),
)
@settings(max_examples=40, deadline=None, database=None)
def test_any_files_in_small_volumes_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    files: dict[str, bytes],
    size: int,
    naming: str,
    time_ns: int,
    workers: int,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    sources = make_sources(folder / "in", files, time_ns=time_ns)
    try:
        packed = pack(folder / "out", sources, size, naming=naming, workers=workers)
    except HeaderAcrossVolumes:
        return
    reads_back(packed, files)


@given(count=st.integers(1, 6), extra=st.sampled_from([-1, 0, 1]), size=st.integers(FRAME + 2, 700))
@settings(max_examples=30, deadline=None, database=None)
def test_sizes_around_whole_volumes_read_back(
    tmp_path_factory: pytest.TempPathFactory, count: int, extra: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("around")
    files = {"a": content(count * (size - FRAME) + extra)}
    packed = pack(folder / "out", make_sources(folder / "in", files), size)
    assert len(packed.paths) == count + (extra > 0)
    reads_back(packed, files)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_volumes_of_a_real_size_read_back(tmp_path: Path, extra: int) -> None:
    files = {"a": bytes(15_000_000 - FRAME + extra)}
    packed = pack(tmp_path / "out", make_sources(tmp_path / "in", files), 15_000_000)
    assert packed.first.stat().st_size == 15_000_000 + min(extra, 0)
    reads_back(packed, files)


@given(
    count=st.integers(1, 5),
    extra=st.sampled_from([-1, 0, 1]),
    size=st.integers(900, 2_000),
    riders=st.dictionaries(
        st.sampled_from(["a.nfo", "file_id.diz"]), st.binary(max_size=90).map(lambda data: [data])
    ),
)
@settings(max_examples=30, deadline=None, database=None)
def test_disks_of_any_size_are_exact_and_sound(
    tmp_path_factory: pytest.TempPathFactory,
    count: int,
    extra: int,
    size: int,
    riders: dict[str, list[bytes]],
) -> None:
    folder = tmp_path_factory.mktemp("disks")
    files = {"a": content(count * (size - FRAME - 300) + extra)}
    sources = make_sources(folder / "in", files)
    packed = pack(folder / "out", sources, size, shape="zip-of-rar", riders=riders)
    sizes = [len(data) for data in packed.bytes()]
    assert set(sizes[:-1]) <= {size}
    assert sizes == [file.size for file in packed.plan.volumes]
    result = survey(packed.root)
    assert result.faults == result.notes == ()
    assert {member.verified for member in result.sets[0].members} == {"own"}
