"""Release names, as a person reads them."""

from typing import TYPE_CHECKING

from packer_cli.output.tables import format_value, print_findings, print_line, print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas.names import NameDocument


def print_name(output: "Output", document: "NameDocument") -> None:
    """A name, its parts, and what is wrong with it."""
    print_line(document.name, "bold")
    form = document.form or output.label("cli.name.no_form")
    rows = [("form", f"{form} ({document.rule_set})")]
    rows += [(name, format_value(value)) for name, value in document.fields.items() if value]
    if document.confidence < 1:
        rows.append(("confidence", f"{document.confidence:.0%}"))
    print_table([output.label(f"cli.field.{name}") for name in ("name", "value")], rows)
    print_findings(output, document.findings)
