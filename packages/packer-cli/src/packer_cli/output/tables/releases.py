"""Plans, releases and reports of them, as a person reads them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from packer_cli.output import terminal
from packer_cli.output.tables import format_size, print_findings, print_line, print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas import CreditDocument, ReleaseDocument, ReportDocument
    from packer_core.schemas.repairs import RepairDocument


def print_plan(output: "Output", document: "ReleaseDocument") -> None:
    """Every file and size, the NFO, and the findings of a plan."""
    print_line(document.dirname, "bold")
    _print_files(output, document)
    terminal.lines(document.texts.nfo)
    print_credits(document.credits)
    print_line(output.label("cli.plan.hash", hash=document.plan_hash))
    print_findings(output, document.findings)


def print_release(output: "Output", document: "ReleaseDocument") -> None:
    """A finished release: its findings, its files, and where it lies."""
    print_findings(output, document.findings)
    _print_files(output, document)
    print_credits(document.credits)
    print_line(document.path, "bold green")


def print_credits(credits_: "Iterable[CreditDocument]") -> None:
    """The notices of those whose data are shown."""
    for each in credits_:
        print_line(each.notice, "dim")


def _print_files(output: "Output", document: "ReleaseDocument") -> None:
    rows = [(file.path, f"{file.size:,}", file.crc32 or "") for file in document.files]
    rows.append((output.label("cli.total"), f"{document.size:,}", ""))
    columns = [output.label(f"cli.file.{name}") for name in ("path", "size", "crc32")]
    print_table(columns, rows, numbers=(1,))


def print_report(output: "Output", document: "ReportDocument") -> None:
    """The verdict on a directory and the reasons for it."""
    print_findings(output, document.findings)
    style = "bold green" if document.verdict == "pass" else "bold red"
    verdict = output.label(f"cli.verdict.{document.verdict}")
    line = f"{document.path}: {verdict} ({document.rule_set}, {format_size(document.bytes_read)})"
    print_line(line, style)
    for each in document.receivers:
        verdict = output.label(f"cli.verdict.{each.verdict}")
        style = "green" if each.verdict == "pass" else "red"
        facts = {"path": document.path, "receiver": each.id, "verdict": verdict}
        print_line(output.label("cli.receiver", **facts), style)


def print_repair(output: "Output", document: "RepairDocument") -> None:
    """What was mended and how, what was not and why, then the report."""
    done = "cli.would_fix" if document.dry_run else "cli.fixed"
    for each in document.fixed:
        finding = ", ".join(each.resolved or (each.finding,))
        print_line(output.label(done, path=each.path, finding=finding), "green")
        terminal.lines(each.diff.rstrip())
    if not document.fixed:
        print_line(output.label("cli.nothing_to_fix", path=document.path))
    for left in document.not_fixed:
        facts = {"path": left.path, "finding": left.finding, "reason": left.message}
        print_line(output.label("cli.not_fixed", **facts), "yellow")
    print_report(output, document)
