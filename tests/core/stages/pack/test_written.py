"""What is written is what was planned, to the byte, and nothing else."""

import json
import zipfile
import zlib
from pathlib import Path

import pytest
from attrs import evolve

from packer_core import codec
from packer_core.archives import parse_sfv, survey
from packer_core.nfo.cp437 import encode_cp437
from packer_core.settings import Settings
from packer_core.stages.output.manifest import read_manifest
from packer_core.stages.pack import stage as pack_stage
from packer_core.stages.pack.stage import pack
from packer_core.testing import StandInRun
from packer_core.values import Progress, ReleasePlan, StageFinished, StageStarted
from tests.core.stages.pack.conftest import Planning


def written(plan: ReleasePlan, run: StandInRun | None = None) -> Path:
    return Path(pack(plan, run or StandInRun()).path)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_file_is_as_long_as_planned_and_there_is_no_other(planned: Planning) -> None:
    plan = planned()
    found = {name: len(data) for name, data in contents(written(plan)).items()}
    assert found == {file.path: file.size for file in plan.files}
    assert len(plan.archive.volumes) == 3


def test_the_release_is_told_with_its_sums_and_its_report(planned: Planning) -> None:
    plan = planned()
    release = pack(plan, StandInRun())
    assert (release.dirname, release.plan_hash) == (plan.dirname, plan.plan_hash)
    assert release.path == f"{plan.output}/{plan.dirname}"
    found = {name: zlib.crc32(data) for name, data in contents(Path(release.path)).items()}
    assert {file.path: file.crc32 for file in release.files} == found
    assert release.report.passed
    assert release.report.rule_set == plan.rule_set


def test_texts_are_those_of_the_plan(planned: Planning) -> None:
    plan = planned()
    found = contents(written(plan))
    assert found[plan.texts.nfo_name] == encode_cp437(plan.texts.nfo).data
    assert found[plan.texts.diz_name] == encode_cp437(plan.texts.diz[0]).data


def test_each_disk_holds_its_volume_and_its_texts(planned: Planning) -> None:
    plan = planned()
    release = written(plan)
    for number, volume in enumerate(plan.archive.volumes):
        with zipfile.ZipFile(release / volume.path) as disk:
            assert disk.namelist() == [volume.inner, plan.texts.nfo_name, plan.texts.diz_name]
            assert disk.getinfo(volume.inner).file_size == volume.inner_size
            assert disk.read(plan.texts.nfo_name) == encode_cp437(plan.texts.nfo).data
            assert disk.read(plan.texts.diz_name) == encode_cp437(plan.texts.diz[number]).data


def test_the_work_is_in_the_archives_as_it_is(planned: Planning, tmp_path: Path) -> None:
    (archive,) = survey(written(planned())).sets
    (member,) = archive.members
    book = (tmp_path / "in" / "book.epub").read_bytes()
    assert (member.name, member.size, member.crc32) == ("book.epub", len(book), zlib.crc32(book))


def test_the_sfv_lists_the_disks_with_their_sums(planned: Planning) -> None:
    plan = planned()
    found = contents(written(plan))
    lines = parse_sfv(found[f"{plan.archive.request.stem}.sfv"]).lines
    disks = {volume.path: zlib.crc32(found[volume.path]) for volume in plan.archive.volumes}
    assert {line.name: line.crc32 for line in lines} == disks


def test_without_an_sfv_there_is_none(planned: Planning) -> None:
    assert not list(written(planned(sfv=False)).glob("*.sfv"))


def test_a_manifest_lies_beside_the_release_and_nothing_else_is_left(
    planned: Planning, tmp_path: Path
) -> None:
    plan = planned()
    release = written(plan, StandInRun(job="job-1"))
    manifest = read_manifest(release)
    assert manifest is not None
    assert (manifest["dirname"], manifest["job"]) == (plan.dirname, "job-1")
    assert codec.load(ReleasePlan, json.dumps(manifest["plan"])) == plan
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [".packer", plan.dirname]
    )
    assert [path.name for path in (tmp_path / "out" / ".packer").iterdir()] == ["manifests"]


def test_sources_stay_as_they_are(planned: Planning, tmp_path: Path) -> None:
    plan = planned()
    book = tmp_path / "in" / "book.epub"
    before = book.read_bytes(), book.stat().st_mtime_ns, book.stat().st_ctime_ns
    written(plan)
    assert (book.read_bytes(), book.stat().st_mtime_ns, book.stat().st_ctime_ns) == before
    assert [path.name for path in book.parent.iterdir()] == ["book.epub"]


def test_a_plan_gives_the_same_bytes_wherever_it_is_packed(
    planned: Planning, tmp_path: Path
) -> None:
    plan = planned()
    elsewhere = evolve(plan, output=str(tmp_path / "elsewhere"))
    assert contents(written(plan)) == contents(written(elsewhere))


def test_the_work_is_told_from_its_start_to_its_end(planned: Planning) -> None:
    plan, run = planned(), StandInRun()
    written(plan, run)
    size = plan.archive.request.members[0].size
    assert run.events[0] == StageStarted(stage="pack", total=size)
    told = [each for each in run.events if isinstance(each, Progress) and each.stage == "pack"]
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1] == Progress(stage="pack", done=size, total=size)
    finished = [each.stage for each in run.events if isinstance(each, StageFinished)]
    assert finished == ["check", "pack"]


@pytest.mark.parametrize(
    ("stated", "limit", "summed"),
    [(True, 0, True), (False, 1 << 40, False), (None, 1 << 40, True), (None, 0, False)],
)
def test_sha_256_is_the_plans_to_say_or_the_settings(
    planned: Planning, stated: bool | None, limit: int, summed: bool
) -> None:
    run = StandInRun(settings=Settings(values={"pack.sha256_limit": limit}))
    release = pack(planned(sha256=stated), run)
    assert {file.sha256 is not None for file in release.files} == {summed}


@pytest.mark.parametrize(("stated", "synced"), [(True, True), (False, False)])
def test_the_disk_is_waited_for_where_the_plan_says_so(
    planned: Planning, monkeypatch: pytest.MonkeyPatch, stated: bool, synced: bool
) -> None:
    waited: list[str] = []
    for name in ("sync_tree", "sync_folder"):
        monkeypatch.setattr(pack_stage, name, lambda path: waited.append(Path(path).name))
    pack(planned(fsync=stated), StandInRun())
    assert waited == (["release", "out"] if synced else [])
