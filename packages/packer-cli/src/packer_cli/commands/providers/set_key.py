"""``packer providers set-key``: keep a provider's key in the vault."""

import click

from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("set-key", help=translate("help.providers.set_key"))
@click.argument("provider", metavar="PROVIDER")
@click.option("--pin", is_flag=True, help=translate("option.pin"))
@click.option("--remove", is_flag=True, help=translate("option.remove_key"))
@with_session("{provider}", keep=True)
def command(session: Session, provider: str, pin: bool, remove: bool) -> None:
    """Keep a provider's key in the vault; it is asked for, or read from standard input."""
    from packer_cli.commands.shared.secrets import forget_secret, keep_secret, read_secret
    from packer_core.redaction import Secret
    from packer_core.settings import CREDENTIALS
    from packer_core.stages.enrich.providers import credential_of

    output = session.output
    asked = "pin" if pin else "api_key"
    if remove and forget_secret(session, provider, asked):
        output.note(output.label("cli.secret.removed", name=f"providers.{provider}.{asked}"))
        return
    name = credential_of(provider, asked, session.settings)
    setting = CREDENTIALS[name].of(provider)
    secret = Secret() if remove else Secret(read_secret(session, setting))
    keep_secret(session, setting, secret)
    done = "cli.secret.removed" if remove else "cli.secret.kept"
    output.note(output.label(done, name=setting.name))
