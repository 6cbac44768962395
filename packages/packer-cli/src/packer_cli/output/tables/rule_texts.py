"""Lists and texts of public rules as a person reads them; notes go to standard error."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from packer_cli.output import terminal

if TYPE_CHECKING:
    from packer_cli.session import Session
    from packer_core.errors import NetworkProblem
    from packer_core.rule_texts import Index, RuleText
    from packer_core.rule_texts.documents import RuleTextList

_COLUMNS = ("id", "section", "year", "language", "title", "cached")


def print_listed(session: "Session", index: "Index", document: "RuleTextList") -> None:
    """The chosen rows as a table, unless they are printed as JSON; and how fresh they are."""
    if not session.as_json:
        from packer_cli.output.tables import print_table

        rows = [
            (each.id, each.section, each.year or "", each.language, each.title, _mark(each.cached))
            for each in document.rules
        ]
        print_table([session.label(f"cli.texts.{name}") for name in _COLUMNS], rows)
    _tell_age(session, index.away, index.checked)
    if index.skipped:
        session.say(session.label("cli.texts.skipped", count=index.skipped))


def print_fetched(session: "Session", found: "RuleText") -> None:
    """What became of a text, unless that is printed as JSON."""
    if not session.as_json:
        state = session.label(f"cli.texts.state.{found.state}")
        terminal.line(f"{found.entry.id}: {state} ({found.size:,} B)")
    _tell_age(session, found.away, found.checked)


def print_text(session: "Session", found: "RuleText") -> None:
    """The text itself, unless it is printed as JSON; and how old the copy is."""
    if not session.as_json:
        terminal.lines(found.text)
    _tell_age(session, found.away, found.checked)
    if found.state == "copy":
        facts = {"id": found.entry.id, "age": _age(session, found.checked)}
        session.say(session.label("cli.texts.copy", **facts))


def _tell_age(session: "Session", away: "NetworkProblem | None", checked: datetime) -> None:
    if away is not None:
        session.say(f"packer: {session.texts.error(away)}")
        session.say(session.label("cli.texts.offline", age=_age(session, checked)))


def _age(session: "Session", checked: datetime) -> str:
    """The day of a copy and how long ago that is."""
    days = max(0, (datetime.now(UTC) - checked).days)
    ago = session.label(f"cli.texts.age.{min(days, 2)}", days=days)
    return f"{checked:%Y-%m-%d}, {ago}"


def _mark(cached: bool) -> str:
    return "✓" if cached else ""
