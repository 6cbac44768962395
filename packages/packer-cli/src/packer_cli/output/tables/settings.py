"""Settings and kept secrets, as a person reads them."""

from typing import TYPE_CHECKING

from packer_cli.output import terminal
from packer_cli.output.tables import print_table

if TYPE_CHECKING:
    from packer_cli.output import Output
    from packer_core.schemas.settings import ImportDocument, SettingDocument, SettingsDocument
    from packer_core.schemas.vault import VaultDocument


def print_settings(output: "Output", document: "SettingsDocument") -> None:
    """Every setting with its value and where that comes from."""
    rows = [
        (each.name, _text(each.value), output.label(f"cli.config.{each.origin}"), each.help)
        for each in document.settings
    ]
    names = ("name", "value", "origin", "help")
    print_table([output.label(f"cli.config.{name}_column") for name in names], rows)


def print_value(_output: "Output", document: "SettingDocument") -> None:
    """The value of a setting, alone on a line."""
    terminal.line(_text(document.value))


def print_import(output: "Output", document: "ImportDocument") -> None:
    """What was brought over; what was not is a note."""
    for key, names in (("taken", document.taken), ("secrets", document.secrets)):
        for name in names:
            terminal.line(output.label(f"cli.config.import_{key}", name=name))
    for name in document.left_out:
        output.note(output.label("cli.config.import_left", name=name))


def print_secrets(output: "Output", document: "VaultDocument") -> None:
    """What the vault keeps, never the secrets themselves."""
    columns = [output.label(f"cli.vault.{name}") for name in ("name", "hint", "updated")]
    rows = [
        (f"providers.{each.provider}.{each.name}", f"…{each.hint}", each.updated_at[:10])
        for each in document.secrets
    ]
    print_table(columns, rows)


def _text(value: bool | int | str | None) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
