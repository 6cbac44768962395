"""Disks: a RAR volume, the NFO and the DIZ in a ZIP of exact size."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from packer_core.archives import SHAPES, survey
from packer_core.errors import BadValue, SourceChanged, VolumesOverflow
from packer_core.testing import content, make_sources
from packer_core.values import ArchiveRequest, Member, Rider
from tests.support.packing import Packed, pack

NFO = b"An NFO.\r\n"


def diz(count: int) -> list[bytes]:
    return [b"DISK: [%02d/%02d]" % (number, count) for number in range(1, count + 1)]


def disks(
    tmp_path: Path, size: int, disk_size: int | None, count: int, **options: object
) -> Packed:
    sources = make_sources(tmp_path / "in", {"a.bin": content(size)})
    return pack(
        tmp_path / "out",
        sources,
        disk_size,
        shape="zip-of-rar",
        stem="dabc12",
        riders={"dabc12.nfo": [NFO], "file_id.diz": diz(count)},
        **options,  # type: ignore[arg-type]
    )


def test_every_disk_but_the_last_has_exactly_the_size(tmp_path: Path) -> None:
    result = disks(tmp_path, 45_000, 10_000, 5)
    assert [path.name for path in result.paths] == [f"dabc120{n}.zip" for n in range(1, 6)]
    assert {len(data) for data in result.bytes()[:-1]} == {10_000}
    assert [len(data) for data in result.bytes()] == [file.size for file in result.plan.volumes]


def test_a_disk_holds_its_volume_the_nfo_and_its_own_diz(tmp_path: Path) -> None:
    result = disks(tmp_path, 25_000, 10_000, 3)
    for number, (data, inner) in enumerate(
        zip(result.bytes(), ["dabc12.rar", "dabc12.r00", "dabc12.r01"], strict=True), start=1
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as disk:
            assert disk.testzip() is None
            assert disk.namelist() == [inner, "dabc12.nfo", "file_id.diz"]
            assert disk.read("dabc12.nfo") == NFO
            assert disk.read("file_id.diz") == b"DISK: [%02d/03]" % number
            assert {info.compress_type for info in disk.infolist()} == {zipfile.ZIP_STORED}


def test_the_plan_tells_the_volume_in_each_disk(tmp_path: Path) -> None:
    result = disks(tmp_path, 25_000, 10_000, 3)
    for file, data in zip(result.plan.volumes, result.bytes(), strict=True):
        with zipfile.ZipFile(io.BytesIO(data)) as disk:
            assert disk.getinfo(file.inner).file_size == file.inner_size


def test_inner_volumes_are_equal_in_all_but_the_last(tmp_path: Path) -> None:
    result = disks(tmp_path, 45_000, 10_000, 5)
    assert len({file.inner_size for file in result.plan.volumes[:-1]}) == 1


def test_the_sums_are_those_of_the_zips(tmp_path: Path) -> None:
    result = disks(tmp_path, 25_000, 10_000, 3, workers=2)
    assert [file.crc32 for file in result.written] == [zlib.crc32(it) for it in result.bytes()]


def test_times_are_local_and_those_of_the_request(tmp_path: Path) -> None:
    result = disks(tmp_path, 10, None, 1, timestamp=1_700_000_000, utc_offset=3600)
    with zipfile.ZipFile(result.first) as disk:
        assert {info.date_time for info in disk.infolist()} == {(2023, 11, 14, 23, 13, 20)}


def test_one_disk_of_any_size_is_made_without_a_size(tmp_path: Path) -> None:
    result = disks(tmp_path, 10, None, 1)
    assert [path.name for path in result.paths] == ["dabc1201.zip"]
    assert survey(result.root).faults == ()


@pytest.mark.parametrize("count", [9, 10, 11])
def test_part_names_of_any_width_keep_the_size(tmp_path: Path, count: int) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": content(count * 1_000)})
    size = SHAPES["zip-of-rar"].plan(request(count * 1_000, None)).volumes[0].size
    result = pack(tmp_path / "out", sources, size // count + 150, shape="zip-of-rar", naming="part")
    assert {len(data) for data in result.bytes()[:-1]} == {size // count + 150}
    assert survey(result.root).faults == ()


def request(size: int, disk_size: int | None, **options: object) -> ArchiveRequest:
    return ArchiveRequest(
        members=(Member(name="a.bin", size=size, mtime_ns=0, source=0),),
        stem="dabc12",
        volume_size=disk_size,
        riders=(Rider(name="file_id.diz", size=20),),
        **{"max_volumes": 99, **options},  # type: ignore[arg-type]
    )


def test_the_size_that_would_fit_is_that_of_disks() -> None:
    plan = SHAPES["zip-of-rar"].plan
    with pytest.raises(VolumesOverflow) as caught:
        plan(request(1_000_000, 5_000))
    fitting = int(caught.value.facts["fitting"] or 0)
    assert caught.value.facts["limit"] == 99
    assert len(plan(request(1_000_000, fitting)).volumes) == 99
    with pytest.raises(VolumesOverflow):
        plan(request(1_000_000, fitting - 1))


def test_more_than_99_disks_are_refused_whatever_is_allowed() -> None:
    with pytest.raises(VolumesOverflow):
        SHAPES["zip-of-rar"].plan(request(1_000_000, 5_000, max_volumes=900))


@pytest.mark.parametrize("size", [0, 100, 310])
def test_a_disk_too_small_for_its_surroundings_is_refused(size: int) -> None:
    with pytest.raises(BadValue, match="volume_size"):
        SHAPES["zip-of-rar"].plan(request(1_000, size))


def test_a_disk_that_would_need_zip64_is_refused() -> None:
    with pytest.raises(BadValue, match="volume_size"):
        SHAPES["zip-of-rar"].plan(request(5_000_000_000, None))


def test_a_rider_of_another_length_than_planned_is_refused(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": content(15_000)})
    riders = {"file_id.diz": [b"1/2", b"another"]}
    with pytest.raises(SourceChanged, match=r"file_id\.diz"):
        pack(tmp_path / "out", sources, 10_000, shape="zip-of-rar", riders=riders)
