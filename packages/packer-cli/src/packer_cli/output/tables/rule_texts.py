"""Lists and texts of public rules as a person reads them; notes go to standard error."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from packer_cli.output import terminal

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.errors import NetworkProblem
    from packer_core.library.rule_texts import Index, RuleText
    from packer_core.library.rule_texts.schemas import RuleTextList

_COLUMNS = ("id", "section", "year", "language", "title", "cached")


def print_listed(output: "Output", index: "Index", document: "RuleTextList") -> None:
    """The chosen rows as a table, unless they are printed as JSON; and how fresh they are."""
    if not output.as_json:
        from packer_cli.output.tables import print_table

        rows = [
            (each.id, each.section, each.year or "", each.language, each.title, _mark(each.cached))
            for each in document.rules
        ]
        print_table([output.label(f"cli.texts.{name}") for name in _COLUMNS], rows)
    _tell_age(output, index.away, index.checked)
    if index.skipped:
        output.note(output.label("cli.texts.skipped", count=index.skipped))


def print_fetched(output: "Output", found: "RuleText") -> None:
    """What became of a text, unless that is printed as JSON."""
    if not output.as_json:
        state = output.label(f"cli.texts.state.{found.state}")
        terminal.line(f"{found.entry.id}: {state} ({found.size:,} B)")
    _tell_age(output, found.away, found.checked)


def print_text(output: "Output", found: "RuleText") -> None:
    """The text itself, unless it is printed as JSON; and how old the copy is."""
    if not output.as_json:
        terminal.lines(found.text)
    _tell_age(output, found.away, found.checked)
    if found.state == "copy":
        facts = {"id": found.entry.id, "age": _age(output, found.checked)}
        output.note(output.label("cli.texts.copy", **facts))


def _tell_age(output: "Output", away: "NetworkProblem | None", checked: datetime) -> None:
    if away is not None:
        output.warn(away)
        output.note(output.label("cli.texts.offline", age=_age(output, checked)))


def _age(output: "Output", checked: datetime) -> str:
    """The day of a copy and how long ago that is."""
    days = max(0, (datetime.now(UTC) - checked).days)
    ago = output.label(f"cli.texts.age.{min(days, 2)}", days=days)
    return f"{checked:%Y-%m-%d}, {ago}"


def _mark(cached: bool) -> str:
    return "✓" if cached else ""
