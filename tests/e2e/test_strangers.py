"""Whatever lies around, no command that removes takes a byte of it."""

import os
from pathlib import Path
from random import Random

import pytest

from tests.support.books import make_epub
from tests.support.cli import Packer

#: Seeds tried; each is a whole scene. `PACKER_SCENES` tries more.
SCENES = int(os.environ.get("PACKER_SCENES", "6"))

_NAMES = (
    "0123456789abcdef",
    "fedcba9876543210",
    "backup",
    "release",
    "old",
    "manifests.old",
    "x.txt",
)
_FILES = ("thesis.txt", "job.json", "manifest.json", "old.json", "p.jpg", "disk01.zip")


def plant(folder: Path, chance: Random, depth: int = 0) -> None:
    """Files, folders, links and pipes of somebody, under names that Packer's own things have."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in chance.sample(_FILES, 2):
        place = folder / name
        kind = chance.randrange(5)
        if os.path.lexists(place):
            continue
        if kind == 0:
            place.symlink_to("/etc/hostname")
        elif kind == 1 and hasattr(os, "mkfifo"):
            os.mkfifo(place)
        else:
            place.write_text(f"mine {chance.random()}")
    for name in chance.sample(_NAMES, 2) if depth < 2 else ():
        if not os.path.lexists(folder / name):
            plant(folder / name, chance, depth + 1)


def strangers(folder: Path) -> dict[str, bytes | str]:
    """Every file, link and pipe below a folder that no command of ours made."""
    found: dict[str, bytes | str] = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not path.is_dir():
            found[name] = "pipe"
    return found


@pytest.mark.parametrize("seed", range(SCENES))
def test_every_byte_of_a_stranger_is_there_afterwards(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = Random(seed)
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))
    book = make_epub(tmp_path / "book.epub")
    out, rules = tmp_path / "out", tmp_path / "rules"
    monkeypatch.setenv("PACKER_RULES__FOLDER", str(rules))
    (out / ".packer").mkdir(parents=True, mode=0o700)
    for place in (out / ".packer", out, tmp_path / "data", rules):
        plant(place, chance)
    (tmp_path / "data").chmod(0o700)
    mine = strangers(tmp_path)
    call = ("pack", book, "--group", "DEMO", "--source", "RETAIL", "--output", out, "--yes", "-q")
    codes = [packer(*call).code]
    releases = [path for path in out.glob("*-DEMO") if path.is_dir()]
    for release in releases:
        if chance.random() < 0.5:
            plant(release, chance, depth=2)
            mine |= {
                f"{release.relative_to(tmp_path)}/{name}": data
                for name, data in strangers(release).items()
                if name.rpartition("/")[2] in _FILES
            }
        codes.append(packer("check", release, "--fix", "-q").code)
    codes.append(packer(*call, "--replace").code)
    codes.append(packer("releases", "delete", "last", "--yes").code)
    codes.append(packer("rules", "remove", "NONE").code)
    codes.append(packer("vault", "rotate").code)
    left = strangers(tmp_path)
    assert {name: left.get(name) for name in mine} == mine
    assert 1 not in codes
