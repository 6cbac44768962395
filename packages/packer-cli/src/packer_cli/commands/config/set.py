"""``packer config set``: write a setting into ``config.yaml``, or take it out."""

import os
from typing import Any

import click

from packer_cli.commands.config.names import find_setting
from packer_cli.errors import KeptElsewhere, WrongCall
from packer_cli.messages import translate
from packer_cli.output import Output
from packer_cli.session import Session, with_session
from packer_core.redaction import Address
from packer_core.settings import (
    CREDENTIALS,
    VAULT_KEY,
    VAULT_OLD_KEY,
    Setting,
    config_path,
    forget,
    parse_value,
    remember,
)


# An unknown option is a value, as -1 is one; and no message of Click's repeats it.
@click.command(
    "set", help=translate("help.config.set"), context_settings={"ignore_unknown_options": True}
)
@click.argument("name", metavar="NAME")
@click.argument("values", nargs=-1, metavar="[VALUE]")
@click.option("--unset", is_flag=True, help=translate("option.unset"))
@with_session("{name}")
def command(session: Session, name: str, values: tuple[str, ...], unset: bool) -> None:
    """Write a setting into config.yaml, or take it out; a secret is asked for."""
    output, setting = session.output, find_setting(name)
    if unset:
        _unset(output, setting, values)
    elif setting.secret or _is_private(setting, values):
        _set_secret(session, setting, values)
    else:
        _write(output, setting, parse_value(setting, _only(setting, values)))
    if os.environ.get(setting.variable):
        facts = {"name": setting.name, "variable": setting.variable}
        output.note(output.label("cli.config.environment_wins", **facts))


def _unset(output: Output, setting: Setting[Any], values: tuple[str, ...]) -> None:
    if values:
        raise WrongCall(reason="cli.config.unset_alone")
    done = "removed" if forget(setting) else "not_there"
    facts = {"name": setting.name, "path": config_path()}
    output.note(output.label(f"cli.config.{done}", **facts))


def _only(setting: Setting[Any], values: tuple[str, ...]) -> str:
    """The one value; a mistyped option must not become one."""
    for value in values:
        if value.startswith("--"):
            raise WrongCall(reason="cli.config.option", option=value)
    if len(values) != 1:
        raise WrongCall(reason="cli.config.one_value", name=setting.name)
    return values[0]


def _is_private(setting: Setting[Any], values: tuple[str, ...]) -> bool:
    """Whether a value must not be on the command line: an address does not, unless it is plain."""
    return setting.type is Address and (not values or any(Address(it).guarded for it in values))


def _set_secret(session: Session, setting: Setting[Any], values: tuple[str, ...]) -> None:
    """Store a secret that was not on the command line, where others can see it."""
    if setting in (VAULT_KEY, VAULT_OLD_KEY):
        reason = "cli.config.vault_key"
        raise KeptElsewhere(path=setting.name, reason=reason, variable=setting.variable)
    if values:
        raise WrongCall(reason="cli.config.secret_argument", name=setting.name)
    from packer_cli.commands.shared.secrets import keep_secret, read_secret

    secret = parse_value(setting, read_secret(session, setting))
    if any(family.member(setting.name) is not None for family in CREDENTIALS.values()):
        keep_secret(session, setting, secret)
        session.output.note(session.output.label("cli.secret.kept", name=setting.name))
    else:
        _write(session.output, setting, secret)


def _write(output: Output, setting: Setting[Any], value: object) -> None:
    path = remember(setting, value)
    output.note(output.label("cli.config.written", name=setting.name, path=path))
