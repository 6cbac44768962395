"""``packer releases fix``: make a release that puts another one right."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.request import metadata_fields, tag_words
from packer_cli.options.types import PATH
from packer_cli.session import Session, with_session
from packer_core.errors import MissingFact

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.values import PackRequest, StoredRelease

_FIXES = ["NFOFIX", "DIRFIX", "REPACK", "READNFO"]


@click.command("fix", help=translate("help.releases.fix"))
@options.RELEASE
@click.option(
    "--as",
    "fix",
    required=True,
    type=click.Choice(_FIXES, case_sensitive=False),
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
@with_session(keep=True)
def command(session: Session, release_id: str, **chosen: Any) -> int:
    """Make a release that puts another one right, by the plan of that one."""
    return session.loop.each([release_id], partial(_fix, session, chosen))


def _fix(session: Session, chosen: dict[str, Any], release_id: str, run: "Run") -> None:
    from packer_cli.commands.shared.plans import confirm_difference, show_release
    from packer_cli.commands.shared.records import job_record
    from packer_core.stages.replan import fix_request, replan
    from packer_core.store.jobs import documents
    from packer_core.store.releases import get_release, release_documents
    from packer_core.values import FixKind

    database, fix = session.database(), FixKind(chosen["fix"].upper())
    release = get_release(database, release_id)
    found = release_documents(database, release.id)
    known = None if release.job is None else documents(database, release.job).description
    changes = _changes(session, release, chosen)
    request = fix_request(found.request, found.plan, fix, changes)
    with job_record(session, request, run, fixes=release.id, fix=fix) as record:
        plan = replan(request, found.plan, known, record.run)
        confirm_difference(session, found.plan, plan, yes=chosen["yes"])
        packed = record.pack(plan)
    show_release(session.output, plan, packed)


def _changes(session: Session, release: "StoredRelease", chosen: dict[str, Any]) -> "PackRequest":
    """What is to be different, as a request without sources."""
    from packer_core.values import PackRequest

    return PackRequest(
        sources=(),
        output=chosen["output"] or str(Path(release.path).parent),
        fields=metadata_fields(chosen),
        tags=tag_words(chosen["tags"]),
        notes=(_reason(session, chosen["reason"]),),
        dirname=chosen["dirname"],
        template=chosen["template"],
        waivers=dict(chosen["waivers"]),
    )


def _reason(session: Session, reason: str | None) -> str:
    """Why the release is made; asked for where it is not said and somebody is there."""
    if not reason and session.interactive:
        reason = session.output.ask(session.output.label("cli.release.reason"))
    if not reason:
        raise MissingFact(path="--as", fields="reason", options="--reason TEXT")
    return reason
