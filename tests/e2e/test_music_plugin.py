"""The plugin that the page builds, as its reader makes it: a wheel beside the others, then used."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import frozen

from tests.support.installed import ROOT, Installed, install
from tests.support.plugin_page import page_commands, page_files, write_plugin
from tests.support.readers import Reader, tree_hashes
from tests.support.rule_sets import rule_sets

sys.path.insert(0, str(ROOT / "examples" / "packer-plugin-music" / "tests"))
from flac import flac

pytestmark = [pytest.mark.slow, pytest.mark.one_python]

NAME = "Maren.Quill.Harbour.Songs.TIDE01.2021.WEB.FLAC-DEMO"
PACKAGES = ("core", "cli", "plugins-ebook", "plugins-tv", "plugins-docs")


@frozen
class Author:
    """Somebody who followed the page: where they work, and what they installed."""

    folder: Path
    installed: Installed

    def packer(self, *arguments: str, code: int = 0) -> Mapping[str, object]:
        found: Mapping[str, object] = self.installed.packer(
            *arguments, "--json", code=code, cwd=self.folder
        )
        return found


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Author:
    folder = tmp_path_factory.mktemp("music")
    plugin = write_plugin(folder / "packer-plugin-music")
    (plugin / "README.md").write_text("music")
    packages = (ROOT / f"packages/packer-{each}" for each in PACKAGES)
    installed = install(folder, (plugin, *packages), "pytest")
    songs = folder / "songs"
    songs.mkdir()
    for number, title in enumerate(("Ebb", "Flow"), 1):
        tags = {"tracknumber": f"{number}/2", "date": "2021-03-01", "genre": "Folk"}
        data = flac(
            title=title,
            artist="Maren Quill",
            album="Harbour Songs",
            label="Tide Records",
            catalognumber="TIDE01",
            **tags,
        )
        (songs / f"0{number}-{title.lower()}.flac").write_bytes(data)
    return Author(folder, installed)


def test_the_page_shows_the_files_of_the_example() -> None:
    root = ROOT / "examples" / "packer-plugin-music"
    there = {
        str(file.relative_to(root)): file.read_text(encoding="utf-8")
        for file in root.rglob("*")
        if file.is_file() and "tests" not in file.parts and file.suffix not in (".md", ".pyc")
    }
    assert page_files() == there
    assert sum(len(text.splitlines()) for text in there.values()) <= 300


def test_its_own_tests_pass(author: Author) -> None:
    tests = ROOT / "examples" / "packer-plugin-music" / "tests"
    command = [author.installed.place / "bin" / "python", "-B", "-m", "pytest", "-q"]
    # Those settings of the project are for its own tests.
    stated = ["-c", os.devnull, "--rootdir", author.folder, "-p", "no:cacheprovider"]
    done = subprocess.run([*command, *stated, tests], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout


def test_every_command_of_the_page_works(author: Author) -> None:
    for line in page_commands():
        program_, *arguments = shlex.split(line)
        if program_ == "packer":
            author.installed.packer(*arguments, cwd=author.folder)
    assert (author.folder / "releases" / NAME / f"{NAME}.rar").is_file()


def test_it_is_listed_beside_the_others(author: Author) -> None:
    found = {each["name"]: each for each in author.packer("plugins")}  # type: ignore[index]
    assert {name for name, each in found.items() if each["status"] == "loaded"} == set(found)
    assert {"ebook", "tv", "docs", "music"} <= set(found)
    assert found["music"]["provides"]["packer_checks"] == ["music.incomplete"]


def test_the_rule_sets_of_all_wheels_are_there_with_their_cases(author: Author) -> None:
    document = author.packer("rules", "list")
    assert document["broken"] == []
    ids = {each["id"] for each in document["rule_sets"]}  # type: ignore[attr-defined]
    assert ids == {*rule_sets(), "MUSIC-1"}
    author.installed.packer("rules", "test")


def test_an_album_is_described(author: Author) -> None:
    found = author.packer("inspect", "songs/01-ebb.flac")
    assert (found["kind"], found["format"], found["extractor"]) == ("MUSIC", "flac", "tinytag")
    metadata = found["metadata"]
    assert isinstance(metadata, dict)
    stated = {name: value for name, value in metadata.items() if value not in (None, [])}
    assert stated == {
        "title": "Harbour Songs",
        "authors": ["Maren Quill"],
        "publisher": "Tide Records",
        "year": 2021,
        "subjects": ["Folk"],
        "artist": "Maren Quill",
        "catalogue": "TIDE01",
        "tracks": 2,
        "sample_rate": 44100,
        "bit_depth": 16,
    }


def test_fields_of_its_own_stand_in_the_dirname_and_in_the_nfo(author: Author) -> None:
    plan = author.packer("plan", "songs", "--group", "DEMO", "--source", "WEB")
    assert plan["dirname"] == "Maren.Quill.Harbour.Songs.TIDE01.2021.WEB.FLAC-DEMO"
    nfo = str(plan["texts"]["nfo"])  # type: ignore[index]
    for words in ("Artist .........: Maren Quill", "Catalogue no. ..: TIDE01", "16 bit, 44100 Hz"):
        assert words in nfo
    french = author.packer(
        "plan", "songs", "--group", "DEMO", "--source", "WEB", "--nfo-language=fr"
    )
    assert "Référence ......: TIDE01" in str(french["texts"]["nfo"])  # type: ignore[index]


def test_its_check_refuses_an_album_that_is_not_whole(author: Author, tmp_path: Path) -> None:
    half = tmp_path / "half"
    half.mkdir()
    track = author.folder / "songs" / "01-ebb.flac"
    (half / track.name).write_bytes(track.read_bytes())
    stated = ("--group", "DEMO", "--source", "WEB", "--output", str(tmp_path))
    plan = author.packer("plan", str(half), *stated, code=4)
    (finding,) = (each for each in plan["findings"] if each["severity"] == "error")  # type: ignore[attr-defined]
    assert finding["id"] == "music.incomplete"
    assert finding["message"] == "1 of 2 tracks are packed."
    waived = author.packer(
        "pack", str(half), *stated, "--yes", "--waive", "music.incomplete=a single"
    )
    assert waived["dirname"] == "Maren.Quill.Harbour.Songs.TIDE01.2021.WEB.FLAC-DEMO"
    assert author.packer("plan", str(half), *stated, "--set", "tracks=1")["dirname"]


@pytest.fixture(scope="module")
def release(author: Author, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    stated = ("--group", "DEMO", "--source", "WEB", "--output", str(folder), "--yes")
    made = author.packer("pack", "songs", *stated)
    return folder / str(made["dirname"])


def test_the_release_passes_its_check(author: Author, release: Path) -> None:
    report = author.packer("check", str(release))
    assert report["verdict"] == "pass"
    assert report["rule_set"] == "MUSIC-1"


def test_other_readers_find_the_tracks_in_it(
    author: Author, release: Path, reader: Reader, tmp_path: Path
) -> None:
    (volume,) = release.glob("*.rar")
    reader.extract(volume, tmp_path)
    assert tree_hashes(tmp_path) == tree_hashes(author.folder / "songs")


def test_what_is_stored_of_an_album_is_read_again(
    author: Author, release: Path, tmp_path: Path
) -> None:
    shown = author.packer("releases", "show", "last")
    assert shown["release"]["dirname"] == release.name  # type: ignore[index]
    author.installed.packer("jobs", "rerun", "last", "--output", tmp_path, cwd=author.folder)
    assert tree_hashes(tmp_path / release.name) == tree_hashes(release)


def test_its_cases_and_names(author: Author) -> None:
    trial = author.packer("rules", "test", "MUSIC-1")
    assert isinstance(trial, list | dict)
    (only,) = trial if isinstance(trial, list) else (trial,)
    assert (only["cases"], only["passed"]) == (23, 23)
    parsed = author.packer("name", "parse", "VA.Songs.of.the.Sea.2021.CD.FLAC-DEMO")
    (judged,) = parsed if isinstance(parsed, list) else (parsed,)
    assert (judged["kind"], judged["form"], judged["findings"]) == ("MUSIC", "compilation", [])


def test_what_only_begins_like_a_track_is_refused(author: Author, tmp_path: Path) -> None:
    for name, data in {
        "a.flac": b"fLaC",
        "b.ogg": b"OggS" + bytes(50),
    }.items():
        (tmp_path / name).write_bytes(data)
        done = author.installed.packer("inspect", tmp_path / name, code=3)
        assert len(done.stderr.splitlines()) == 1


def test_core_has_no_line_about_it() -> None:
    for file in (ROOT / "packages").rglob("*.py"):
        text = file.read_text(encoding="utf-8").casefold()
        assert "packer_plugin_music" not in text
        assert "music-1" not in text
