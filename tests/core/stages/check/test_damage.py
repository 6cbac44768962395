"""Each kind of damage to a release is found, by the findings that say what it is."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.stages.check.stage import check
from packer_core.testing import StandInRun
from packer_core.values import Report
from tests.support.releases import Made


def disks(release: Path) -> list[Path]:
    return sorted(release.glob("*.zip"))


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def of(pattern: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Changes the bytes of the first file of a pattern, or the second of the disks."""

    def work(release: Path) -> None:
        edit(disks(release)[1] if pattern == "disk" else min(release.glob(pattern)), change)

    return work


def without(pattern: str, index: int = 0) -> Callable[[Path], None]:
    return lambda release: sorted(release.glob(pattern))[index].unlink()


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def swap_disks(release: Path) -> None:
    first, second, _ = disks(release)
    first.rename(release / "first")
    second.rename(first)
    (release / "first").rename(second)


def rename_a_disk(release: Path) -> None:
    disks(release)[1].rename(release / "x.zip")


def misstate_a_sum(data: bytes) -> bytes:
    return data.replace(data.split()[1], b"00000000", 1)


DAMAGE: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a bit of a file in a disk": (
        of("disk", flipped(5_000)),
        {"rar.data.crc", "rar.file.crc", "rar.part.crc", "sfv.crc", "zip.entry.crc"},
    ),
    "a bit of a header of a disk": (of("disk", flipped(14)), {"sfv.crc", "zip.local.differs"}),
    "a disk cut off": (
        of("disk", lambda data: data[:-100]),
        {"pack.zip.incomplete", "rar.volume.missing", "sfv.crc", "zip.end.missing"},
    ),
    "half a disk": (
        of("disk", lambda data: data[: len(data) // 2]),
        {"pack.zip.incomplete", "rar.volume.missing", "sfv.crc", "zip.end.missing"},
    ),
    "an empty disk": (
        of("disk", lambda _: b""),
        {
            *("layout.empty", "pack.zip.incomplete", "rar.volume.missing", "sfv.crc"),
            "zip.end.missing",
        },
    ),
    "a disk that is none": (
        of("disk", lambda data: b"x" * len(data)),
        {"pack.zip.incomplete", "rar.volume.missing", "sfv.crc", "zip.end.missing"},
    ),
    "bytes behind a disk": (of("disk", lambda data: data + b"!"), {"sfv.crc", "zip.trailing"}),
    "a disk lost": (
        without("*.zip", 1),
        {"diz.counter.disk", "diz.counter.total", "rar.volume.missing", "sfv.missing_file"},
    ),
    "the last disk lost": (
        without("*.zip", -1),
        {"content.missing", "diz.counter.total", "rar.volume.unfinished", "sfv.missing_file"},
    ),
    "two disks swapped": (swap_disks, {"diz.counter.disk", "diz.root", "sfv.crc", "zip.order"}),
    "a disk renamed": (
        rename_a_disk,
        {"diz.counter.disk", "sfv.missing_file", "sfv.uncovered"},
    ),
    "no NFO": (without("*.nfo"), {"nfo.count"}),
    "a second NFO": (
        lambda release: (release / "b.nfo").write_bytes(b"x\r\n") and None,
        {"nfo.count", "nfo.field"},
    ),
    "another NFO than in the disks": (of("*.nfo", lambda data: data + b"!\r\n"), {"nfo.copies"}),
    "no DIZ": (without("*.diz"), {"diz.missing"}),
    "another number of disks": (
        of("*.diz", lambda data: data.replace(b"/03", b"/09")),
        {"diz.counter.total", "diz.root"},
    ),
    "a wrong sum": (of("*.sfv", misstate_a_sum), {"sfv.crc"}),
    "a line that is missing": (
        of("*.sfv", lambda data: data.split(b"\r\n")[0] + b"\r\n"),
        {"sfv.uncovered"},
    ),
    "a line too many": (
        of("*.sfv", lambda data: data + b"gone.zip 00000000\r\n"),
        {"sfv.missing_file"},
    ),
    "a file of somebody": (
        lambda release: (release / "thesis.txt").write_bytes(b"x") and None,
        {"layout.unexpected"},
    ),
    "a folder of somebody": (lambda release: (release / "Notes").mkdir(), {"layout.directory"}),
    "a link": (lambda release: (release / "a.nfo").symlink_to("/etc/hostname"), {"fs.special"}),
    "a pipe": (lambda release: os.mkfifo(release / "pipe"), {"fs.special"}),
}


def judged(release: Path) -> Report:
    return check(release, StandInRun())


def test_a_release_as_it_was_made_passes(release: Made) -> None:
    report = judged(release.path)
    assert report.passed
    assert not [finding.id for finding in report.findings if finding.fails]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(release: Made, damage: str) -> None:
    work, told = DAMAGE[damage]
    work(release.path)
    report = judged(release.path)
    assert {finding.id for finding in report.findings if finding.fails} == told
    assert not report.passed


@pytest.mark.parametrize("damage", ["a bit of a file in a disk", "two disks swapped", "no NFO"])
def test_damage_is_found_without_a_manifest_too(release: Made, damage: str) -> None:
    work, told = DAMAGE[damage]
    work(release.path)
    report = judged(release.forget().path)
    # What was waived when it was made is no longer.
    found = {finding.id for finding in report.findings if finding.fails}
    assert found == told | {"pack.zip.size"}


def test_every_finding_names_what_it_is_about(release: Made) -> None:
    DAMAGE["a disk cut off"][0](release.path)
    failing = [finding for finding in judged(release.path).findings if finding.fails]
    disk = disks(release.path)[1].name
    assert any(disk in str(each.subject) for each in failing)
    assert all(each.subject for each in failing)
