"""``packer providers``: which providers of metadata there are, and whether they answer."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session


@click.group("providers", help=translate("help.providers"))
def command() -> None:
    """The group of the two commands below."""


@command.command("list", help=translate("help.providers.list"))
@options.JSON
def list_providers(as_json: bool) -> int:
    """Each provider, what it is for, and whether it can be asked."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.providers import providers_document
        from packer_core.stages.providers import states

        session.indent = 2
        known = states(session.make_run())
        document = providers_document(known, session.settings.language)
        if as_json:
            session.show(document)
            return 0
        from packer_cli.output.tables.lookup import print_providers

        print_providers(session, document)
        return 0

    return session.attempt("providers", show)


@command.command("test", help=translate("help.providers.test"))
@click.argument("names", nargs=-1, metavar="[PROVIDER]…")
@options.JSON
@options.RECORD
@options.REPLAY
def test_providers(
    names: tuple[str, ...], as_json: bool, record: str | None, replay: str | None
) -> int:
    """Ask each provider something cheap; the worst of what went wrong is the exit code."""
    session = Session(as_json=as_json, record=record, replay=replay)

    def show() -> int:
        from packer_core.errors import exit_code
        from packer_core.schemas.providers import trials_document
        from packer_core.stages.providers import try_each

        session.indent = 2
        trials = try_each(names, session.make_run())
        document = trials_document(trials, session.texts)
        if as_json:
            session.show(document)
        else:
            from packer_cli.output.tables.lookup import print_trials

            print_trials(session, document)
        return max((exit_code(each) for each in trials.values() if each), default=0)

    return session.attempt("providers", show)


@command.command("set-key", help=translate("help.providers.set_key"))
@click.argument("provider", metavar="PROVIDER")
@click.option("--pin", is_flag=True, help=translate("option.pin"))
@click.option("--remove", is_flag=True, help=translate("option.remove_key"))
def set_key(provider: str, pin: bool, remove: bool) -> int:
    """Keep a provider's key in the vault; it is asked for, or read from standard input."""
    session = Session(keep=True)

    def keep() -> int:
        from packer_cli.commands.shared.secrets import forget_secret, keep_secret, read_secret
        from packer_core.redaction import Secret
        from packer_core.settings import CREDENTIALS
        from packer_core.stages.providers import credential_of

        asked = "pin" if pin else "api_key"
        if remove and forget_secret(session, provider, asked):
            session.say(session.label("cli.secret.removed", name=f"providers.{provider}.{asked}"))
            return 0
        name = credential_of(provider, asked, session.settings)
        setting = CREDENTIALS[name].of(provider)
        secret = Secret() if remove else Secret(read_secret(session, setting))
        keep_secret(session, setting, secret)
        done = "cli.secret.removed" if remove else "cli.secret.kept"
        session.say(session.label(done, name=setting.name))
        return 0

    return session.attempt(provider, keep)
