"""``packer releases``: the releases made here, and what puts them right."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.paging import page_options
from packer_cli.options.paths import PATH
from packer_cli.output import terminal
from packer_cli.session import Session
from packer_core.errors import MissingFact

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.values import StoredRelease

RELEASE = click.argument("release_id", metavar="[RELEASE]", default="last")


@click.group("releases", help=translate("help.releases"))
def command() -> None:
    """The group of the commands below."""


@command.command("list", help=translate("help.releases.list"))
@options.TYPE
@options.GROUP
@click.option("--deleted", is_flag=True, help=translate("option.deleted"))
@page_options
@options.JSON
def list_releases(kind: str | None, as_json: bool, limit: int, **chosen: Any) -> int:
    """A page of releases, the newest first."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.jobs import release_list_document
        from packer_core.store import releases as shelf

        wanted = shelf.ReleaseFilter(kind=options.upper(kind), limit=limit, **chosen)
        found = shelf.list_releases(session.database(), wanted, session.tell_error)
        document = release_list_document(found, limit)
        if as_json:
            session.indent = 2
            session.show(document)
            return 0
        from packer_cli.output.tables.jobs import print_releases

        print_releases(session, document)
        return 0

    return session.attempt("releases", show)


@command.command("show", help=translate("help.releases.show"))
@RELEASE
@options.JSON
def show_release(release_id: str, as_json: bool) -> int:
    """A release with its files and its links."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.jobs import release_detail_document
        from packer_core.store.releases import fixes_of, get_release, release_documents

        database = session.database()
        release = get_release(database, release_id)
        document = release_detail_document(
            release,
            release_documents(database, release.id).files,
            fixes_of(database, release.id),
            present=release.deleted_at is None and Path(release.path).is_dir(),
        )
        session.indent = 2
        if as_json:
            session.show(document)
            return 0
        from packer_cli.output.tables.jobs import print_stored_release

        print_stored_release(session, document)
        return 0

    return session.attempt(release_id, show)


@command.command("fix", help=translate("help.releases.fix"))
@RELEASE
@click.option(
    "--as",
    "fix",
    required=True,
    type=click.Choice(["NFOFIX", "DIRFIX", "REPACK", "READNFO"], case_sensitive=False),
    help=translate("option.fix_kind"),
)
@click.option("--reason", metavar="TEXT", help=translate("option.reason"))
@options.SET
@options.SOURCE
@options.TAG
@options.DIRNAME
@options.TEMPLATE
@options.WAIVE
@click.option("-o", "--output", type=PATH, metavar="FOLDER", help=translate("option.fix_output"))
@options.YES
@options.QUIET
@options.JSON
def fix_release(
    release_id: str, fix: str, as_json: bool, quiet: bool, yes: bool, **chosen: Any
) -> int:
    """Make a release that puts another one right, by the plan of that one."""
    session = Session(as_json=as_json, quiet=quiet, keep=True)
    session.indent = 2

    def work(stated: str, run: "Run") -> int:
        from packer_cli.commands.shared.plans import approve_difference
        from packer_cli.commands.shared.plans import show_release as show
        from packer_cli.commands.shared.records import recorded
        from packer_core.stages.revisit import fix_request, replan
        from packer_core.store.jobs import documents
        from packer_core.store.releases import get_release, release_documents
        from packer_core.values import FixKind, PackRequest

        database = session.database()
        release = get_release(database, stated)
        found = release_documents(database, release.id)
        known = None if release.job is None else documents(database, release.job).description
        changes = PackRequest(
            sources=(),
            output=chosen["output"] or str(Path(release.path).parent),
            fields=options.stated_fields(chosen),
            tags=options.words(chosen["tags"]),
            notes=_reason(session, chosen["reason"]),
            dirname=chosen["dirname"],
            template=chosen["template"],
            waivers=dict(chosen["waivers"]),
        )
        request = fix_request(found.request, found.plan, FixKind(fix.upper()), changes)
        links = {"fixes": release.id, "fix": FixKind(fix.upper())}
        with recorded(session, request, run, **links) as packing:
            plan = replan(request, found.plan, known, packing.run)
            approve_difference(session, found.plan, plan, yes=yes)
            packed = packing.pack(plan)
        show(session, plan, packed)
        return 0

    return session.each([release_id], work)


def _reason(session: Session, stated: str | None) -> tuple[str, ...]:
    """Why the release is made: stated, or asked for where somebody is there."""
    if not stated and session.interactive:
        with session.asking():
            stated = terminal.ask(session.label("cli.release.reason"))
    if not stated:
        raise MissingFact(path="--as", fields="reason", options="--reason TEXT")
    return (stated,)


@command.command("delete", help=translate("help.releases.delete"))
@RELEASE
@options.YES
def delete_release(release_id: str, yes: bool) -> int:
    """Remove a release from the disk; what is known of it stays."""
    session = Session()

    def remove() -> int:
        from packer_core.errors import Cancelled, NotFound
        from packer_core.stages.removal import remove_release
        from packer_core.store.releases import get_release, mark_deleted, release_documents

        database = session.database()
        release = get_release(database, release_id)
        if release.deleted_at is not None:
            raise NotFound(path=release.path)
        if not yes and not _agreed(session, release):
            raise Cancelled
        files = release_documents(database, release.id).files
        try:
            remove_release(Path(release.path), files, session.tell_left_alone)
        except NotFound:
            # Somebody removed it by hand: the record follows.
            session.say(session.label("cli.release.gone", path=release.path))
        mark_deleted(database, release.id)
        terminal.line(release.path)
        return 0

    return session.attempt(release_id, remove)


def _agreed(session: Session, release: "StoredRelease") -> bool:
    """Whether the user wants it; without anybody to ask the answer is no."""
    if not session.interactive:
        session.say(session.label("cli.release.needs_yes"))
        return False
    with session.asking():
        question = session.label("cli.release.delete", path=release.path)
        return terminal.confirm(question)
