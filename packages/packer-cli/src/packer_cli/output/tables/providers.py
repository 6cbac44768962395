"""Providers of metadata and their answers, as a person reads them."""

from typing import TYPE_CHECKING

from packer_cli.output.tables import print_line, print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas.providers import CredentialDocument, ProvidersDocument, TrialsDocument


def print_providers(output: "Output", document: "ProvidersDocument") -> None:
    """Each provider, whether it is asked, and what it needs."""
    rows = []
    for each in document.providers:
        needs = [
            output.label(f"cli.provider.{_state(need)}", variable=need.variable, url=need.url)
            for need in each.credentials
        ]
        asked = output.label(f"cli.provider.{'asked' if each.asked else 'not_asked'}")
        rows.append((each.id, each.name, ", ".join(each.kinds), asked, "; ".join(needs)))
    names = ("id", "name", "kinds", "asked", "needs")
    print_table([output.label(f"cli.provider.{name}_column") for name in names], rows)
    for each in document.providers:
        if each.notice:
            print_line(each.notice, "dim")


def print_trials(output: "Output", document: "TrialsDocument") -> None:
    """Which providers answered, and what was wrong with the others."""
    for each in document.providers:
        if each.ok:
            print_line(output.label("cli.provider.ok", name=each.id), "green")
        else:
            print_line(f"{each.id}: {each.message}", "bold red")


def _state(need: "CredentialDocument") -> str:
    if need.stated:
        return "stated"
    return "optional" if need.optional else "missing"
