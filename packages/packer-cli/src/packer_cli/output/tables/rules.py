"""Rule sets, checks and cases as a person reads them."""

from typing import TYPE_CHECKING

from packer_cli.output.tables import format_value, print_line, print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas.rule_sets import (
        ExplanationDocument,
        RuleListDocument,
        RuleSetDocument,
        TrialDocument,
    )


def print_rule_list(output: "Output", document: "RuleListDocument") -> None:
    """The rule sets, then the receivers."""
    label = output.label
    print_table(
        [label(f"cli.rules.{name}") for name in ("id", "kind", "title", "origin")],
        [
            (each.id, each.kind, each.title, label(f"cli.rules.own.{str(each.own).lower()}"))
            for each in document.rule_sets
        ],
    )
    print_line("")
    print_table(
        [label("cli.rules.receiver"), label("cli.rules.title")],
        [(each.id, each.title) for each in document.receivers],
    )


def print_rule_set(output: "Output", document: "RuleSetDocument") -> None:
    """A rule set: its templates and every check with its severity."""
    print_line(f"{document.id}: {document.title}", "bold")
    print_line(document.source)
    print_table(["form", "template"], [(t["form"], t["pattern"]) for t in document.templates])
    named = [
        (f"{table}.{key}", format_value(value))
        for table, values in document.tables.items()
        for key, value in values.items()
    ]
    print_table([output.label(f"cli.field.{name}") for name in ("name", "value")], named)
    rows = [(each.id, each.severity, each.why) for each in document.checks]
    print_table([output.label(f"cli.check.{name}") for name in ("id", "severity", "why")], rows)


def print_explanation(output: "Output", document: "ExplanationDocument") -> None:
    """What a check says, why, how severe it is, and what to do."""
    print_line(document.id, "bold")
    print_line(document.message)
    where = " ".join(filter(None, (document.rule_set, document.section)))
    rows = [("section", where)] if where else []
    severities = document.severities or (
        {} if document.severity is None else {"": document.severity}
    )
    for profile, severity in severities.items():
        name = output.label(f"severity.{severity}")
        rows.append(("severity", f"{name} ({profile})" if profile else name))
    rows += [("why", document.why), ("fix", document.fix)]
    if document.fix_automatic:
        rows.append(("automatic", "packer check --fix"))
    for name, text in rows:
        print_line(
            "  " + output.label("cli.stated", name=output.label(f"cli.check.{name}"), text=text)
        )


def print_trial(output: "Output", document: "TrialDocument") -> None:
    """How many cases a rule set passes, and each that it does not."""
    if not document.cases:
        print_line(output.label("cli.trial.none", id=document.id), "yellow")
        return
    facts = {"id": document.id, "passed": document.passed, "cases": document.cases}
    style = "bold red" if document.failures else "bold green"
    print_line(output.label("cli.trial", **facts), style)
    for failure in document.failures:
        print_line(f"  {failure.about}")
        for name, ids in (("expected", failure.expected), ("found", failure.found)):
            what, listed = output.label(f"cli.trial.{name}"), ", ".join(ids) or "-"
            print_line("    " + output.label("cli.stated", name=what, text=listed))
