"""The readers are judged on sets that WinRAR wrote, before they judge ours."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.needs import need
from tests.support.readers import (
    LIBARCHIVE,
    READERS,
    REMEDY,
    Reader,
    cksfv,
    damage,
    rebuild_with_pyrescene,
    rhash_check,
    tree_hashes,
)

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

GREEK = "15093b4fb60757ca871f2111468581695fda86d32de303c3d3af79c218b49812"
TEXTS = {
    "empty_file.txt": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "little_file.txt": "b7fc5efed2858abda16234d0640a733c8185c6262b32d7704c7ecfe33bb8a0a0",
    "users_manual4.00.txt": "3da007605d5098328c23da5bcc50135645ba6a7c90a8565c5497f8a59e8257b8",
    "Κείμενο στην ελληνική γλώσσα.txt": GREEK,
}
VOLS = {
    "vols/bigfile.txt": "57613b4a0d18b31472c9abe90780dcaf834f4edf48e79008f027a99710cf3632",
    "vols/smallfile.txt": "6805973b24128edda3148235c77a7f7b5a7a9be6272bc882a6e030871b2b18d1",
}


@dataclass(frozen=True)
class GenuineSet:
    """A set in the corpus, what it holds, and a volume and offset within stored or packed data."""

    first: str
    holds: dict[str, str]
    damaged: str
    offset: int


OLD_NAMES = GenuineSet(
    "rar-sets/store_split_folder_old_srrsfv_windows/store_split_folder.rar",
    {f"txt/{name}": digest for name, digest in TEXTS.items()},
    "store_split_folder.r00",
    5000,
)
PART_NAMES = GenuineSet(
    "rar-sets/store_rr_solid_auth_unicode_new/store_rr_solid_auth.part1.rar",
    TEXTS,
    "store_rr_solid_auth.part2.rar",
    5000,
)
PACKED = GenuineSet("rar/rar3-old.rar", VOLS, "rar3-old.r00", 50_000)
RAR5 = GenuineSet("rar/rar5-vols.part1.rar", VOLS, "rar5-vols.part2.rar", 50_000)
SETS = [
    pytest.param(OLD_NAMES, id="old-names"),
    pytest.param(PART_NAMES, id="part-names"),
    pytest.param(PACKED, id="rar3"),
    pytest.param(RAR5, id="rar5"),
]


def copied(corpus: Path, genuine: GenuineSet, into: Path) -> Path:
    """The first volume of a writable copy of the set."""
    first = corpus / genuine.first
    stem = first.name.split(".")[0]
    for volume in first.parent.glob(f"{stem}.*"):
        shutil.copyfile(volume, into / volume.name)
    return into / first.name


@pytest.mark.parametrize("genuine", SETS)
def test_a_genuine_set_passes_and_extracts(
    reader: Reader, genuine: GenuineSet, corpus: Path, tmp_path: Path
) -> None:
    first = corpus / genuine.first

    reader.test(first)
    reader.extract(first, tmp_path / "out")

    assert tree_hashes(tmp_path / "out") == genuine.holds


@pytest.mark.parametrize("genuine", SETS)
def test_one_wrong_byte_is_found(
    reader: Reader, genuine: GenuineSet, corpus: Path, tmp_path: Path
) -> None:
    first = copied(corpus, genuine, tmp_path)
    damage(tmp_path / genuine.damaged, [genuine.offset])

    with pytest.raises(AssertionError):
        reader.test(first)


def test_a_missing_volume_is_found(reader: Reader, corpus: Path, tmp_path: Path) -> None:
    first = copied(corpus, OLD_NAMES, tmp_path)
    (tmp_path / "store_split_folder.r00").unlink()

    with pytest.raises(AssertionError):
        reader.test(first)


@pytest.mark.parametrize("genuine", [OLD_NAMES, PACKED, RAR5], ids=["old-names", "rar3", "rar5"])
def test_libarchive_extracts_a_genuine_set(
    genuine: GenuineSet, corpus: Path, tmp_path: Path
) -> None:
    LIBARCHIVE.extract(corpus / genuine.first, tmp_path)

    assert tree_hashes(tmp_path) == genuine.holds


@pytest.mark.readers
@pytest.mark.parametrize("check", [cksfv, rhash_check])
@pytest.mark.parametrize("fault", ["none", "wrong byte", "missing volume"])
def test_an_sfv_is_checked(check, fault: str, corpus: Path, tmp_path: Path) -> None:
    copied(corpus, OLD_NAMES, tmp_path)
    volume = tmp_path / "store_split_folder.r01"
    if fault == "none":
        check(tmp_path, "store_split_folder.sfv")
        return
    if fault == "wrong byte":
        damage(volume, [-1])
    else:
        volume.unlink()

    with pytest.raises(AssertionError, match=r"store_split_folder\.r01"):
        check(tmp_path, "store_split_folder.sfv")


@pytest.mark.readers
def test_pyrescene_rebuilds_a_genuine_set(corpus: Path, tmp_path: Path) -> None:
    first = corpus / OLD_NAMES.first
    seven_zip = next(it for it in READERS if it.name == "7-zip")
    need(seven_zip.name, seven_zip.available(), REMEDY)
    seven_zip.extract(first, tmp_path / "sources")

    rebuild_with_pyrescene(first.with_suffix(".sfv"), tmp_path / "sources", tmp_path / "rebuilt")

    for suffix in (".rar", ".r00", ".r01"):
        rebuilt = tmp_path / "rebuilt" / first.with_suffix(suffix).name
        assert rebuilt.read_bytes() == first.with_suffix(suffix).read_bytes()
