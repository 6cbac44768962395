"""Archives that WinRAR made over twenty years: read without a false fault, and made again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from packer_core.archives import survey
from packer_core.archives.rar4.names import decode_name
from packer_core.testing import make_sources
from packer_core.values import RarSet, Survey
from tests.support.packing import pack
from tests.support.rar_blocks import Block, files

pytestmark = pytest.mark.corpus

SPLIT = "rar-sets/store_split_folder_old_srrsfv_windows"
RECOVERY = "rar-sets/store_rr_solid_auth_unicode_new"


@pytest.fixture(scope="module")
def single(corpus: Path) -> Survey:
    """All archives of the folder `rar`, of every age and kind."""
    return survey(corpus / "rar")


def by_stem(result: Survey, stem: str) -> RarSet:
    [found] = [each for each in result.sets if each.stem == stem]
    return found


def test_no_genuine_archive_has_a_fault(single: Survey) -> None:
    assert single.faults == ()
    assert len(single.sets) == 18


@pytest.mark.parametrize("name", [SPLIT, RECOVERY, "rar-sets/store_little"])
def test_no_genuine_set_has_a_fault(corpus: Path, name: str) -> None:
    result = survey(corpus / name)
    assert (result.faults, result.notes) == ((), ())
    [found] = result.sets
    assert {member.verified for member in found.members} == {"own"}


@pytest.mark.parametrize(
    ("stem", "format_", "naming", "volumes"),
    [
        ("rar15-comment", "rar3", "old", 1),
        ("rar3-old", "rar4", "old", 3),
        ("rar3-vols", "rar4", "part", 3),
        ("libarchive-test_rar_multivolume_single_file", "rar4", "part", 3),
        ("rar5-vols", "rar5", "part", 3),
    ],
)
def test_format_and_naming_are_recognised(
    single: Survey, stem: str, format_: str, naming: str, volumes: int
) -> None:
    found = by_stem(single, stem)
    assert (found.format, found.naming, len(found.volumes)) == (format_, naming, volumes)


@pytest.mark.parametrize("stem", ["rar5-hpsw", "rar5-psw", "rar3-comment-psw"])
def test_encryption_is_recognised(single: Survey, stem: str) -> None:
    found = by_stem(single, stem)
    assert found.encrypted
    assert "own" not in {member.verified for member in found.members}


@pytest.mark.parametrize("stem", ["rar3-solid", "rar5-solid"])
def test_solid_archives_are_recognised(single: Survey, stem: str) -> None:
    assert by_stem(single, stem).solid


def test_recovery_records_are_recognised(single: Survey, corpus: Path) -> None:
    assert by_stem(single, "rar5-vols").recovery
    assert survey(corpus / RECOVERY).sets[0].recovery
    assert not by_stem(single, "rar3-vols").recovery


def test_a_checksum_that_is_not_verified_is_noted(single: Survey) -> None:
    noted = {note.path for note in single.notes if note.kind == "rar.hash.unread"}
    assert noted == {"rar5-blake.rar"}
    assert "own" not in {member.verified for member in by_stem(single, "rar5-blake").members}


def test_names_of_all_alphabets_are_read(single: Survey, corpus: Path) -> None:
    names = [member.name for member in by_stem(single, "unicode").members]
    assert names == ["уииоотивл.txt", "𝐀𝐁𝐁𝐂.txt"]
    greek = [member.name for member in survey(corpus / SPLIT).sets[0].members][-1]
    assert greek == "txt/Κείμενο στην ελληνική γλώσσα.txt"


def time_of(block: Block) -> int:
    """The time of a header in nanoseconds, as if it were UTC."""
    packed, exact = block.number(20, 4), block.exact_time
    date, time = packed >> 16, packed & 0xFFFF
    moment = datetime(
        1980 + (date >> 9),
        (date >> 5) & 15,
        date & 31,
        time >> 11,
        (time >> 5) & 63,
        (time & 31) * 2,
        tzinfo=UTC,
    )
    odd = bool(exact) and bool(exact[1] & 0x40)
    ticks = int.from_bytes(exact[2:].rjust(3, b"\0"), "little") if exact else 0
    return (int(moment.timestamp()) + odd) * 10**9 + ticks * 100


def test_the_first_volumes_of_a_genuine_set_are_made_again_to_the_byte(
    corpus: Path, tmp_path: Path
) -> None:
    genuine = [corpus / SPLIT / f"store_split_folder.{end}" for end in ("rar", "r00", "r01")]
    volumes = [path.read_bytes() for path in genuine]
    parts = [block for volume in volumes for block in files(volume)]
    contents: dict[str, bytes] = {}
    times: dict[str, int] = {}
    for part in parts:
        name = decode_name(part.name, bool(part.flags & 0x200))
        contents[name] = contents.get(name, b"") + part.data
        times[name] = time_of(part)
    sources = make_sources(tmp_path / "in", contents, times=times)
    ours = pack(tmp_path / "out", sources, 32_768, stem="store_split_folder").bytes()
    # The third one holds a Greek name, which can be written in several ways.
    assert ours[:2] == volumes[:2]


def test_a_genuine_archive_is_made_again_but_for_the_system_it_was_made_on(
    corpus: Path, tmp_path: Path
) -> None:
    genuine = (corpus / "rar-sets/store_little/store_little.rar").read_bytes()
    [file] = files(genuine)
    sources = make_sources(
        tmp_path / "in",
        {"little_file.txt": file.data},
        times={"little_file.txt": time_of(file)},
    )
    ours = pack(tmp_path / "out", sources, None).first.read_bytes()
    different = {
        at for at, pair in enumerate(zip(ours, genuine, strict=True)) if len(set(pair)) > 1
    }
    header, system, attributes = file.at, file.at + 15, range(file.at + 28, file.at + 32)
    assert different <= {header, header + 1, system, *attributes}
