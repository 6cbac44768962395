"""What a release is judged by, and what the report holds."""

import zlib
from pathlib import Path

import pytest

from packer_core.errors import BadValue, Cancelled, NotFound, UnknownName, Unsupported
from packer_core.settings import Settings
from packer_core.stages.check.stage import CheckOptions, check, check_release, examine
from packer_core.testing import StandInRun
from packer_core.values import BookMetadata, Progress, Severity, StageFinished, StageStarted
from tests.support.releases import Made


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_file_is_in_the_report_with_its_size_and_its_sum(release: Made) -> None:
    report = check(release.path, StandInRun())
    really = {name: (len(data), zlib.crc32(data)) for name, data in release.contents().items()}
    assert {file.path: (file.size, file.crc32) for file in report.files} == really
    assert report.bytes_read == sum(size for size, _ in really.values())
    assert {file.sha256 for file in report.files} == {None}
    assert report.path == str(release.path)


def test_nothing_is_written(release: Made) -> None:
    before = tree(release.path.parent)
    check(release.path, StandInRun())
    assert tree(release.path.parent) == before


def test_the_work_is_told_from_its_start_to_its_end(release: Made) -> None:
    run = StandInRun()
    size = sum(map(len, release.contents().values()))
    check(release.path, run)
    assert run.events[0] == StageStarted(stage="check", total=size)
    told = [each for each in run.events if isinstance(each, Progress)]
    assert told[-1] == Progress(stage="check", done=size, total=size)
    assert isinstance(run.events[-1], StageFinished)


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_stop_comes_through(release: Made, number: int) -> None:
    with pytest.raises(Cancelled):
        check(release.path, StandInRun(stop_at=number))


def test_the_rule_set_is_that_of_the_manifest(release: Made) -> None:
    assert check(release.path, StandInRun()).rule_set == "EBOOK-2022"


def test_without_a_manifest_it_is_the_one_that_the_name_fits(release: Made) -> None:
    release.forget()
    assert check(release.path, StandInRun()).rule_set == "EBOOK-2022"
    renamed = release.path.rename(release.path.with_name("The.Tide.S01E02.1080p.WEB.H264-DEMO"))
    assert check(renamed, StandInRun()).rule_set == "TV-WEB-2020"


def test_a_rule_set_that_is_stated_goes_before_all(release: Made) -> None:
    assert check(release.path, StandInRun(), rule_set="docs-1").rule_set == "DOCS-1"


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"rule_set": "MUSIC-1"}, "rule set"),
        ({"receivers": ["nobody"]}, "receiver"),
        ({"profile": "lenient-as-can-be"}, "profile"),
    ],
)
def test_a_name_that_nobody_knows(release: Made, options: dict[str, str], what: str) -> None:
    with pytest.raises(UnknownName) as caught:
        check(release.path, StandInRun(), **options)  # type: ignore[arg-type]
    assert caught.value.what == what


def test_waivers_of_the_manifest_count_beside_those_stated(release: Made) -> None:
    next(release.path.glob("*.diz")).unlink()
    stated = {"diz.missing": "lost on its way"}
    report = check(release.path, StandInRun(), waivers=stated)
    waived = {finding.id: finding.waiver for finding in report.findings if finding.waived}
    assert waived == {"pack.zip.size": "small on purpose", "diz.missing": "lost on its way"}
    assert report.passed


def test_a_fault_of_an_archive_may_be_waived(release: Made) -> None:
    disk = release.file(".zip")
    disk.write_bytes(disk.read_bytes() + b"!")
    waivers = {"zip.trailing": "a mark", "sfv.crc": "the same"}
    assert check(release.path, StandInRun(), waivers=waivers).passed


@pytest.mark.parametrize("id_", ["no.such.finding", ""])
def test_a_waiver_of_nothing_is_a_wrong_call(release: Made, id_: str) -> None:
    with pytest.raises(BadValue):
        check(release.path, StandInRun(), waivers={id_: "why"})


def test_a_profile_is_that_stated_or_that_of_the_settings(release: Made) -> None:
    settings = Settings(values={"rules.profile": "lenient-as-can-be"})
    with pytest.raises(UnknownName):
        check(release.path, StandInRun(settings=settings))
    assert check(release.path, StandInRun(settings=settings), profile="strict").path


def test_what_a_receiver_refuses_is_a_finding_too(release: Made) -> None:
    asked = ["SFVBRR-book", "sfvbrr-episode"]
    report = check(release.path, StandInRun(), receivers=asked)
    books, episodes = report.receivers
    assert (books.id, books.findings) == ("sfvbrr-book", ())
    assert {finding.id for finding in episodes.findings} == {
        "receiver.layout.unexpected",
        "receiver.layout.missing",
    }
    assert all(finding in report.findings for finding in episodes.findings)
    assert (books.passed, episodes.passed, report.passed) == (True, False, False)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        check(tmp_path / "none", StandInRun())
    assert caught.value.path == str(tmp_path / "none")


def test_what_is_no_folder(release: Made) -> None:
    with pytest.raises(Unsupported):
        check(release.file(".nfo"), StandInRun())


def test_a_release_without_its_name_is_judged_by_the_one_stated(release: Made) -> None:
    name = release.path.name
    moved = release.path.rename(release.path.with_name("release"))
    signs: list[None] = []
    report = check_release(
        moved,
        StandInRun(),
        rule_set="EBOOK-2022",
        name=name,
        waivers={"pack.zip.size": "small on purpose"},
        metadata=BookMetadata(title="The Tide Tables", authors=("Ada Example",)),
        sha256=True,
        alive=lambda: signs.append(None),
    )
    assert report.passed
    assert all(len(file.sha256 or "") == 64 for file in report.files)
    assert signs


def test_what_was_read_is_given_with_the_report(release: Made) -> None:
    examined = examine(release.path, StandInRun(), CheckOptions(), sha256=True)
    assert examined.view.name == release.path.name
    assert examined.standards.rule_set.id == examined.report.rule_set
    assert len(examined.survey.disks) == 3
    assert all(entry.sha256 for entry in examined.survey.entries)
    assert {finding.severity for finding in examined.report.findings} <= set(Severity)
