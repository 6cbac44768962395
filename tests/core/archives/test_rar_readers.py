"""Every variant of a set, extracted by every independent reader: the bytes are the same.

Volumes have small odd sizes, so that there are many of them and the matrix is quick.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from attrs import field, frozen

from packer_core.testing import content, make_sources
from tests.support.packing import Packed, pack
from tests.support.readers import (
    LIBARCHIVE,
    Reader,
    cksfv,
    rebuild_with_pyrescene,
    rhash_check,
    tree_hashes,
)

pytestmark = pytest.mark.one_python


@frozen(kw_only=True)
class Variant:
    """What is packed, and how."""

    files: Mapping[str, bytes]
    volume_size: int | None = 997
    naming: str = "old"
    directories: tuple[str, ...] = ()
    options: Mapping[str, object] = field(factory=dict)


#: What surrounds the data of a volume whose one member is called "a.bin".
FRAME = 40 + 32 + 5 + 5
BIG = content(9_999)

VARIANTS = {
    "one archive": Variant(files={"a.bin": BIG}, volume_size=None),
    "one volume": Variant(files={"a.bin": content(100)}),
    "old names": Variant(files={"a.bin": BIG}),
    "part names": Variant(files={"a.bin": BIG}, naming="part"),
    "one part of many digits": Variant(files={"a.bin": BIG}, volume_size=181, naming="part"),
    "past r99": Variant(files={"a.bin": content(12_200)}, volume_size=FRAME + 100),
    "one byte under": Variant(files={"a.bin": content(3 * (997 - FRAME) - 1)}),
    "exactly full": Variant(files={"a.bin": content(3 * (997 - FRAME))}),
    "one byte over": Variant(files={"a.bin": content(3 * (997 - FRAME) + 1)}),
    "several members": Variant(
        files={"a.bin": BIG, "b.txt": b"b", "c.bin": content(1_500, 3), "d.txt": b""}
    ),
    "only an empty file": Variant(files={"empty": b""}),
    "folders": Variant(
        files={"x/y z/a.bin": BIG, "x/b.txt": b"b"}, directories=("x", "x/y z", "x/empty")
    ),
    "unicode": Variant(files={"été/ελληνικά Ж.bin": BIG, "日本.txt": b"j", "😀.txt": b"e"}),
    "many small files": Variant(files={f"{n:02}.txt": content(n * 40, n) for n in range(40)}),
    "even time": Variant(files={"a.bin": BIG}, options={"time_ns": 1_700_000_000_000_000_000}),
    "short fraction": Variant(files={"a.bin": BIG}, options={"time_ns": 1_700_000_001_006_553_600}),
}

Make = Callable[[str], Packed]


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """The set of a variant, packed once for all readers."""
    made: dict[str, Packed] = {}

    def make(name: str) -> Packed:
        if name not in made:
            variant = VARIANTS[name]
            folder = tmp_path_factory.mktemp("variant")
            sources = make_sources(
                folder / "in",
                variant.files,
                directories=variant.directories,
                **variant.options,  # type: ignore[arg-type]
            )
            made[name] = pack(folder / "out", sources, variant.volume_size, naming=variant.naming)
        return made[name]

    return make


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_reader_extracts_what_was_packed(
    name: str, variants: Make, reader: Reader, tmp_path: Path
) -> None:
    reader.extract(variants(name).first, tmp_path / "x")
    assert tree_hashes(tmp_path / "x") == hashes(VARIANTS[name].files)


@pytest.mark.readers
@pytest.mark.parametrize("name", ["old names", "part names", "unicode", "folders"])
def test_libarchive_extracts_what_was_packed(name: str, variants: Make, tmp_path: Path) -> None:
    LIBARCHIVE.extract(variants(name).first, tmp_path / "x")
    assert tree_hashes(tmp_path / "x") == hashes(VARIANTS[name].files)


@pytest.mark.readers
@pytest.mark.parametrize("name", ["old names", "part names", "past r99"])
def test_other_tools_agree_with_the_sfv(name: str, variants: Make) -> None:
    packed = variants(name)
    cksfv(packed.root, "set.sfv")
    rhash_check(packed.root, "set.sfv")


@pytest.mark.readers
@pytest.mark.parametrize("name", ["old names", "part names", "several members", "past r99"])
def test_pyrescene_rebuilds_the_volumes_to_the_byte(
    name: str, variants: Make, tmp_path: Path
) -> None:
    packed = variants(name)
    sources = tmp_path / "sources"
    sources.mkdir()
    for member, data in VARIANTS[name].files.items():
        (sources / member).write_bytes(data)
    rebuild_with_pyrescene(packed.root / "set.sfv", sources, tmp_path / "x")
    rebuilt = [(tmp_path / "x" / path.name).read_bytes() for path in packed.paths]
    assert rebuilt == packed.bytes()
