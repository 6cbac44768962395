"""The stage ``fix``: mend what can be mended safely in a release, and prove the result."""

import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from packer_core.archives.reading.file import TEXT_LIMIT
from packer_core.errors import CheckFailed, SourceChanged
from packer_core.files.removing import remove_as_read
from packer_core.files.replacing import write_whole
from packer_core.run import Run
from packer_core.stages.check.ruling import Standards, rule_on
from packer_core.stages.check.stage import CheckOptions, Examined, examine
from packer_core.stages.fix.fixers import TABLE, Case, Edit, mend, rank
from packer_core.stages.fix.revision import Revision, diff_of
from packer_core.stages.output.disk_errors import disk_faults
from packer_core.stages.output.manifest import read_manifest, update_manifest
from packer_core.values import FileFix, Finding, LeftOpen, Repair, Report, Severity

#: Steps after which mending ends whatever is left; no release has as many faults to mend.
STEPS = 1000


def fix(path: str | Path, run: Run, options: CheckOptions, *, dry_run: bool = False) -> Repair:
    """Mend a release directory: its SFV and the texts beside its archives, never an archive.

    Each change is judged before it is made; what would not help, or would break something else,
    is not done. Files are replaced whole, and put back when the release as written does not pass
    what it passed before. With ``dry_run`` nothing is written.

    Raises what ``check`` raises, :class:`SourceChanged` for a file that changed meanwhile,
    :class:`NotAllowed` where the folder may not be written, :class:`CheckFailed` as said above.
    """
    release = Path(path).absolute()
    examined = examine(path, run, options)
    proposal = propose(_revision(release, examined), examined.standards, _packed(release))
    left = _left(examined, proposal)
    if dry_run or not proposal.fixed:
        return Repair(fixed=proposal.fixed, left=left, report=examined.report, dry_run=dry_run)
    report = _write_proven(path, run, options, examined.report, proposal.revision)
    return Repair(fixed=proposal.fixed, left=left, report=report)


@frozen(kw_only=True)
class Proposal:
    """What mending comes to: the release as it would be, each step, and each refusal."""

    revision: Revision
    fixed: tuple[FileFix, ...] = ()
    refused: Mapping[tuple[str, str], str] = field(factory=dict)
    findings: tuple[Finding, ...] = ()


def propose(revision: Revision, standards: Standards, packed: Mapping[str, int]) -> Proposal:
    """Mend one finding after the other, each step judged. Pure.

    :param packed: the CRC-32 of the files as they were packed, by path, where that is known.
    """
    fixed: list[FileFix] = []
    refused: dict[tuple[str, str], str] = {}
    findings = rule_on(revision.view, standards).findings
    for _ in range(STEPS):
        waiting = [each for each in findings if _is_open(each) and _key(each) not in refused]
        if not waiting:
            break
        finding = min(waiting, key=rank)
        case = Case(finding=finding, revision=revision, rules=standards.rule_set, proven=packed)
        edit = mend(case)
        if not isinstance(edit, Edit):
            refused[_key(finding)] = edit.reason
            continue
        mended = revision.with_file(edit.path, edit.data)
        result = rule_on(mended.view, standards).findings
        if not _helps(finding, findings, result):
            refused[_key(finding)] = "no_use"
            continue
        diff = diff_of(edit.path, revision.files.get(edit.path), edit.data)
        gone = _resolved(findings, result)
        fixed.append(FileFix(path=edit.path, finding=finding.id, resolved=gone, diff=diff))
        revision, findings = mended, result
    return Proposal(revision=revision, fixed=tuple(fixed), refused=refused, findings=findings)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.id, finding.subject


def _is_open(finding: Finding) -> bool:
    return finding.id in TABLE and not finding.waived


def _helps(finding: Finding, before: tuple[Finding, ...], after: tuple[Finding, ...]) -> bool:
    """Whether the finding is gone and nothing came that is not mended in its turn."""
    known = {_key(each) for each in before}
    new = [each for each in after if _key(each) not in known and each.severity != Severity.INFO]
    gone = _key(finding) not in {_key(each) for each in after}
    return gone and all(each.id in TABLE and not each.fails for each in new)


def _resolved(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[str, ...]:
    left = {_key(each) for each in after}
    gone = (each for each in before if each.severity != Severity.INFO and _key(each) not in left)
    return tuple(dict.fromkeys(each.id for each in gone))


def _left(examined: Examined, proposal: Proposal) -> tuple[LeftOpen, ...]:
    """What stays and is more than a note, each with the reason."""
    return tuple(
        LeftOpen(
            subject=finding.subject or examined.view.name,
            finding=finding.id,
            reason=proposal.refused.get(_key(finding), "manual"),
        )
        for finding in proposal.findings
        if not finding.waived and finding.severity != Severity.INFO
    )


def _revision(release: Path, examined: Examined) -> Revision:
    """The release as it is, with the bytes of its texts and SFVs."""
    files = {text.path: text.data for text in examined.survey.texts}
    with disk_faults(release, 0):
        for sfv in examined.survey.sfvs:
            files[sfv.path] = _read(release / sfv.path)
    return Revision(view=examined.view, files=files)


def _packed(release: Path) -> dict[str, int]:
    """The CRC-32 of the files as the manifest has them; nothing where it has none."""
    manifest = read_manifest(release) or {}
    files = manifest.get("files")
    packed = {}
    for file in files if isinstance(files, list) else ():
        try:
            packed[str(file["path"])] = int(file["crc32"], 16)
        except (TypeError, KeyError, ValueError):
            # A person may have edited it; then it proves nothing.
            return {}
    return packed


def _write_proven(
    path: str | Path, run: Run, options: CheckOptions, before: Report, revision: Revision
) -> Report:
    """Write the changed files and check the release; put the old ones back if that fails."""
    release = Path(path).absolute()
    manifest = read_manifest(release)
    size = sum(map(len, revision.changed.values()))
    with disk_faults(release, size):
        old = {name: _present(release / name, name, before) for name in revision.changed}
        try:
            for name, data in revision.changed.items():
                write_whole(release / name, data)
            report = examine(path, run, options, sha256=_has_sha256(manifest)).report
            failed = _newly_failing(before, report)
            if failed:
                raise CheckFailed(ids=", ".join(failed))
        except BaseException:
            _restore(release, old, revision.changed)
            raise
        if manifest is not None:
            update_manifest(release, manifest, report.files)
    return report


def _present(file: Path, name: str, before: Report) -> bytes | None:
    """What a file holds now, ``None`` for one that is not there: as it was when it was read."""
    known = {each.path: each.crc32 for each in before.files}
    if name not in known:
        if os.path.lexists(file):
            raise SourceChanged(path=str(file), planned="-", found="+")
        return None
    data = _read(file)
    if zlib.crc32(data) != known[name]:
        found = f"{zlib.crc32(data):08x}"
        raise SourceChanged(path=str(file), planned=f"{known[name]:08x}", found=found)
    return data


def _newly_failing(before: Report, after: Report) -> list[str]:
    known = {_key(finding) for finding in before.findings}
    failing = (finding for finding in after.findings if finding.fails)
    return sorted({finding.id for finding in failing if _key(finding) not in known})


def _restore(release: Path, old: Mapping[str, bytes | None], new: Mapping[str, bytes]) -> None:
    """Put back what was there; what was not goes, if it is still what was written."""
    for name, data in old.items():
        if data is not None:
            write_whole(release / name, data)
        else:
            remove_as_read(release / name, new[name])


def _read(file: Path) -> bytes:
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(TEXT_LIMIT + 1)


def _has_sha256(manifest: Mapping[str, object] | None) -> bool:
    files = (manifest or {}).get("files")
    entries: Iterator[object] = iter(files) if isinstance(files, list) else iter(())
    return any(isinstance(entry, dict) and entry.get("sha256") for entry in entries)
