"""``packer config import``: bring over what an older tool kept."""

from pathlib import Path

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.types import PATH_OBJECT
from packer_cli.session import Session, with_session


@click.command("import", help=translate("help.config.import"))
@click.argument("file", type=PATH_OBJECT)
@options.JSON
@with_session("{file}", keep=True)
def command(session: Session, file: Path) -> None:
    """Bring over what an older tool kept."""
    from packer_cli.output.tables.settings import print_import
    from packer_core.schemas.settings import import_document
    from packer_core.store.older_files import import_file

    place = session.open_installation()
    done = import_file(file, place.database, session.settings, place.local_user)
    document = import_document(done.taken, done.secrets, done.left_out)
    session.output.show_single(document, print_import)
