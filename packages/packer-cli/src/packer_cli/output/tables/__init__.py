"""Documents as a person reads them. Results go to standard output, findings to standard error."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from packer_cli.output import terminal

if TYPE_CHECKING:
    from packer_cli.session import Session
    from packer_core.schemas import (
        CreditDocument,
        FindingDocument,
        InspectDocument,
        ReleaseDocument,
        ReportDocument,
    )
    from packer_core.schemas.names import NameDocument
    from packer_core.schemas.repairs import RepairDocument
    from packer_core.schemas.rule_sets import RuleSetDocument

#: Fields whose text is too long for a table.
_LONG = frozenset({"media_report", "encoder_settings"})

_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()
) -> None:
    """A table on standard output; ``numbers`` are the columns set to the right."""
    terminal.table(columns, list(rows), numbers)


def print_findings(session: "Session", findings: Iterable["FindingDocument"]) -> None:
    """Each finding: what, why, and what to do."""
    for finding in findings:
        severity = session.label(f"severity.{finding.severity}")
        head = (f"{severity} ", _STYLES[finding.severity]), (f"{finding.id}: ", "bold")
        terminal.parts(*head, (finding.message, ""), err=True)
        if finding.waived:
            waived = session.label("cli.waived", reason=finding.waiver)
            terminal.styled(f"    {waived}", err=True)
        elif finding.severity != "info":
            terminal.styled(f"    {finding.why}", "dim", err=True)
            terminal.styled(f"    → {finding.fix}", "dim", err=True)


def print_metadata(session: "Session", document: "InspectDocument") -> None:
    """What is known of a file, field by field, with the origin of each."""
    print_line(f"{document.path}: {document.format}, {_size(document.size)}", "bold")
    if document.protection is not None:
        scheme, detail = document.protection.scheme, document.protection.detail
        print_line(session.label("cli.protected", scheme=scheme, detail=detail), "bold red")
    rows = [
        (name, _value(value), document.origins.get(name, ""))
        for name, value in document.metadata.items()
        if value not in (None, [], ()) and name not in _LONG
    ]
    print_table([session.label(f"cli.field.{name}") for name in ("name", "value", "origin")], rows)


def print_line(text: str, style: str = "") -> None:
    """A line on standard output."""
    terminal.styled(text, style)


def print_plan(session: "Session", document: "ReleaseDocument") -> None:
    """Every file and size, the NFO, and the findings of a plan."""
    print_line(document.dirname, "bold")
    _print_files(session, document)
    terminal.lines(document.texts.nfo)
    print_credits(document.credits)
    print_line(session.label("cli.plan.hash", hash=document.plan_hash))
    print_findings(session, document.findings)


def print_release(session: "Session", document: "ReleaseDocument") -> None:
    """A finished release: its findings, its files, and where it lies."""
    print_findings(session, document.findings)
    _print_files(session, document)
    print_credits(document.credits)
    print_line(document.path, "bold green")


def print_credits(credits_: "Iterable[CreditDocument]") -> None:
    """The notices of those whose data are shown."""
    for each in credits_:
        print_line(each.notice, "dim")


def _print_files(session: "Session", document: "ReleaseDocument") -> None:
    rows = [(file.path, f"{file.size:,}", file.crc32 or "") for file in document.files]
    rows.append((session.label("cli.total"), f"{document.size:,}", ""))
    columns = [session.label(f"cli.file.{name}") for name in ("path", "size", "crc32")]
    print_table(columns, rows, numbers=(1,))


def print_report(session: "Session", document: "ReportDocument") -> None:
    """The verdict on a directory and the reasons for it."""
    print_findings(session, document.findings)
    style = "bold green" if document.verdict == "pass" else "bold red"
    verdict = session.label(f"cli.verdict.{document.verdict}")
    line = f"{document.path}: {verdict} ({document.rule_set}, {_size(document.bytes_read)})"
    print_line(line, style)
    for each in document.receivers:
        verdict = session.label(f"cli.verdict.{each.verdict}")
        style = "green" if each.verdict == "pass" else "red"
        facts = {"path": document.path, "receiver": each.id, "verdict": verdict}
        print_line(session.label("cli.receiver", **facts), style)


def print_repair(session: "Session", document: "RepairDocument") -> None:
    """What was mended and how, what was not and why, then the report."""
    done = "cli.would_fix" if document.dry_run else "cli.fixed"
    for each in document.fixed:
        finding = ", ".join(each.resolved or (each.finding,))
        print_line(session.label(done, path=each.path, finding=finding), "green")
        terminal.lines(each.diff.rstrip())
    if not document.fixed:
        print_line(session.label("cli.nothing_to_fix", path=document.path))
    for left in document.not_fixed:
        facts = {"path": left.path, "finding": left.finding, "reason": left.message}
        print_line(session.label("cli.not_fixed", **facts), "yellow")
    print_report(session, document)


def print_name(session: "Session", document: "NameDocument") -> None:
    """A name, its parts, and what is wrong with it."""
    print_line(document.name, "bold")
    form = document.form or session.label("cli.name.no_form")
    rows = [("form", f"{form} ({document.rule_set})")]
    rows += [(name, _value(value)) for name, value in document.fields.items() if value]
    if document.confidence < 1:
        rows.append(("confidence", f"{document.confidence:.0%}"))
    print_table([session.label(f"cli.field.{name}") for name in ("name", "value")], rows)
    print_findings(session, document.findings)


def print_rule_set(session: "Session", document: "RuleSetDocument") -> None:
    """A rule set: its templates and every check with its severity."""
    print_line(f"{document.id}: {document.title}", "bold")
    print_line(document.source)
    print_table(["form", "template"], [(t["form"], t["pattern"]) for t in document.templates])
    stated = [
        (f"{table}.{key}", _value(value))
        for table, values in document.tables.items()
        for key, value in values.items()
    ]
    print_table([session.label(f"cli.field.{name}") for name in ("name", "value")], stated)
    rows = [(each.id, each.severity, each.why) for each in document.checks]
    print_table([session.label(f"cli.check.{name}") for name in ("id", "severity", "why")], rows)


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_value, value))
    if isinstance(value, dict):
        known = [
            (name, each)
            for name, each in value.items()
            if each not in (None, False) and name not in _LONG
        ]
        return ", ".join(name if each is True else f"{name} {each}" for name, each in known)
    return str(value)


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{count:,} B"
    return f"{count / 1e6:,.1f} MB"
