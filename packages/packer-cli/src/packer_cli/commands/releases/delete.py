"""``packer releases delete``: remove a release from the disk."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.output import terminal
from packer_cli.session import Session, with_session

if TYPE_CHECKING:
    from packer_core.values import StoredRelease


@click.command("delete", help=translate("help.releases.delete"))
@options.RELEASE
@options.YES
@with_session("{release_id}")
def command(session: Session, release_id: str, yes: bool) -> None:
    """Remove a release from the disk; what is known of it stays."""
    from packer_core.errors import Cancelled, NotFound
    from packer_core.stages.output.removal import remove_release
    from packer_core.store.releases import get_release, mark_deleted, release_documents

    database, output = session.database(), session.output
    release = get_release(database, release_id)
    if release.deleted_at is not None:
        raise NotFound(path=release.path)
    if not yes and not _confirmed(session, release):
        raise Cancelled
    files = release_documents(database, release.id).files
    try:
        remove_release(Path(release.path), files, output.note_left_alone)
    except NotFound:
        # Somebody removed it by hand: the record follows.
        output.note(output.label("cli.release.gone", path=release.path))
    mark_deleted(database, release.id)
    terminal.line(release.path)


def _confirmed(session: Session, release: "StoredRelease") -> bool:
    """Whether the user wants it; without anybody to ask the answer is no."""
    output = session.output
    if not session.interactive:
        output.note(output.label("cli.release.needs_yes"))
        return False
    return output.ask_consent(output.label("cli.release.delete", path=release.path))
