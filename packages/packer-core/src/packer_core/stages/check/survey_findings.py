"""What a reading found beside faults: the harmless, the unproven, what others verified."""

from collections.abc import Iterator

from packer_core.values import Finding, RarSet, Severity, Survey

#: ``MemberFacts.verified`` of contents that the reading itself compared with their checksum.
_OWN = "own"


def survey_findings(read: Survey) -> tuple[Finding, ...]:
    """Notes as findings that fail nothing, and who verified compressed contents."""
    noted = (
        Finding(
            id=note.kind,
            severity=Severity.INFO,
            subject=note.path,
            params={
                "path": note.path,
                "offset": note.offset,
                "expected": note.expected,
                "found": note.found,
            },
            section="archive",
        )
        for note in read.notes
    )
    return (*noted, *(finding for each in read.sets for finding in _verified(each)))


def _verified(each: RarSet) -> Iterator[Finding]:
    path = each.volumes[0].path
    for name in sorted({member.verified for member in each.members} - {_OWN, ""}):
        yield Finding(
            id="rar.verified",
            severity=Severity.INFO,
            subject=path,
            params={"path": path, "found": name},
            section="archive",
        )
