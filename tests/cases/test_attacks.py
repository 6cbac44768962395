"""Attacks on the product: nobody loses a byte, nothing lies on the terminal, nothing hangs."""

import resource
import zipfile
from pathlib import Path

import pytest

from tests.support.cases import Ran, run_case

pytestmark = pytest.mark.corpus


def attack(name: str, tmp_path: Path, **environ: str) -> Ran:
    ran = run_case(f"attacks/{name}", tmp_path, **environ)
    assert "Traceback" not in ran.out + ran.err
    return ran


def test_a_state_folder_that_is_a_link_costs_nobody_a_file(tmp_path: Path) -> None:
    ran = attack("state-folder-is-a-link", tmp_path)
    victim = ran.folder / "victim"
    assert (victim / "Documents" / "thesis.txt").is_file()
    assert (victim / "photos" / "p.jpg").is_file()
    assert ran.code == 9


def test_a_folder_with_a_file_of_somebodys_is_not_replaced(tmp_path: Path) -> None:
    ran = attack("replace-what-is-no-release", tmp_path)
    assert ran.code == 6
    (novel,) = ran.folder.rglob("my-novel.txt")
    assert str(novel.name) in ran.err


def test_a_data_folder_in_the_state_folder_is_not_destroyed(tmp_path: Path) -> None:
    ran = attack("data-folder-in-state-folder", tmp_path)
    assert ran.code == 10 or (ran.code == 0 and "COMPLETED" in ran.out.upper())


def test_a_bundle_holds_no_file_that_a_row_of_the_database_names(tmp_path: Path) -> None:
    ran = attack("log-path-leads-out", tmp_path)
    assert "root:" not in ran.out


@pytest.mark.parametrize(
    "name", ["terminal-dirname-line-feed", "terminal-sfv-line", "terminal-source-name"]
)
def test_nothing_lies_on_the_terminal(name: str, tmp_path: Path) -> None:
    ran = attack(name, tmp_path)
    said = ran.out + ran.err
    assert "\x1b]" not in said
    assert not [line for line in said.splitlines() if line.startswith("FAKE: pass")]


def test_a_count_in_a_document_costs_no_hours(tmp_path: Path) -> None:
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = attack("ole-mutated", tmp_path)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.code in (0, 3)
    assert ended.ru_utime - began.ru_utime < 10


@pytest.mark.parametrize("name", ["toml-dotted-key", "config-is-a-device"])
def test_a_text_that_costs_too_much_is_refused(name: str, tmp_path: Path) -> None:
    ran = attack(name, tmp_path)
    assert ran.code == 10
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("form", ["epub", "cbz", "docx"])
def test_half_a_character_is_no_accident(form: str, tmp_path: Path) -> None:
    assert attack(f"half-a-character-{form}", tmp_path).code in (0, 3)


def test_a_bundle_holds_no_password_of_an_address(tmp_path: Path) -> None:
    ran = attack("bundle-address-with-password", tmp_path)
    with zipfile.ZipFile(ran.folder / "b.zip") as archive:
        texts = [archive.read(name) for name in archive.namelist()]
    assert b"rules.texts.base_url" in b"".join(texts)
    assert not [text for text in texts if b"SECRETtexts" in text]
    assert "SECRETtexts" not in ran.out + ran.err
