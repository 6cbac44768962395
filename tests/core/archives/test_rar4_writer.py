"""Sets of RAR volumes, field by field: what genuine sets have, ours have."""

import zlib
from pathlib import Path

import pytest

from packer_core.archives import survey
from packer_core.testing import TIME_NS, content, make_sources
from tests.support.packing import Packed, pack
from tests.support.rar_blocks import blocks, end, files

#: Bytes of a volume that hold no data of a member with the name "a.bin" and an exact time.
HEADER = 32 + len("a.bin") + 5
FRAME = 20 + HEADER + 20


def packed(tmp_path: Path, size: int, volume_size: int | None, **options: object) -> Packed:
    sources = make_sources(tmp_path / "in", {"a.bin": content(size)})
    return pack(tmp_path / "out", sources, volume_size, **options)  # type: ignore[arg-type]


def test_all_volumes_but_the_last_have_exactly_the_size(tmp_path: Path) -> None:
    sizes = [len(volume) for volume in packed(tmp_path, 100_000, 15_001).bytes()]
    assert set(sizes[:-1]) == {15_001}
    assert 0 < sizes[-1] <= 15_001


@pytest.mark.parametrize(
    ("extra", "count", "last"), [(-1, 3, 9_999), (0, 3, 10_000), (1, 4, FRAME + 1)]
)
def test_a_full_last_volume_is_followed_by_none(
    tmp_path: Path, extra: int, count: int, last: int
) -> None:
    volumes = packed(tmp_path, 3 * (10_000 - FRAME) + extra, 10_000).bytes()
    assert len(volumes) == count
    assert len(volumes[-1]) == last
    assert [end(volume).flags for volume in volumes] == [0x400F] * (count - 1) + [0x400E]


def test_a_part_states_its_own_crc_and_the_last_one_that_of_the_file(tmp_path: Path) -> None:
    parts = [files(volume)[0] for volume in packed(tmp_path, 25_000, 10_000).bytes()]
    assert [part.file_crc for part in parts[:-1]] == [zlib.crc32(part.data) for part in parts[:-1]]
    assert parts[-1].file_crc == zlib.crc32(content(25_000))


def test_sizes_are_that_of_the_part_and_that_of_the_whole(tmp_path: Path) -> None:
    volumes = packed(tmp_path, 25_000, 10_000).bytes()
    parts = [files(volume)[0] for volume in volumes]
    assert [part.unpacked for part in parts] == [25_000] * 3
    assert [part.packed for part in parts] == [len(volume) - FRAME for volume in volumes]


def test_split_flags_tell_where_a_member_goes_on(tmp_path: Path) -> None:
    parts = [files(volume)[0] for volume in packed(tmp_path, 25_000, 10_000).bytes()]
    assert [part.flags & 3 for part in parts] == [2, 3, 1]


def test_the_end_covers_all_before_it_and_numbers_the_volume(tmp_path: Path) -> None:
    for number, volume in enumerate(packed(tmp_path, 25_000, 10_000).bytes()):
        block = end(volume)
        assert len(block.raw) == 20
        assert block.number(7, 4) == zlib.crc32(volume[: block.at])
        assert block.number(11, 2) == number
        assert block.raw[13:] == bytes(7)


def test_every_header_has_the_crc_of_all_its_bytes(tmp_path: Path) -> None:
    for volume in packed(tmp_path, 25_000, 10_000).bytes():
        found = [zlib.crc32(block.raw[2:]) & 0xFFFF for block in blocks(volume)]
        assert found == [block.crc for block in blocks(volume)]


@pytest.mark.parametrize(("naming", "flags"), [("old", [0x101, 1, 1]), ("part", [0x111, 17, 17])])
def test_main_headers_tell_the_first_volume_and_the_naming(
    tmp_path: Path, naming: str, flags: list[int]
) -> None:
    volumes = packed(tmp_path, 25_000, 10_000, naming=naming).bytes()
    assert [next(blocks(volume)).flags for volume in volumes] == flags


def test_a_stored_file_has_the_fields_of_genuine_sets(tmp_path: Path) -> None:
    [block] = files(packed(tmp_path, 10, None).first.read_bytes())
    assert block.flags == 0x9020
    assert block.raw[15] == 2  # host
    assert (block.raw[24], block.raw[25]) == (20, 0x30)  # version, method
    assert block.number(28, 4) == 0x20  # attributes


@pytest.mark.parametrize(
    ("size", "flags"), [(0, 0x20), (128 << 10, 0x20), ((128 << 10) + 1, 0x40), (5 << 20, 0xC0)]
)
def test_the_dictionary_is_the_smallest_that_holds_the_largest_member(
    tmp_path: Path, size: int, flags: int
) -> None:
    [block] = files(packed(tmp_path, size, None).first.read_bytes())
    assert block.flags & 0xE0 == flags


@pytest.mark.parametrize(
    ("time_ns", "exact"),
    [
        (1_700_000_000_000_000_000, b""),
        (1_700_000_000_000_000_099, b""),
        (1_700_000_001_000_000_000, b"\x00\xc0"),
        (1_700_000_000_000_000_100, b"\x00\xb0\x01\x00\x00"),
        (1_700_000_001_123_456_789, b"\x00\xf0" + (1_234_567).to_bytes(3, "little")),
        (1_700_000_000_006_553_600, b"\x00\x90\x01"),
    ],
    ids=["even", "below 100 ns", "odd", "fraction", "odd with fraction", "short fraction"],
)
def test_the_exact_time_is_written_only_where_there_is_one(
    tmp_path: Path, time_ns: int, exact: bytes
) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": b"x"}, time_ns=time_ns)
    [block] = files(pack(tmp_path / "out", sources, None).first.read_bytes())
    assert block.exact_time == exact
    assert bool(block.flags & 0x1000) == bool(exact)


def test_time_and_header_are_the_same_in_every_part(tmp_path: Path) -> None:
    parts = [files(volume)[0] for volume in packed(tmp_path, 25_000, 10_000).bytes()]
    assert len({(part.raw[20:24], part.exact_time, len(part.raw)) for part in parts}) == 1


def test_folders_are_separated_as_in_dos_and_directories_are_marked(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "in", {"d/a.bin": b"x"}, directories=["d/empty"])
    file, directory = files(pack(tmp_path / "out", sources, None).first.read_bytes())
    assert file.name == b"d\\a.bin"
    assert (directory.name, directory.flags & 0xE0, directory.packed) == (b"d\\empty", 0xE0, 0)
    assert (directory.number(28, 4), directory.file_crc) == (0x10, 0)


def test_an_empty_file_is_stored_as_nothing(tmp_path: Path) -> None:
    [block] = files(packed(tmp_path, 0, 1_000).first.read_bytes())
    assert (block.packed, block.unpacked, block.file_crc, block.raw[25]) == (0, 0, 0, 0x30)
    assert block.flags & 3 == 0


def test_one_archive_calls_itself_no_volume(tmp_path: Path) -> None:
    result = packed(tmp_path, 100, None)
    volume = result.first.read_bytes()
    assert [file.path for file in result.plan.volumes] == ["set.rar"]
    assert next(blocks(volume)).flags == 0
    assert volume.endswith(bytes.fromhex("c4 3d 7b 00 40 07 00"))


def test_what_was_written_has_the_sizes_and_sums_that_are_told(tmp_path: Path) -> None:
    result = packed(tmp_path, 50_000, 7_777)
    told = [(file.size, file.crc32) for file in result.written]
    assert told == [(len(volume), zlib.crc32(volume)) for volume in result.bytes()]
    assert [(file.path, file.size) for file in result.plan.volumes] == [
        (file.path, file.size) for file in result.written
    ]


def test_two_workers_write_the_same_bytes(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": content(300_000), "b.bin": content(99, 2)})
    one = pack(tmp_path / "one", sources, 7_777)
    two = pack(tmp_path / "two", sources, 7_777, workers=2)
    assert one.bytes() == two.bytes()
    assert one.written == two.written


def test_packing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": content(30_000)})
    assert (
        pack(tmp_path / "1", sources, 9_000).bytes() == pack(tmp_path / "2", sources, 9_000).bytes()
    )


def test_old_names_go_on_after_r99(tmp_path: Path) -> None:
    result = packed(tmp_path, 122 * 50 - 7, FRAME + 50)
    names = [path.name for path in result.paths]
    assert len(names) == 122
    assert names[100:102] == ["set.r99", "set.s00"]
    assert survey(result.root).faults == ()


def test_progress_counts_every_byte_of_the_sources(tmp_path: Path) -> None:
    steps: list[int] = []
    packed(tmp_path, 50_000, 7_777, advance=steps.append)
    assert sum(steps) == 50_000


def test_the_time_of_the_source_is_told_in_local_time(tmp_path: Path) -> None:
    result = packed(tmp_path, 10, None, utc_offset=3600)
    [block] = files(result.first.read_bytes())
    hours = (block.number(20, 4) >> 11) & 31
    assert hours == (TIME_NS // 10**9 // 3600 + 1) % 24
