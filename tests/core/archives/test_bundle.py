"""The stored ZIP of what accompanies the works."""

import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packer_core.archives.bundle import bundle_size, write_bundle
from packer_core.archives.zip.blocks import StoredEntry, end_record
from packer_core.errors import BadValue, SourceChanged
from packer_core.testing import TIME_NS, Sources, content, make_sources
from packer_core.values import Member
from tests.support.needs import need
from tests.support.readers import REMEDY, SEVEN_ZIP, run

FILES = {
    "course/read me first.txt": b"hello\n",
    "course/\u00e9t\u00e9 \u2014 \u65e5\u672c.txt": content(70_000),
    "course/empty.dat": b"",
    "cover.jpg": content(1_500_000, seed=2),
}

names = st.lists(
    st.text("abc \u00e9\u65e5.-_", min_size=1, max_size=12).filter(
        lambda it: it not in (".", "..")
    ),
    min_size=1,
    max_size=3,
).map("/".join)


def bundle(sources: Sources, target: Path, utc_offset: int = 0) -> Path:
    """Write the members of sources as a bundle."""
    open_files: dict[int, int] = {}

    def open_source(index: int) -> int:
        return open_files.setdefault(index, os.open(sources.paths[index], os.O_RDONLY))

    try:
        with target.open("wb") as file:
            write_bundle(
                sources.members, open_source, file.fileno(), utc_offset, lambda _count: None
            )
    finally:
        for descriptor in open_files.values():
            os.close(descriptor)
    return target


def made(folder: Path, files: Mapping[str, bytes] = FILES) -> Path:
    return bundle(make_sources(folder / "sources", files), folder / "extras.zip")


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_python_reads_every_file_of_a_bundle(tmp_path: Path) -> None:
    assert unzipped(made(tmp_path)) == FILES


def test_nothing_in_a_bundle_is_compressed_and_no_entry_has_a_descriptor(tmp_path: Path) -> None:
    with zipfile.ZipFile(made(tmp_path)) as file:
        assert {entry.compress_type for entry in file.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.flag_bits & ~0x800 for entry in file.infolist()} == {0}


def test_unzip_tests_a_bundle_without_complaint(tmp_path: Path) -> None:
    need("unzip", shutil.which("unzip"), REMEDY)
    assert "No errors detected" in run(["unzip", "-t", made(tmp_path)])


@pytest.mark.readers
def test_7_zip_extracts_a_bundle_without_a_warning(tmp_path: Path) -> None:
    need("7-zip", shutil.which(SEVEN_ZIP), REMEDY)
    path = made(tmp_path)
    output = run([SEVEN_ZIP, "x", "-bd", "-y", f"-o{tmp_path / 'out'}", path])
    assert "Everything is Ok" in output
    assert "Warning" not in output
    assert {name: (tmp_path / "out" / name).read_bytes() for name in FILES} == FILES


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.dictionaries(names, st.binary(max_size=300), max_size=6))
def test_the_size_is_known_before_writing(tmp_path: Path, files: dict[str, bytes]) -> None:
    sources = make_sources(tmp_path / "sources", files)
    path = bundle(sources, tmp_path / "extras.zip")
    assert path.stat().st_size == bundle_size(sources.members)
    assert unzipped(path) == files


def test_two_bundles_of_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "sources", FILES)
    first, second = bundle(sources, tmp_path / "1.zip"), bundle(sources, tmp_path / "2.zip")
    assert first.read_bytes() == second.read_bytes()


def test_times_are_local_ones(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "sources", {"a.txt": b"a"}, time_ns=TIME_NS)
    with zipfile.ZipFile(bundle(sources, tmp_path / "extras.zip", utc_offset=3600)) as file:
        assert file.infolist()[0].date_time == (2023, 11, 14, 23, 13, 20)


def test_an_empty_folder_is_kept(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "sources", {"a.txt": b"a"}, directories=["empty"])
    with zipfile.ZipFile(bundle(sources, tmp_path / "extras.zip")) as file:
        assert file.getinfo("empty/").is_dir()


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up", "a/../../b", "a//b", "a\\b", "a\0b", "\udce9", "x" * 70_000]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(BadValue):
        bundle_size([Member(name=name, size=1, mtime_ns=0, source=0)])


@pytest.mark.parametrize("data", [b"short", b"much longer"])
def test_a_source_of_another_length_is_refused(tmp_path: Path, data: bytes) -> None:
    sources = make_sources(tmp_path / "sources", {"a.txt": b"as seen"})
    sources.paths[0].write_bytes(data)
    with pytest.raises(SourceChanged):
        bundle(sources, tmp_path / "extras.zip")


def test_progress_is_all_bytes_of_the_members(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "sources", {"a.bin": content(3_000_000)})
    told: list[int] = []
    descriptor = os.open(sources.paths[0], os.O_RDONLY)
    with (tmp_path / "extras.zip").open("wb") as file:
        write_bundle(sources.members, lambda _index: descriptor, file.fileno(), 0, told.append)
    os.close(descriptor)
    assert sum(told) == 3_000_000


def test_sizes_beyond_32_bits_are_written_as_zip64(tmp_path: Path) -> None:
    large = 5 << 30
    source = tmp_path / "hole"
    with source.open("wb") as file:
        file.truncate(large)
    members = (
        Member(name="large.bin", size=large, mtime_ns=TIME_NS, source=0),
        Member(name="after.txt", size=0, mtime_ns=TIME_NS, source=1),
    )
    # 20 bytes of extra field in the local header, 20 and 12 in the directory, 76 at the end.
    plain = 2 * (30 + 46) + 4 * len("large.bin") + 22
    assert bundle_size(members) == large + plain + 20 + 20 + 12 + 76


def test_the_records_of_zip64_are_read_back(tmp_path: Path) -> None:
    large, path = 5 << 30, tmp_path / "hollow.zip"
    big = StoredEntry(name="large.bin", size=large, crc32=1, time=0)
    small = StoredEntry(name="after.txt", size=3, crc32=2, time=0)
    after = len(big.local()) + large
    start = after + len(small.local()) + 3
    records = big.central(0) + small.central(after)
    with path.open("wb") as file:
        file.write(big.local())
        file.seek(after)
        file.write(small.local() + b"abc" + records + end_record(2, len(records), start))
    with zipfile.ZipFile(path) as archive:
        sizes = [(entry.file_size, entry.header_offset) for entry in archive.infolist()]
        assert sizes == [(large, 0), (3, after)]
        with archive.open("large.bin") as data:
            assert data.read(4) == b"\0\0\0\0"
