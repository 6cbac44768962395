"""Compressed members, proven by whatever extractor is installed."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.archives import survey
from packer_core.archives.reading.extractors import Extractor, Judging, Piping, installed_extractor
from packer_core.errors import Cancelled
from tests.support.needs import need
from tests.support.readers import REMEDY, SEVEN_ZIP, damage

pytestmark = pytest.mark.corpus

Find = Callable[[], Extractor | None]


@pytest.fixture
def release(corpus: Path, tmp_path: Path) -> Path:
    """A folder with two compressed files in one solid archive."""
    shutil.copy(corpus / "rar/rar3-solid.rar", tmp_path)
    return tmp_path


@pytest.fixture(params=["7zz", "lsar"])
def find(request: pytest.FixtureRequest) -> Find:
    need("7-Zip", SEVEN_ZIP.exists(), REMEDY)
    need("lsar", shutil.which("lsar"), REMEDY)
    extractors = {
        "7zz": Piping(name="7zz", command=(str(SEVEN_ZIP), "x", "-so", "-bd", "--")),
        "lsar": Judging(name="lsar", command=("lsar", "-t", "--")),
    }
    found = extractors[request.param]
    return lambda: found


@pytest.mark.readers
def test_an_extractor_proves_compressed_members(release: Path, find: Find) -> None:
    result = survey(release, find_extractor=find)
    name = getattr(find(), "name", "")
    assert (result.faults, result.notes) == ((), ())
    assert [member.verified for member in result.sets[0].members] == [name, name]


@pytest.mark.readers
def test_damage_that_no_checksum_of_a_volume_covers_is_found(release: Path, find: Find) -> None:
    damage(release / "rar3-solid.rar", [100])
    result = survey(release, find_extractor=find)
    told = [*result.faults, *result.notes]
    assert [it.kind for it in told] in (["rar.contents"], ["rar.unproven"])
    assert "" in {member.verified for member in result.sets[0].members}


@pytest.mark.readers
def test_volumes_inside_disks_are_proven_too(release: Path, find: Find) -> None:
    with zipfile.ZipFile(release / "disk01.zip", "w") as disk:
        disk.write(release / "rar3-solid.rar", "rar3-solid.rar")
    (release / "rar3-solid.rar").unlink()
    result = survey(release, find_extractor=find)
    assert result.faults == result.notes == ()
    assert "" not in {member.verified for member in result.sets[0].members}


def test_without_an_extractor_a_note_says_so(release: Path) -> None:
    result = survey(release, find_extractor=lambda: None)
    assert (result.faults, [note.kind for note in result.notes]) == ((), ["rar.unverified"])


@pytest.mark.parametrize(
    "command",
    [("false",), ("echo", "nonsense"), ("cat", "/dev/zero"), ("true",)],
    ids=["fails", "nonsense", "endless", "silent"],
)
def test_an_extractor_that_gives_something_else_proves_nothing(
    release: Path, command: tuple[str, ...]
) -> None:
    result = survey(release, find_extractor=lambda: Piping(name="x", command=command))
    assert [fault.kind for fault in result.faults] == ["rar.contents"]


def test_a_program_that_hangs_is_stopped(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packer_core.archives.reading.extractors.PATIENCE", 0.2)
    hanging = Piping(name="x", command=("sh", "-c", "exec sleep 60"))
    result = survey(release, find_extractor=lambda: hanging)
    # Nothing is known of the contents: that is no damage.
    assert result.faults == ()
    assert "rar.unproven" in {note.kind for note in result.notes}


def test_too_little_memory_is_no_damage(release: Path) -> None:
    short = Piping(name="x", command=("sh", "-c", "exit 8"))
    result = survey(release, find_extractor=lambda: short)
    assert [note.kind for note in result.notes] == ["rar.unproven"]
    assert result.faults == ()


def test_the_work_can_be_stopped_while_a_program_runs(release: Path) -> None:
    def stop(count: int) -> None:
        if count == 0:
            raise Cancelled

    hanging = Piping(name="x", command=("sh", "-c", "exec sleep 60"))
    with pytest.raises(Cancelled):
        survey(release, find_extractor=lambda: hanging, advance=stop)


@pytest.mark.parametrize("name", ["rar5-psw.rar", "rar5-blake.rar"])
def test_what_cannot_be_compared_is_not_tried(corpus: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(corpus / "rar" / name, tmp_path)
    never = Piping(name="x", command=("false",))
    assert survey(tmp_path, find_extractor=lambda: never).faults == ()


def test_looking_for_a_program_finds_one_or_none() -> None:
    assert installed_extractor() is installed_extractor()
