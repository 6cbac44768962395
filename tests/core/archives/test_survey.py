"""Reading a release back: what is there, and what is wrong with it."""

import hashlib
import os
import shutil
import threading
import zlib
from pathlib import Path

import pytest

from packer_core.archives import release_size, render_sfv, survey
from packer_core.errors import Cancelled
from packer_core.testing import content, make_sources
from packer_core.values import ArchiveFault, Survey
from tests.support.packing import Packed, pack
from tests.support.readers import damage

FILES = {"a.bin": content(3_000), "b.txt": b"b"}


@pytest.fixture
def release(tmp_path: Path) -> Packed:
    """Four volumes of 1000 bytes, without an SFV."""
    return pack(tmp_path / "r", make_sources(tmp_path / "in", FILES), 1_000, sfv=False)


@pytest.fixture
def disks(tmp_path: Path) -> Packed:
    """Four disks with their riders, without an SFV."""
    riders = {"set.nfo": [b"NFO"], "file_id.diz": [b"1/4", b"2/4", b"3/4", b"4/4"]}
    sources = make_sources(tmp_path / "in", FILES)
    return pack(tmp_path / "r", sources, 1_200, shape="zip-of-rar", riders=riders, sfv=False)


def faults(root: Path) -> list[tuple[str, str]]:
    return [(fault.kind, fault.path) for fault in survey(root).faults]


def only(result: Survey) -> ArchiveFault:
    [fault] = result.faults
    return fault


def test_a_good_set_is_told_whole(release: Packed) -> None:
    result = survey(release.root)
    assert result.faults == result.notes == ()
    [found] = result.sets
    assert (found.stem, found.format, found.naming) == ("set", "rar4", "old")
    assert [(it.path, it.size, it.number) for it in found.volumes] == [
        (file.path, file.size, number) for number, file in enumerate(release.written)
    ]
    assert [(it.name, it.size, it.crc32, it.method, it.verified) for it in found.members] == [
        (name, len(data), zlib.crc32(data), "store", "own") for name, data in FILES.items()
    ]


def test_good_disks_are_told_with_what_is_in_them(disks: Packed) -> None:
    result = survey(disks.root)
    assert result.faults == result.notes == ()
    assert [disk.path for disk in result.disks] == [f"set0{n}.zip" for n in range(1, 5)]
    for disk in result.disks:
        assert {entry.verified for entry in disk.entries} == {"own"}
    [found] = result.sets
    assert [it.path for it in found.volumes][:2] == ["set01.zip!set.rar", "set02.zip!set.r00"]
    assert {it.container for it in found.volumes} == {disk.path for disk in result.disks}
    assert [it.name for it in found.members] == list(FILES)


def test_texts_come_as_bytes_with_their_disk(disks: Packed) -> None:
    (disks.root / "set.nfo").write_bytes(b"NFO")
    texts = {(it.path, it.disk): it.data for it in survey(disks.root).texts}
    assert texts["set.nfo", None] == b"NFO"
    assert texts["set02.zip!file_id.diz", 2] == b"2/4"
    assert len(texts) == 9


def test_every_byte_is_read_once_and_summed(release: Packed) -> None:
    counts: list[int] = []
    result = survey(release.root, sha256=True, advance=counts.append)
    total = sum(file.size for file in release.written)
    assert result.bytes_read == sum(counts) == total == release_size(release.root)
    for entry in result.entries:
        data = (release.root / entry.path).read_bytes()
        assert (entry.size, entry.crc32) == (len(data), zlib.crc32(data))
        assert entry.sha256 == hashlib.sha256(data).hexdigest()


def test_two_workers_tell_the_same(disks: Packed) -> None:
    damage(disks.paths[1], [500])
    assert survey(disks.root, workers=2) == survey(disks.root, workers=1)


def test_a_damaged_part_is_told_with_its_place(release: Packed) -> None:
    damage(release.paths[1], [500])
    kinds = {(fault.kind, fault.path) for fault in survey(release.root).faults}
    assert ("rar.part.crc", "set.r00") in kinds
    assert ("rar.data.crc", "set.r00") in kinds
    assert ("rar.file.crc", "set.r02") in kinds


def test_a_damaged_header_is_told_with_its_place_and_nothing_else(release: Packed) -> None:
    damage(release.paths[1], [30])
    fault = only(survey(release.root))
    assert (fault.kind, fault.path, fault.offset) == ("rar.header.crc", "set.r00", 20)
    assert (len(fault.expected), len(fault.found)) == (4, 4)


def test_a_member_that_lost_a_part_is_not_verified(release: Packed) -> None:
    damage(release.paths[1], [30])
    [found] = survey(release.root).sets
    assert [(it.name, it.verified) for it in found.members] == [("a.bin", ""), ("b.txt", "own")]


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_missing_volume_is_named(release: Packed, index: int) -> None:
    release.paths[index].unlink()
    fault = only(survey(release.root))
    assert (fault.kind, fault.path) == ("rar.volume.missing", release.paths[index].name)
    assert fault.expected == str(index + 1)


def test_a_missing_last_volume_shows_in_the_one_before(release: Packed) -> None:
    release.paths[-1].unlink()
    assert faults(release.root) == [("rar.volume.unfinished", "set.r01")]


def test_a_missing_disk_is_named_by_its_volume(disks: Packed) -> None:
    disks.paths[1].unlink()
    assert faults(disks.root) == [("rar.volume.missing", "*!set.r00")]


def test_swapped_disks_are_told_with_both_numbers(disks: Packed) -> None:
    one, two = disks.paths[1:3]
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    told = {(it.kind, it.path, it.expected, it.found) for it in survey(disks.root).faults}
    assert told == {("zip.order", "set02.zip", "3", "2"), ("zip.order", "set03.zip", "2", "3")}


def test_swapped_volumes_are_told_with_both_numbers(release: Packed) -> None:
    one, two = release.paths[1:3]
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    orders = [it for it in survey(release.root).faults if it.kind == "rar.volume.order"]
    assert [(it.path, it.expected, it.found) for it in orders] == [
        ("set.r00", "2", "3"),
        ("set.r01", "3", "2"),
    ]


def test_a_volume_too_many_is_told(release: Packed) -> None:
    shutil.copy(release.paths[-1], release.root / "set.r03")
    kinds = {kind for kind, _ in faults(release.root)}
    assert {"rar.volume.extra", "rar.volume.order"} <= kinds


def test_an_archive_under_the_name_of_a_volume_is_told(release: Packed, tmp_path: Path) -> None:
    other = pack(tmp_path / "o", make_sources(tmp_path / "i", {"x": b"x"}), None, sfv=False)
    shutil.copy(other.first, release.paths[2])
    assert ("rar.volume.flag", "set.r01") in faults(release.root)


def test_a_volume_of_another_set_is_told(release: Packed, tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "i", {"x.bin": content(3_000)})
    other = pack(tmp_path / "o", sources, 1_000, sfv=False)
    shutil.copy(other.paths[1], release.paths[1])
    assert ("rar.chain", "set.r00") in faults(release.root)


def test_volumes_under_names_of_the_other_kind_are_told(release: Packed) -> None:
    for number, path in enumerate(release.paths, start=1):
        path.rename(release.root / f"set.part{number}.rar")
    assert {kind for kind, _ in faults(release.root)} == {"rar.volume.naming"}


def test_two_volumes_of_one_number_are_told(release: Packed) -> None:
    shutil.copy(release.paths[1], release.root / "SET.R00")
    assert "rar.volume.duplicate" in {kind for kind, _ in faults(release.root)}


def test_bytes_after_the_end_are_told(release: Packed) -> None:
    with release.paths[1].open("ab") as file:
        file.write(b"\0" * 12)
    fault = only(survey(release.root))
    assert (fault.kind, fault.path, fault.offset, fault.found) == (
        "rar.trailing",
        "set.r00",
        1_000,
        "12",
    )


def without_ends(paths: list[Path]) -> None:
    for path in paths:
        os.truncate(path, path.stat().st_size - 20)


def test_a_set_may_have_no_ends_at_all(release: Packed) -> None:
    without_ends(release.paths)
    result = survey(release.root)
    assert (result.faults, {note.kind for note in result.notes}) == ((), {"rar.end.none"})


def test_a_volume_without_the_end_that_others_have_is_told(release: Packed) -> None:
    without_ends(release.paths[1:2])
    assert ("rar.end.missing", "set.r00") in faults(release.root)


def test_a_volume_that_is_none_is_told(release: Packed) -> None:
    release.paths[1].write_bytes(b"<html>404</html>")
    assert faults(release.root) == [("rar.signature", "set.r00")]


def test_an_empty_volume_is_told(release: Packed) -> None:
    release.paths[1].write_bytes(b"")
    assert faults(release.root) == [("rar.signature", "set.r00")]


@pytest.mark.parametrize("size", range(0, 1_000, 7))
def test_a_volume_cut_anywhere_is_told(release: Packed, size: int) -> None:
    os.truncate(release.paths[1], size)
    assert {path for _, path in faults(release.root)} >= {"set.r00"}


def sfv(root: Path, text: bytes) -> Path:
    path = root / "set.sfv"
    path.write_bytes(text)
    return path


def test_a_good_sfv_has_no_fault(release: Packed) -> None:
    sfv(release.root, render_sfv((file.path, file.crc32) for file in release.written))
    result = survey(release.root)
    assert (result.faults, len(result.sfvs[0].lines)) == ((), 4)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"set.rar 00000000", "sfv.crc"),
        (b"other.rar 00000000", "sfv.missing_file"),
        (b"nonsense", "sfv.line"),
        (b"x/set.rar 00000000", "sfv.path"),
        (b"x\\set.rar 00000000", "sfv.path"),
    ],
)
def test_a_bad_line_is_told(release: Packed, line: bytes, kind: str) -> None:
    sfv(release.root, line)
    assert (kind, "set.sfv") in faults(release.root)


def test_two_sums_for_one_name_are_told(release: Packed) -> None:
    good = b"set.rar %08x\r\n" % release.written[0].crc32
    sfv(release.root, good + b"set.rar 00000001\r\n")
    assert faults(release.root) == [("sfv.duplicate", "set.sfv")]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda line: line + line, "sfv.repeated"),
        (lambda line: line.replace(b"set.rar", b"SET.RAR"), "sfv.case"),
    ],
)
def test_what_breaks_nothing_is_a_note(release: Packed, change: object, kind: str) -> None:
    line = b"set.rar %08x\r\n" % release.written[0].crc32
    sfv(release.root, change(line))  # type: ignore[operator]
    result = survey(release.root)
    assert (result.faults, [note.kind for note in result.notes]) == ((), [kind])


def test_an_sfv_is_compared_with_the_files_of_its_own_folder(release: Packed) -> None:
    folder = release.root / "Subs"
    folder.mkdir()
    (folder / "s.idx").write_bytes(b"x")
    (folder / "s.sfv").write_bytes(b"s.idx %08x\r\n" % zlib.crc32(b"x"))
    assert faults(release.root) == []


def test_a_huge_sfv_or_text_is_not_read_into_memory(release: Packed) -> None:
    for name in ("set.sfv", "set.nfo"):
        (release.root / name).touch()
        os.truncate(release.root / name, (1 << 20) + 1)
    result = survey(release.root)
    assert [fault.kind for fault in result.faults] == ["text.too_large", "sfv.too_large"]
    assert (result.sfvs, result.texts) == ((), ())


def test_stopping_ends_the_reading_at_once(release: Packed) -> None:
    (release.root / "big").touch()
    # Holes: reading all of it would take longer than a test may.
    os.truncate(release.root / "big", 1 << 40)

    def stop(_count: int) -> None:
        raise Cancelled

    threads = threading.active_count()
    for workers in (1, 2):
        with pytest.raises(Cancelled):
            survey(release.root, advance=stop, workers=workers)
    assert threading.active_count() <= threads


def test_links_and_special_files_are_told_and_not_followed(release: Packed) -> None:
    (release.root / "link.rar").symlink_to("/etc/passwd")
    (release.root / "loop").symlink_to(".")
    os.mkfifo(release.root / "pipe.zip")
    result = survey(release.root)
    assert [(fault.kind, fault.path, fault.found) for fault in result.faults] == [
        ("fs.special", "link.rar", "link"),
        ("fs.special", "loop", "link"),
        ("fs.special", "pipe.zip", "special"),
    ]
    assert not {"link.rar", "loop", "pipe.zip"} & {entry.path for entry in result.entries}


def test_folders_are_entries_and_deep_ones_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * 20)).mkdir(parents=True)
    result = survey(tmp_path)
    assert len(result.entries) == 16
    assert only(result).kind == "fs.too_deep"


def test_a_name_that_is_not_unicode_is_told(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.nfo")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system has no such names")
    fault = only(survey(tmp_path))
    assert (fault.kind, fault.path) == ("fs.name", "\ufffd.nfo")


def test_only_volumes_are_read_as_such(tmp_path: Path) -> None:
    (tmp_path / "film.001").write_bytes(b"any data")
    (tmp_path / "notes.rar.txt").write_bytes(b"any data")
    assert faults(tmp_path) == []


def test_numbered_volumes_are_a_set(release: Packed) -> None:
    for number, path in enumerate(release.paths, start=1):
        path.rename(release.root / f"set.{number:03}")
    result = survey(release.root)
    assert (result.faults, result.sets[0].naming) == ((), "numbered")
