"""Results as a person reads them: on standard output; findings and notes go to standard error."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from packer_cli.output import terminal

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas import FindingDocument

#: Fields whose text is too long for a table.
LONG = frozenset({"media_report", "encoder_settings"})

_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()
) -> None:
    """A table on standard output; ``numbers`` are the columns set to the right."""
    terminal.table(columns, list(rows), numbers)


def print_line(text: str, style: str = "") -> None:
    """A line on standard output."""
    terminal.styled(text, style)


def print_findings(output: "Output", findings: Iterable["FindingDocument"]) -> None:
    """Each finding: what, why, and what to do."""
    for finding in findings:
        severity = output.label(f"severity.{finding.severity}")
        head = (f"{severity} ", _STYLES[finding.severity]), (f"{finding.id}: ", "bold")
        terminal.parts(*head, (finding.message, ""), err=True)
        if finding.waived:
            waived = output.label("cli.waived", reason=finding.waiver)
            terminal.styled(f"    {waived}", err=True)
        elif finding.severity != "info":
            terminal.styled(f"    {finding.why}", "dim", err=True)
            terminal.styled(f"    → {finding.fix}", "dim", err=True)


def format_value(value: Any) -> str:
    """A value of a document as a text."""
    if isinstance(value, list | tuple):
        return "; ".join(map(format_value, value))
    if isinstance(value, dict):
        known = [
            (name, each)
            for name, each in value.items()
            if each not in (None, False) and name not in LONG
        ]
        return ", ".join(name if each is True else f"{name} {each}" for name, each in known)
    return str(value)


def format_size(count: int) -> str:
    """A number of bytes as a text."""
    if count < 1_000_000:
        return f"{count:,} B"
    return f"{count / 1e6:,.1f} MB"
