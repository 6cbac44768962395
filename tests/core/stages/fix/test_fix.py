"""Mending a release: what is safe is done and proven, everything else is left with a reason."""

import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from packer_core import Run, Settings
from packer_core.errors import CheckFailed, SourceChanged
from packer_core.stages.check.stage import CheckOptions
from packer_core.stages.fix import stage as stage
from packer_core.stages.fix.revision import diff_of
from packer_core.stages.fix.stage import fix
from packer_core.values import Repair
from tests.support.releases import DEMANDS_SFV, Made


def mend(release: Made, *, dry_run: bool = False, rule_set: str | None = None) -> Repair:
    waivers = {"pack.zip.size": "small on purpose"}
    options = CheckOptions(rule_set=rule_set, waivers=waivers)
    return fix(release.path, Run(settings=Settings()), options, dry_run=dry_run)


def reasons(repair: Repair) -> dict[str, str]:
    return {left.finding: left.reason for left in repair.left}


def without_nfo_in_disks(release: Made) -> None:
    """Disks of others may hold a volume and a DIZ only."""
    for disk in release.path.glob("*.zip"):
        with zipfile.ZipFile(disk) as archive:
            kept = {n: archive.read(n) for n in archive.namelist() if not n.endswith(".nfo")}
        with zipfile.ZipFile(disk, "w") as archive:
            for name, data in kept.items():
                archive.writestr(name, data)
    release.forget()
    release.file(".sfv").unlink()


def test_a_sound_release_is_left_alone(release: Made) -> None:
    before = release.contents()
    repair = mend(release)
    assert (repair.fixed, repair.left) == ((), ())
    assert repair.report.passed
    assert release.contents() == before


def test_a_line_that_an_sfv_lacks_is_added(release: Made) -> None:
    sfv = release.file(".sfv")
    whole = sfv.read_bytes()
    sfv.write_bytes(whole.split(b"\r\n", 1)[1])
    repair = mend(release.forget())
    assert [each.finding for each in repair.fixed] == ["sfv.uncovered"]
    assert sfv.read_bytes() == whole
    assert repair.report.passed


def test_comments_of_an_sfv_stay(release: Made) -> None:
    sfv = release.file(".sfv")
    whole = sfv.read_bytes()
    sfv.write_bytes(b"; made by hand\r\n" + whole.split(b"\r\n", 1)[1])
    mend(release.forget())
    assert sfv.read_bytes() == b"; made by hand\r\n" + whole


def test_a_line_that_no_sfv_has_is_taken_out(release: Made) -> None:
    sfv = release.file(".sfv")
    whole = sfv.read_bytes()
    sfv.write_bytes(whole + b"file_id.diz 00000000\r\n")
    repair = mend(release)
    assert sfv.read_bytes() == whole
    assert repair.report.passed


def test_a_missing_sfv_is_written(release: Made, tmp_path: Path, own_rules: Path) -> None:
    own_rules.mkdir()
    (own_rules / "SFV.toml").write_text(DEMANDS_SFV)
    sfv = release.file(".sfv")
    whole = sfv.read_bytes()
    sfv.unlink()
    options = CheckOptions(rule_set="SFV", waivers={"pack.zip.size": "small on purpose"})
    settings = Settings(values={"rules.folder": str(own_rules)})
    repair = fix(release.path, Run(settings=settings), options)
    assert [(each.path, each.finding) for each in repair.fixed] == [(sfv.name, "sfv.required")]
    assert repair.fixed[0].diff.startswith("--- /dev/null\n")
    assert sfv.read_bytes() == whole


def test_a_wrong_sum_is_mended_where_the_manifest_proves_the_file(release: Made) -> None:
    sfv = release.file(".sfv")
    whole = sfv.read_bytes()
    sfv.write_bytes(whole.replace(whole[-10:-2], b"00000000"))
    repair = mend(release)
    assert [each.finding for each in repair.fixed] == ["sfv.crc"]
    assert sfv.read_bytes() == whole


def test_a_wrong_sum_is_left_where_nothing_proves_the_file(release: Made) -> None:
    sfv = release.file(".sfv")
    broken = sfv.read_bytes().replace(sfv.read_bytes()[-10:-2], b"00000000")
    sfv.write_bytes(broken)
    repair = mend(release.forget())
    assert (repair.fixed, reasons(repair)) == ((), {"sfv.crc": "unproven"})
    assert sfv.read_bytes() == broken


def test_an_sfv_never_covers_up_a_damaged_disk(release: Made) -> None:
    disk = release.file(".zip")
    data = bytearray(disk.read_bytes())
    data[5000] ^= 0xFF
    disk.write_bytes(data)
    release.file(".sfv").write_bytes(b"")
    before = release.contents()
    repair = mend(release)
    assert repair.fixed == ()
    assert not repair.report.passed
    assert release.contents() == before


def test_an_nfo_mangled_on_its_way_is_restored_from_the_disks(release: Made) -> None:
    nfo = release.file(".nfo")
    whole = nfo.read_bytes()
    nfo.write_bytes(whole.replace(b"\r\n", b"\n"))
    repair = mend(release.forget())
    (done,) = repair.fixed
    assert (done.path, done.finding) == (nfo.name, "nfo.copies")
    assert set(done.resolved) == {"nfo.copies", "nfo.newline"}
    assert ", lf)\n+++ " in done.diff
    assert nfo.read_bytes() == whole


def test_an_nfo_edited_beside_the_disks_is_left(release: Made) -> None:
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes() + b"One more line\r\n")
    repair = mend(release)
    assert (repair.fixed, reasons(repair)) == ((), {"nfo.copies": "texts_differ"})


def test_a_missing_diz_comes_from_the_first_disk(release: Made) -> None:
    diz = release.file(".diz")
    whole = diz.read_bytes()
    diz.unlink()
    repair = mend(release.forget())
    assert "diz.missing" in repair.fixed[0].resolved
    assert diz.read_bytes() == whole


def test_a_wrong_counter_in_the_root_is_mended(release: Made) -> None:
    diz = release.file(".diz")
    whole = diz.read_bytes()
    diz.write_bytes(whole.replace(b"/03]", b"/07]"))
    repair = mend(release.forget())
    assert "diz.counter.total" in repair.fixed[0].resolved
    assert "-" in repair.fixed[0].diff
    assert diz.read_bytes() == whole


def test_a_text_that_no_disk_holds_is_mended_in_its_place(release: Made) -> None:
    without_nfo_in_disks(release)
    nfo = release.file(".nfo")
    text = nfo.read_bytes().decode("cp437").replace("\r\n", "\n") + "é" + " wide" * 20 + "\n"
    nfo.write_bytes(text.encode())
    repair = mend(release)
    assert [each.finding for each in repair.fixed] == ["nfo.encoding", "nfo.newline", "nfo.width"]
    mended = nfo.read_bytes().decode("cp437")
    assert "é wide" in mended
    assert max(map(len, mended.split("\r\n"))) <= 80
    assert "\n" not in mended.replace("\r\n", "")


def test_a_drawing_is_not_wrapped(release: Made) -> None:
    without_nfo_in_disks(release)
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes() + b"\xc4" * 90 + b"\r\n")
    assert reasons(mend(release))["nfo.width"] == "drawing"


def test_a_guessed_encoding_is_not_rewritten(release: Made) -> None:
    without_nfo_in_disks(release)
    nfo = release.file(".nfo")
    accents = "Les éditions de l'été présentent à la fenêtre".encode("cp1252")
    nfo.write_bytes(nfo.read_bytes() + accents + b"\r\n")
    repair = mend(release)
    assert repair.fixed == ()
    assert reasons(repair).get("nfo.encoding", "guess") == "guess"


def test_what_lies_in_the_disks_too_is_left_with_that_reason(release: Made) -> None:
    for disk in release.path.glob("*.zip"):
        with zipfile.ZipFile(disk) as archive:
            inner = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(disk, "w") as archive:
            for name, data in inner.items():
                lines = data.replace(b"\r\n", b"\n") if name.endswith(".nfo") else data
                archive.writestr(name, lines)
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes().replace(b"\r\n", b"\n"))
    release.forget()
    release.file(".sfv").unlink()
    repair = mend(release)
    assert repair.fixed == ()
    assert reasons(repair)["nfo.newline"] == "in_disks"


def test_a_dry_run_writes_nothing(release: Made) -> None:
    release.file(".diz").unlink()
    before = release.contents()
    repair = mend(release, dry_run=True)
    assert repair.dry_run
    assert [each.path for each in repair.fixed] == ["file_id.diz"]
    assert not repair.report.passed
    assert release.contents() == before


def test_permissions_stay_and_no_draft_is_left(release: Made) -> None:
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes().replace(b"\r\n", b"\n"))
    nfo.chmod(0o640)
    names = sorted(release.contents())
    mend(release)
    assert stat.S_IMODE(nfo.stat().st_mode) == 0o640
    assert sorted(release.contents()) == names


def test_the_manifest_follows(release: Made) -> None:
    (release.path / "file_id.diz").unlink()
    sfv = release.file(".sfv")
    sfv.write_bytes(b"; by hand\r\n" + sfv.read_bytes().split(b"\r\n", 1)[1])
    mend(release)
    files = release.manifest()["files"]
    assert isinstance(files, list)
    sizes = {file["path"]: file["size"] for file in files}
    assert sizes == {name: len(data) for name, data in release.contents().items()}
    assert all(file["sha256"] for file in files)


def test_files_are_put_back_when_the_result_does_not_pass(
    release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.file(".diz").unlink()
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes().replace(b"\r\n", b"\n"))
    before = release.contents()
    put = stage.write_whole

    def put_and_break(file: Path, data: bytes) -> None:
        put(file, data)
        (release.path / "stray.exe").write_bytes(b"MZ")

    monkeypatch.setattr(stage, "write_whole", put_and_break)
    with pytest.raises(CheckFailed, match=r"layout\.unexpected"):
        mend(release)
    (release.path / "stray.exe").unlink()
    assert release.contents() == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    nfo = release.file(".nfo")
    nfo.write_bytes(nfo.read_bytes().replace(b"\r\n", b"\n"))
    propose = stage.propose

    def propose_and_edit(*given: object) -> object:
        proposal = propose(*given)  # type: ignore[arg-type]
        nfo.write_bytes(b"edited\r\n")
        return proposal

    monkeypatch.setattr(stage, "propose", propose_and_edit)
    with pytest.raises(SourceChanged):
        mend(release)
    assert nfo.read_bytes() == b"edited\r\n"


def test_a_link_is_never_written_through(release: Made, tmp_path: Path) -> None:
    outside = shutil.move(release.file(".diz"), tmp_path / "outside.diz")
    (release.path / "file_id.diz").symlink_to(outside)
    before = Path(outside).read_bytes()
    repair = mend(release)
    assert "file_id.diz" not in {each.path for each in repair.fixed}
    assert Path(outside).read_bytes() == before


def test_no_name_adds_a_line_to_the_head_of_a_diff() -> None:
    head, new_head, *_ = diff_of("x\nFAKE: pass.nfo", b"a\r\n", b"b\r\n").splitlines()
    assert head.startswith("--- x\\nFAKE: pass.nfo (")
    assert new_head.startswith("+++ x\\nFAKE: pass.nfo (")
