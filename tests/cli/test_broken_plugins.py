"""A plugin that breaks at the terminal: one line for its user, the traceback for its author."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from packer_core.plugins import loading
from tests.support.cli import Packer

PLUGIN = """
from packer_core.hookspecs import Extractor, hookimpl
from packer_core.values import BookMetadata, Extraction

PACKER_PLUGIN_API = 1


class Reader:
    id = "tunes"
    kind = "EBOOK"

    def score(self, path, head):
        return 99 if head.startswith(b"tune") else None

    def extract(self, path, run):
        {extract}


@hookimpl
def packer_extractors():
    {extractors}
"""

METADATA = """Metadata-Version: 2.1
Name: packer-plugin-tunes
Version: 1.0
"""


@pytest.fixture
def tune(tmp_path: Path) -> Path:
    file = tmp_path / "a.tune"
    file.write_bytes(b"tune of the tide")
    return file


class Install(Protocol):
    """Installs the plugin with these bodies of its functions."""

    def __call__(self, *, extract: str = ..., extractors: str = ...) -> None: ...


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """A plugin as a distribution of its own, in a folder that Python looks for packages in."""
    packages = tmp_path / "packages"

    def put(*, extract: str = "return None", extractors: str = "return [Reader()]") -> None:
        about = packages / "packer_plugin_tunes-1.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text(METADATA)
        (about / "entry_points.txt").write_text("[packer.plugins]\ntunes = packer_plugin_tunes\n")
        program = PLUGIN.replace("{extract}", extract).replace("{extractors}", extractors)
        (packages / "packer_plugin_tunes.py").write_text(program)
        monkeypatch.syspath_prepend(packages)
        loading._installed.cache_clear()

    yield put
    sys.modules.pop("packer_plugin_tunes", None)
    loading._installed.cache_clear()


def test_one_line_tells_plugin_file_and_place(packer: Packer, tune: Path, install: Install) -> None:
    install(extract='return {}["key"]')
    done = packer("inspect", tune).fails(1)
    expected = f"packer: The plugin tunes failed: {tune}: extract: KeyError: 'key'.\n"
    assert done.err == expected


def test_its_author_sees_where_it_broke(packer: Packer, tune: Path, install: Install) -> None:
    install(extract='return {}["key"]')
    done = packer("--debug", "inspect", tune)
    assert done.code == 1
    assert "packer_plugin_tunes.py" in done.err
    assert 'return {}["key"]' in done.err
    margin = [line for line in done.err.splitlines() if not line.startswith("packer: ")]
    assert all(line.startswith("  ") for line in margin if line)


def test_a_value_of_another_type_is_told_with_its_field(
    packer: Packer, tune: Path, install: Install
) -> None:
    wrong = 'return Extraction(format="x", metadata=BookMetadata(authors="Ann Wren"))'
    install(extract=wrong)
    err = packer("inspect", tune).fails(1).err
    assert "BookMetadata.authors is 'Ann Wren' where tuple[str, ...] belongs" in err


def test_one_that_did_not_load_is_named_where_nobody_reads_the_file(
    packer: Packer, tune: Path, install: Install
) -> None:
    install(extractors="return [1 / 0]")
    err = packer("inspect", tune).fails(3).err
    assert "tunes did not load" in err
    assert "packer plugins" in err
    listed = packer("plugins").ok()
    assert "ZeroDivisionError: division by zero" in listed.out
    assert "Traceback" not in listed.out + listed.err
    shown = packer("--debug", "plugins").ok()
    assert "return [1 / 0]" in shown.err
    (row,) = (each for each in packer("plugins", "--json").ok().json() if each["name"] == "tunes")
    assert row["status"] == "failed"
    assert "return [1 / 0]" in row["traceback"]


def test_without_broken_plugins_a_file_that_nobody_reads_is_just_that(
    packer: Packer, tune: Path
) -> None:
    err = packer("inspect", tune).fails(3).err
    assert "did not load" not in err
    assert len(err.splitlines()) == 1
