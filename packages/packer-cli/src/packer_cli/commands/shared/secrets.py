"""Secrets at the command line: never an argument; asked for, or read from standard input."""

import sys
from typing import TYPE_CHECKING

from packer_cli.errors import WrongCall
from packer_core.redaction import Secret
from packer_core.settings import CREDENTIALS, Setting

if TYPE_CHECKING:
    from packer_cli.session import Session

#: Bytes of a secret at most.
LONGEST = 4096


def read_secret(session: "Session", setting: Setting[Secret]) -> str:
    """The text of a secret: typed unseen at a terminal, else the one line of standard input.

    Raises :class:`WrongCall` for one that is empty, too long or not a line of text.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        question = session.output.label("cli.config.ask", name=setting.name)
        text = str(session.output.ask(question, hidden=True))
    else:
        text = _line()
    if not text.strip():
        raise WrongCall(reason="cli.config.no_secret", name=setting.name)
    if len(text.encode()) > LONGEST:
        raise WrongCall(reason="cli.config.long_secret", limit=LONGEST)
    return text.strip()


def _line() -> str:
    data = b"" if sys.stdin is None else sys.stdin.buffer.read(LONGEST + 3)
    if len(data) > LONGEST + 2:
        raise WrongCall(reason="cli.config.long_secret", limit=LONGEST)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        # Without the error, which shows the bytes.
        raise WrongCall(reason="cli.config.no_text") from None
    text = text.removesuffix("\n").removesuffix("\r")
    if "\n" in text:
        raise WrongCall(reason="cli.config.one_line")
    return text


def keep_secret(session: "Session", setting: Setting[Secret], secret: Secret) -> None:
    """Keep a provider's credential in the vault, for all of this installation."""
    provider, name = owner_of(setting)
    from packer_core.store.secrets.credentials import keep_secret as keep

    keep(session.database(), session.settings, provider, name, secret)


def forget_secret(session: "Session", provider: str, name: str) -> bool:
    """Forget what is kept for all of this installation, also of a provider that is gone.

    Whether there was anything.
    """
    from packer_core.store.secrets.credentials import keep_secret as keep
    from packer_core.store.secrets.credentials import list_secrets

    kept = list_secrets(session.database(), bad=session.output.warn)
    if (provider, name) not in {(each.provider, each.name) for each in kept}:
        return False
    keep(session.database(), session.settings, provider, name, Secret())
    return True


def owner_of(setting: Setting[Secret]) -> tuple[str, str]:
    """The provider that a credential is for, and what the credential is called there."""
    for name, family in CREDENTIALS.items():
        provider = family.member(setting.name)
        if provider is not None:
            return provider, name
    raise ValueError(f"{setting.name} is no credential")
