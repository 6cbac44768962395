"""No damage goes unnoticed: any byte changed, any volume missing, cut or swapped.

Without the SFV, so that it is the archives' own checks that notice.
"""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from packer_core.archives import parse_sfv, survey
from packer_core.archives.zip.blocks import CENTRAL_SIGNATURE
from packer_core.testing import content, make_sources
from tests.support.packing import Packed, pack

FILES = {"d/a.bin": content(300), "é.txt": b"b" * 20, "empty": b""}


def sound(root: Path) -> bool:
    result = survey(root)
    return not (result.faults or result.notes)


def unnoticed(path: Path, offsets: "range | list[int]", masks: tuple[int, ...]) -> set[int]:
    """The offsets where a changed byte makes no difference to the survey."""
    whole = path.read_bytes()
    missed = set()
    for offset, mask in itertools.product(offsets, masks):
        changed = bytearray(whole)
        changed[offset] ^= mask
        path.write_bytes(changed)
        if sound(path.parent):
            missed.add(offset)
    path.write_bytes(whole)
    return missed


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Packed]:
    def packed(size: int | None, **options: object) -> Packed:
        folder = tmp_path_factory.mktemp("damage")
        sources = make_sources(folder / "in", FILES, directories=["d/sub"])
        return pack(folder / "r", sources, size, sfv=False, **options)  # type: ignore[arg-type]

    return packed


@pytest.mark.parametrize("naming", ["old", "part"])
def test_no_byte_of_a_set_can_change_unnoticed(make: Callable[..., Packed], naming: str) -> None:
    packed = make(300, naming=naming)
    assert sound(packed.root)
    assert len(packed.paths) >= 3
    for path in packed.paths:
        assert unnoticed(path, range(path.stat().st_size), (0x01, 0xFF)) == set()


def test_no_byte_of_one_archive_can_change_unnoticed(make: Callable[..., Packed]) -> None:
    path = make(None).first
    size = path.stat().st_size
    assert unnoticed(path, range(size), (0x01, 0xFF)) == set()
    bits = tuple(1 << bit for bit in range(8))
    assert unnoticed(path, [*range(60), *range(size - 30, size)], bits) == set()


def meaningless(disk: bytes) -> set[int]:
    """The bytes of a ZIP that no reader of ours compares with anything.

    In the central directory: the version and system that made an entry, its internal and its
    external attributes.
    """
    found = set()
    at = disk.find(CENTRAL_SIGNATURE.to_bytes(4, "little"))
    while at >= 0:
        found |= {at + offset for offset in (4, 5, 36, 37, 38, 39, 40, 41)}
        at = disk.find(CENTRAL_SIGNATURE.to_bytes(4, "little"), at + 4)
    return found


def test_no_byte_of_a_disk_can_change_unnoticed(make: Callable[..., Packed]) -> None:
    riders = {"set.nfo": [b"nfo"], "file_id.diz": [b"diz"]}
    packed = make(700, shape="zip-of-rar", riders=riders)
    assert sound(packed.root)
    path = packed.paths[1]
    missed = unnoticed(path, range(path.stat().st_size), (0x01, 0xFF))
    # What a text says is not the archive's to judge, but its checksum is.
    assert missed <= meaningless(path.read_bytes())


@pytest.mark.parametrize("shape", ["rar", "zip-of-rar"])
def test_no_cut_goes_unnoticed(make: Callable[..., Packed], shape: str) -> None:
    packed = make(500, shape=shape)
    for path in packed.paths:
        whole = path.read_bytes()
        for size in range(len(whole)):
            path.write_bytes(whole[:size])
            assert not sound(packed.root), (path.name, size)
        path.write_bytes(whole)


@pytest.mark.parametrize("shape", ["rar", "zip-of-rar"])
def test_no_addition_goes_unnoticed(make: Callable[..., Packed], shape: str) -> None:
    packed = make(500, shape=shape)
    for path, more in itertools.product(packed.paths, (b"\0", b"Rar!\x1a\x07\x00", bytes(70_000))):
        whole = path.read_bytes()
        path.write_bytes(whole + more)
        assert not sound(packed.root)
        path.write_bytes(whole)


@pytest.mark.parametrize("shape", ["rar", "zip-of-rar"])
def test_no_missing_volume_goes_unnoticed(make: Callable[..., Packed], shape: str) -> None:
    packed = make(500, shape=shape)
    for path in packed.paths:
        whole = path.read_bytes()
        path.unlink()
        assert not sound(packed.root)
        path.write_bytes(whole)


def test_no_two_volumes_can_be_swapped_unnoticed(make: Callable[..., Packed]) -> None:
    packed = make(300)
    for one, two in itertools.combinations(packed.paths, 2):
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)
        assert not sound(packed.root)
        one.write_bytes(first)
        two.write_bytes(second)


def test_a_byte_of_the_sfv_changes_nothing_or_is_noticed(make: Callable[..., Packed]) -> None:
    packed = make(300)
    text = b"".join(b"%s %08x\r\n" % (it.path.encode(), it.crc32) for it in packed.written)
    path = packed.root / "set.sfv"
    path.write_bytes(text)
    assert sound(packed.root)
    for offset, mask in itertools.product(range(len(text)), (0x01, 0x20, 0xFF)):
        changed = bytearray(text)
        changed[offset] ^= mask
        path.write_bytes(changed)
        same = parse_sfv(bytes(changed)).lines == parse_sfv(text).lines
        assert same or not sound(packed.root), (offset, mask)
    path.unlink()


def recovery_data(path: Path) -> range:
    """The recovery record of a RAR 5 volume: its header states no checksum of it.

    It has some of its own, in a form that nobody has published.
    """
    data = path.read_bytes()
    name, end = data.rfind(b"\x02RR"), data.rfind(b"\x03\x05\x04")
    return (
        range(name + 3, end - 4) if data.startswith(b"Rar!\x1a\x07\x01") and name > 0 else range(0)
    )


#: Genuine sets that are covered by checksums whole, but for their :func:`recovery_data`.
#: Of others, compressed data are covered only where they are split; old comments are not at all.
COVERED = (
    ("rar-sets/store_split_folder_old_srrsfv_windows", "store_split_folder.r*"),
    ("rar-sets/store_rr_solid_auth_unicode_new", "store_rr*.rar"),
    ("rar-sets/store_little", "store_little.rar"),
    ("rar", "rar3-old.*"),
    ("rar", "rar3-vols.*"),
    ("rar", "rar5-vols.*"),
    ("rar", "rar3-subdirs.rar"),
    ("rar", "rar5-subdirs.rar"),
    ("rar", "libarchive-test_rar_multivolume*"),
)


@pytest.mark.corpus
@pytest.mark.parametrize(("folder", "pattern"), COVERED, ids=[it[1] for it in COVERED])
def test_no_byte_of_a_genuine_set_can_change_unnoticed(
    corpus: Path, tmp_path: Path, folder: str, pattern: str
) -> None:
    for path in (corpus / folder).glob(pattern):
        shutil.copy(path, tmp_path)
    paths = sorted(path for path in tmp_path.iterdir() if path.suffix != ".sfv")
    before = survey(tmp_path)
    assert before.faults == ()
    sizes = [path.stat().st_size for path in paths]
    places = [(path, at) for path, size in zip(paths, sizes, strict=True) for at in edges(size)]

    @given(st.sampled_from(places) | anywhere(paths, sizes), st.integers(1, 255))
    @settings(max_examples=40, database=None)
    def changed(place: tuple[Path, int], mask: int) -> None:
        path, offset = place
        assume(offset not in recovery_data(path))
        whole = path.read_bytes()
        data = bytearray(whole)
        data[offset] ^= mask
        path.write_bytes(data)
        after = survey(tmp_path)
        path.write_bytes(whole)
        assert after.faults or after.notes != before.notes

    changed()


def edges(size: int) -> list[int]:
    """Where headers are: the beginning and the end."""
    return [*range(min(150, size)), *range(max(0, size - 40), size)]


def anywhere(paths: list[Path], sizes: list[int]) -> st.SearchStrategy[tuple[Path, int]]:
    indices = st.integers(0, len(paths) - 1)
    return indices.flatmap(
        lambda index: st.tuples(st.just(paths[index]), st.integers(0, sizes[index] - 1))
    )
