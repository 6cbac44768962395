"""What is known of a file, as a person reads it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from packer_cli.output.tables import (
    LONG,
    format_size,
    format_value,
    print_findings,
    print_line,
    print_table,
)
from packer_cli.output.tables.releases import print_credits

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas import CandidateDocument, ConflictDocument, InspectDocument

#: Characters of a value that a table shows.
_SHORT = 60


def print_description(output: "Output", document: "InspectDocument") -> None:
    """What is known of a file, what providers offered, and what is wrong with it."""
    _print_metadata(output, document)
    _print_candidates(output, document.candidates)
    _print_conflicts(output, document.conflicts)
    print_credits(document.credits)
    print_findings(output, document.findings)


def _print_metadata(output: "Output", document: "InspectDocument") -> None:
    """What is known of a file, field by field, with the origin of each."""
    print_line(f"{document.path}: {document.format}, {format_size(document.size)}", "bold")
    if document.protection is not None:
        scheme, detail = document.protection.scheme, document.protection.detail
        print_line(output.label("cli.protected", scheme=scheme, detail=detail), "bold red")
    rows = [
        (name, format_value(value), document.origins.get(name, ""))
        for name, value in document.metadata.items()
        if value not in (None, [], ()) and name not in LONG
    ]
    print_table([output.label(f"cli.field.{name}") for name in ("name", "value", "origin")], rows)


def _print_candidates(output: "Output", candidates: "Iterable[CandidateDocument]") -> None:
    """The records that may be the work, numbered; a mark says which were taken."""
    rows = [
        (
            "✓" if each.taken else "",
            each.number,
            f"{each.score:.2f}",
            each.title,
            ", ".join(each.creators[:3]),
            each.year or "",
            f"{each.provider}:{each.id}",
            ", ".join(f"{reason['code']} {reason['similarity']:.2f}" for reason in each.reasons),
        )
        for each in candidates
    ]
    if rows:
        names = ("taken", "number", "score", "title", "by", "year", "record", "reasons")
        columns = [output.label(f"cli.candidate.{name}") for name in names]
        print_line("")
        print_table(columns, rows, numbers=(1, 2))


def _print_conflicts(output: "Output", conflicts: "Iterable[ConflictDocument]") -> None:
    """The fields on which the sources differ: what was taken, and what was not."""
    rows = [
        (each.field, _short(each.value), each.origin, _short(other["value"]), other["origin"])
        for each in conflicts
        for other in each.others
    ]
    if rows:
        names = ("field", "value", "origin", "other", "other_origin")
        columns = [output.label(f"cli.conflict.{name}") for name in names]
        print_line("")
        print_table(columns, rows)


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
