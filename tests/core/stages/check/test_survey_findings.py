"""A report says what was not verified, and by whom the rest was."""

import shutil
from pathlib import Path

import pytest

from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.check.stage import check
from packer_core.stages.check.survey_findings import survey_findings
from packer_core.values import (
    ArchiveFault,
    MemberFacts,
    RarSet,
    Severity,
    Survey,
    VolumeFacts,
)


def survey_of(verified: str, *notes: ArchiveFault) -> Survey:
    member = MemberFacts(name="a", size=1, crc32=1, method="compress", verified=verified)
    volume = VolumeFacts(path="a.rar", size=99)
    archive = RarSet(stem="a", format="rar4", naming="old", volumes=(volume,), members=(member,))
    return Survey(
        entries=(), sfvs=(), disks=(), sets=(archive,), texts=(), faults=(), notes=notes,
        bytes_read=99,
    )  # fmt: skip


def test_the_program_that_verified_contents_is_named() -> None:
    (finding,) = survey_findings(survey_of("unrar"))
    assert (finding.id, finding.severity) == ("rar.verified", Severity.INFO)
    assert finding.params == {"path": "a.rar", "found": "unrar"}


@pytest.mark.parametrize("verified", ["own", ""])
def test_our_own_reading_needs_no_word(verified: str) -> None:
    assert survey_findings(survey_of(verified)) == ()


def test_a_note_is_told_and_fails_nothing() -> None:
    (finding,) = survey_findings(survey_of("", ArchiveFault(kind="rar.unverified", path="a.rar")))
    assert (finding.id, finding.subject, finding.fails) == ("rar.unverified", "a.rar", False)


@pytest.mark.corpus
def test_a_report_never_keeps_silent_on_compressed_contents(corpus: Path, tmp_path: Path) -> None:
    shutil.copy(corpus / "rar" / "rar3-solid.rar", tmp_path / "rar3-solid.rar")
    report = check(tmp_path, Run(settings=Settings()))
    told = {finding.id for finding in report.findings}
    assert told & {"rar.verified", "rar.unverified", "rar.unproven"}
