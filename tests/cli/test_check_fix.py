"""``check --fix`` and ``check --receiver`` on the command line."""

import pytest

from tests.support.cli import Packer
from tests.support.releases import Made

WAIVED = ("--waive", "pack.zip.size=small on purpose")


def french(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "PACKER_LANGUAGE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")


def test_a_dry_run_shows_the_change_and_makes_none(packer: Packer, release: Made) -> None:
    diz = release.file(".diz")
    diz.write_bytes(diz.read_bytes().replace(b"/03]", b"/07]"))
    before = release.contents()
    done = packer("check", "--fix", "--dry-run", release.path).fails(4)
    assert "file_id.diz: would be fixed" in done.out
    assert "/07]" in done.out
    assert release.contents() == before


def test_a_fix_is_a_document_with_the_new_report(packer: Packer, release: Made) -> None:
    diz = release.file(".diz")
    diz.write_bytes(diz.read_bytes().replace(b"/03]", b"/07]"))
    document = packer("check", "--fix", release.path, "--json").ok().json()
    (fixed,) = document["fixed"]
    assert set(fixed) == {"path", "finding", "resolved", "diff"}
    assert fixed["path"] == "file_id.diz"
    assert (document["verdict"], document["not_fixed"]) == ("pass", [])
    assert not document["dry_run"]
    assert packer("check", release.path, "--json").ok().json()["verdict"] == "pass"


def test_what_needs_a_person_is_said(packer: Packer, release: Made) -> None:
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes() + b"More\r\n")
    (release.path / "stray.exe").write_bytes(b"MZ")
    document = packer("check", "--fix", release.path, "--json").fails(4).json()
    reasons = {left["finding"]: left["reason"] for left in document["not_fixed"]}
    assert reasons == {"layout.unexpected": "manual", "nfo.copies": "texts_differ"}
    assert all(left["message"] != left["reason"] for left in document["not_fixed"])
    done = packer("check", "--fix", release.path).fails(4)
    assert "nothing to fix" in done.out
    assert "decide which is right" in done.out


def test_a_dry_run_alone_is_a_misuse(packer: Packer, release: Made) -> None:
    packer("check", "--dry-run", release.path).fails(2)


def test_a_receiver_that_accepts_is_in_the_report(packer: Packer, release: Made) -> None:
    done = packer(
        "check", release.path, "--receiver", "pzs-ng", "--receiver", "SFVBRR-BOOK", "--json"
    )
    assert done.ok().json()["receivers"] == [
        {"id": "pzs-ng", "verdict": "pass", "findings": []},
        {"id": "sfvbrr-book", "verdict": "pass", "findings": []},
    ]


def test_a_receiver_that_refuses_fails_the_release(packer: Packer, release: Made) -> None:
    (release.path / "file_id.diz").unlink()
    (release.path / "empty.zip").write_bytes(b"")
    done = packer("check", release.path, "--receiver", "sfvbrr-book", "--json").fails(4)
    (receiver,) = done.json()["receivers"]
    ids = {finding["id"] for finding in receiver["findings"]}
    assert receiver["verdict"] == "fail"
    assert {"receiver.layout.missing", "receiver.layout.empty"} <= ids
    assert ids <= {finding["id"] for finding in done.json()["findings"]}


def test_a_finding_of_a_receiver_alone_fails_unless_it_is_waived(
    packer: Packer, release: Made
) -> None:
    sfv = release.file(".sfv")
    (release.path / f"b{sfv.name[1:]}").write_bytes(sfv.read_bytes())
    options = ["--waive", "layout.too_many=two on purpose"]
    packer("check", release.path, *options).ok()
    packer("check", release.path, *options, "--receiver", "pzs-ng").fails(4)
    options += ["--waive", "receiver.layout.too_many=the site takes it"]
    packer("check", release.path, *options, "--receiver", "pzs-ng").ok()


def test_every_byte_is_read_once_for_any_number_of_receivers(packer: Packer, release: Made) -> None:
    every = ("--receiver", "pzs-ng", "--receiver", "sfvbrr-book")
    document = packer("check", release.path, *every, "--json").ok().json()
    assert document["bytes_read"] == sum(map(len, release.contents().values()))


def test_an_unknown_receiver_is_told(packer: Packer, release: Made) -> None:
    done = packer("check", release.path, "--receiver", "nix").fails(2)
    assert "pzs-ng" in done.err


def test_a_broken_release_is_explained_in_french(
    packer: Packer, release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    french(monkeypatch)
    bare = release.path.rename(release.path.with_name("Ada.Example.Tides.ePUB.eBook-DEMO"))
    (bare / "file_id.diz").unlink()
    document = packer("check", bare, *WAIVED, "--json").fails(4).json()
    messages = {finding["id"]: finding for finding in document["findings"]}
    assert messages["dirname.year.missing"]["message"] == "Le nom n'a pas d'année."
    assert messages["diz.missing"]["fix"]
    english = ("The ", " is ", " are ", " the ")
    for finding in document["findings"]:
        text = " ".join(finding[part] for part in ("message", "why", "fix"))
        assert not any(word in text for word in english), text
    done = packer("check", bare, *WAIVED).fails(4)
    assert "non conforme" in done.out
    assert done.err.startswith(("erreur ", "avertissement ", "note "))
