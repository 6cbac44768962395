"""What providers offered and said, as a person reads it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from packer_cli.output.tables import print_line, print_table

if TYPE_CHECKING:
    from packer_cli.session import Session
    from packer_core.schemas import CandidateDocument, ConflictDocument
    from packer_core.schemas.providers import (
        CredentialDocument,
        ProvidersDocument,
        TrialsDocument,
    )

#: Characters of a value that a table shows.
_SHORT = 60


def print_candidates(session: "Session", candidates: "Iterable[CandidateDocument]") -> None:
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
        columns = [session.label(f"cli.candidate.{name}") for name in names]
        print_line("")
        print_table(columns, rows, numbers=(1, 2))


def print_conflicts(session: "Session", conflicts: "Iterable[ConflictDocument]") -> None:
    """The fields on which the sources differ: what was taken, and what was not."""
    rows = [
        (each.field, _short(each.value), each.origin, _short(other["value"]), other["origin"])
        for each in conflicts
        for other in each.others
    ]
    if rows:
        names = ("field", "value", "origin", "other", "other_origin")
        columns = [session.label(f"cli.conflict.{name}") for name in names]
        print_line("")
        print_table(columns, rows)


def print_providers(session: "Session", document: "ProvidersDocument") -> None:
    """Each provider, whether it is asked, and what it needs."""
    rows = []
    for each in document.providers:
        needs = [
            session.label(f"cli.provider.{_state(need)}", variable=need.variable, url=need.url)
            for need in each.credentials
        ]
        asked = session.label(f"cli.provider.{'asked' if each.asked else 'not_asked'}")
        rows.append((each.id, each.name, ", ".join(each.kinds), asked, "; ".join(needs)))
    names = ("id", "name", "kinds", "asked", "needs")
    print_table([session.label(f"cli.provider.{name}_column") for name in names], rows)
    for each in document.providers:
        if each.notice:
            print_line(each.notice, "dim")


def print_trials(session: "Session", document: "TrialsDocument") -> None:
    """Which providers answered, and what was wrong with the others."""
    for each in document.providers:
        if each.ok:
            print_line(session.label("cli.provider.ok", name=each.id), "green")
        else:
            print_line(f"{each.id}: {each.message}", "bold red")


def _state(need: "CredentialDocument") -> str:
    if need.stated:
        return "stated"
    return "optional" if need.optional else "missing"


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
