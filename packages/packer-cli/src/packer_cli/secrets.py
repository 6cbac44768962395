"""Secrets at the command line: never an argument; asked for, or read from standard input."""

import sys
from typing import TYPE_CHECKING

import click

from packer_core.errors import UsageProblem
from packer_core.redaction import Secret
from packer_core.settings import CREDENTIALS, Setting

if TYPE_CHECKING:
    from packer_cli.session import Session

#: Characters of a secret at most.
LONGEST = 4096


def read_secret(session: "Session", question: str) -> Secret:
    """The secret that a person types, unseen, or the first line of standard input.

    Raises :class:`UsageProblem` for one that is empty, too long or not a line of text.
    """
    if session.interactive:
        with session.asking():
            text = click.prompt(question, hide_input=True, err=True, default="", show_default=False)
    else:
        text = sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    text = text.strip()
    if not text or len(text) > LONGEST or not text.isprintable():
        raise UsageProblem(reason="no-secret")
    return Secret(text)


def keep_secret(session: "Session", setting: Setting[Secret], secret: Secret) -> None:
    """Keep a provider's credential in the vault, for all of this installation."""
    provider, name = owner_of(setting)
    from packer_core.jobs.secrets import keep_secret as keep

    keep(session.database(), session.settings, provider, name, secret)


def owner_of(setting: Setting[Secret]) -> tuple[str, str]:
    """The provider that a credential is for, and what the credential is called there."""
    for name, family in CREDENTIALS.items():
        provider = family.member(setting.name)
        if provider is not None:
            return provider, name
    raise ValueError(f"{setting.name} is no credential")
