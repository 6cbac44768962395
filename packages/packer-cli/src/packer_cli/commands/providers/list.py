"""``packer providers list``: each provider, what it is for, and whether it can be asked."""

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("list", help=translate("help.providers.list"))
@options.JSON
@with_session("providers", indent=2)
def command(session: Session) -> None:
    """Each provider, what it is for, and whether it can be asked."""
    from packer_cli.output.tables.providers import print_providers
    from packer_core.schemas.providers import providers_document
    from packer_core.stages.enrich.providers import states

    known = states(session.resources.run())
    document = providers_document(known, session.settings.language)
    session.output.show(document, print_providers)
