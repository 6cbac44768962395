"""Rule sets on the command line: listed, tried, explained, added, removed."""

import shutil
import stat
from pathlib import Path

import pytest

from tests.support.books import make_epub
from tests.support.cli import Outcome, Packer

STRICT_SFV = """schema = 1
id = "CLUB"
extends = "EBOOK-2022"
title = "Rules of the club"

[sfv]
required = true
"""

CASES = """names:
  Ada.Example.Tides.2020.RETAIL.ePUB.eBook-DEMO: []
  Ada.Example.Tides.RETAIL.ePUB.eBook-DEMO: [dirname.year.missing]
"""


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """A rule set of one's own, with cases beside it."""
    file = tmp_path / "club.toml"
    file.write_text(STRICT_SFV)
    file.with_suffix(".yaml").write_text(CASES)
    return file


def rules(packer: Packer, *arguments: str | Path) -> Outcome:
    return packer("rules", *arguments)


def test_the_list_has_rule_sets_and_receivers(packer: Packer) -> None:
    document = rules(packer, "list", "--json").ok().json()
    assert "EBOOK-2022" in {row["id"] for row in document["rule_sets"]}
    assert {"pzs-ng", "sfvbrr-book"} <= {row["id"] for row in document["receivers"]}
    assert document["broken"] == []
    assert "sfvbrr-book" in rules(packer, "list").ok().out


def test_the_shipped_sets_pass_their_cases(packer: Packer) -> None:
    document = rules(packer, "test", "EBOOK-2022", "--json").ok().json()
    assert document["cases"] >= 40
    assert (document["passed"], document["failures"]) == (document["cases"], [])


def test_a_case_that_fails_is_shown_with_what_was_expected(packer: Packer, club: Path) -> None:
    club.with_suffix(".yaml").write_text("names:\n  Tides-DEMO: [dirname.length]\n")
    rules(packer, "add", club).ok()
    document = rules(packer, "test", "CLUB", "--json").fails(4).json()
    (failure,) = document["failures"]
    assert failure["about"] == "Tides-DEMO"
    assert failure["expected"] == ["dirname.length"]
    assert "dirname.length" not in failure["found"]
    assert "0 of 1" in rules(packer, "test", "CLUB").fails(4).out


def test_all_sets_are_tried_where_none_is_named(packer: Packer, club: Path) -> None:
    rules(packer, "add", club).ok()
    out = rules(packer, "test").ok().out
    assert "EBOOK-2022: " in out
    assert "CLUB: 2 of 2" in out


def test_a_check_is_explained_with_its_severities(packer: Packer) -> None:
    document = rules(packer, "explain", "content.homemade", "--json").ok().json()
    assert document["rule_set"] == "EBOOK-2022"
    assert document["severity"] == "info"
    assert document["severities"] == {"rights-holder": "info", "strict": "error"}
    assert document["why"]
    assert document["fix"]
    assert not document["fix_automatic"]


def test_a_check_of_a_receiver_is_explained(packer: Packer) -> None:
    document = rules(packer, "explain", "receiver.diz.total", "--json").ok().json()
    assert document["rule_set"] == "pzs-ng"


def test_a_fault_of_an_archive_is_explained(packer: Packer) -> None:
    document = rules(packer, "explain", "sfv.crc", "--json").ok().json()
    assert (document["rule_set"], document["severity"]) == (None, None)
    assert document["message"] != "sfv.crc"


def test_an_unknown_check_names_those_that_are_like_it(packer: Packer) -> None:
    assert "dirname.year.missing" in rules(packer, "explain", "dirname.year.mising").fails(2).err


def test_an_explanation_is_in_the_users_language(
    packer: Packer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "PACKER_LANGUAGE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    document = rules(packer, "explain", "dirname.year.missing", "--json").ok().json()
    assert document["message"] == "Le nom n'a pas d'année."


def test_an_added_set_is_in_force(packer: Packer, club: Path, own_rules: Path) -> None:
    row = rules(packer, "add", club, "--json").ok().json()
    assert (row["id"], row["own"]) == ("CLUB", True)
    files = sorted(file.name for file in own_rules.iterdir())
    assert files == ["CLUB.toml", "CLUB.yaml"]
    shown = rules(packer, "show", "club", "--json").ok().json()
    assert "sfv.required" in {check["id"] for check in shown["checks"]}
    assert shown["templates"]


def test_added_files_are_for_the_user_alone(packer: Packer, club: Path, own_rules: Path) -> None:
    rules(packer, "add", club).ok()
    assert stat.S_IMODE(own_rules.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in own_rules.iterdir()} == {0o600}


def test_the_place_of_a_fault_is_told(packer: Packer, club: Path, own_rules: Path) -> None:
    club.write_text(STRICT_SFV + "[pack.zip]\nsizes = [5000000, 0]\n")
    done = rules(packer, "add", club).fails(10)
    assert "club.toml: pack.zip.sizes[1]" in done.err
    assert not own_rules.exists()


def test_broken_cases_are_refused_with_their_set(packer: Packer, club: Path) -> None:
    club.with_suffix(".yaml").write_text("names: [")
    assert "club.yaml" in rules(packer, "add", club).fails(10).err


@pytest.mark.parametrize("id_", ["EBOOK-2022", "ebook-2022"])
def test_a_shipped_id_cannot_be_taken(packer: Packer, club: Path, id_: str) -> None:
    club.write_text(STRICT_SFV.replace("CLUB", id_))
    assert "EBOOK-2022" in rules(packer, "add", club).fails(6).err


def test_an_id_that_is_no_file_name_is_refused(packer: Packer, club: Path) -> None:
    club.write_text(STRICT_SFV.replace("CLUB", "../CLUB"))
    rules(packer, "add", club).fails(10)


def test_an_own_set_is_replaced_only_on_demand(packer: Packer, club: Path) -> None:
    rules(packer, "add", club).ok()
    club.write_text(STRICT_SFV.replace("Rules of", "New rules of"))
    rules(packer, "add", club).fails(6)
    rules(packer, "add", club, "--replace").ok()
    assert "New rules of the club" in rules(packer, "list").ok().out


def test_a_set_is_removed_with_its_cases(packer: Packer, club: Path, own_rules: Path) -> None:
    rules(packer, "add", club).ok()
    rules(packer, "remove", "club").ok()
    assert list(own_rules.iterdir()) == []
    rules(packer, "remove", "CLUB").fails(2)


def test_a_shipped_set_cannot_be_removed(packer: Packer) -> None:
    rules(packer, "remove", "EBOOK-2022").fails(6)


def test_a_set_that_another_one_extends_stays(packer: Packer, club: Path, tmp_path: Path) -> None:
    child = tmp_path / "child.toml"
    child.write_text('schema = 1\nid = "CHILD"\nextends = "CLUB"\n')
    rules(packer, "add", child).fails(10)
    rules(packer, "add", club).ok()
    rules(packer, "add", child).ok()
    assert "CHILD" in rules(packer, "remove", "CLUB").fails(6).err
    rules(packer, "remove", "CHILD").ok()
    rules(packer, "remove", "CLUB").ok()


def test_a_broken_set_is_named_and_left_out(packer: Packer, club: Path, own_rules: Path) -> None:
    rules(packer, "add", club).ok()
    (own_rules / "BAD.toml").write_bytes(b'id = "BAD"\n\xff')
    done = rules(packer, "list", "--json").ok()
    assert {row["id"] for row in done.json()["rule_sets"]} >= {"CLUB", "EBOOK-2022"}
    assert "BAD.toml" in done.json()["broken"][0]["file"]
    assert "BAD.toml" in done.err


def test_a_missing_file_is_told(packer: Packer, tmp_path: Path) -> None:
    rules(packer, "add", tmp_path / "nowhere.toml").fails(5)
    rules(packer, "add", tmp_path).fails(10)


def test_plan_and_manifest_pin_the_rule_set(packer: Packer, club: Path, tmp_path: Path) -> None:
    import json

    row = rules(packer, "add", club, "--json").ok().json()
    out = tmp_path / "out"
    done = packer(
        "pack", make_epub(tmp_path / "book.epub"), "--group", "DEMO", "--yes", "--json",
        "--rules", "CLUB", "--output", out,
    )  # fmt: skip
    (file,) = (out / ".packer" / "manifests").iterdir()
    manifest = json.loads(file.read_text())
    assert manifest["rule_set"]["id"] == "CLUB"
    assert manifest["rule_set"]["sha256"] == row["sha256"]
    assert manifest["plan"]["data"]["rule_set_hash"] == row["sha256"]
    release = Path(done.ok().json()["path"])
    assert packer("check", release, "--json").ok().json()["rule_set"] == "CLUB"


def test_a_release_is_judged_without_a_set_that_is_gone(
    packer: Packer, club: Path, tmp_path: Path, own_rules: Path
) -> None:
    rules(packer, "add", club).ok()
    done = packer(
        "pack", make_epub(tmp_path / "book.epub"), "--group", "DEMO", "--yes", "--json",
        "--rules", "CLUB", "--output", tmp_path / "out",
    )  # fmt: skip
    shutil.rmtree(own_rules)
    checked = packer("check", done.ok().json()["path"], "--json").ok().json()
    assert checked["rule_set"] == "EBOOK-2022"
