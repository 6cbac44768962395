"""Releases that were made here, as ``releases --json`` prints them."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from packer_core.schemas.filling import filled
from packer_core.schemas.releases import FileDocument, file_document
from packer_core.values import ReleaseFile, StoredRelease


@frozen(kw_only=True)
class StoredReleaseDocument:
    """A release in a list. ``fixes`` is the release that it puts right."""

    id: str
    dirname: str
    path: str
    kind: str
    form: str
    group: str
    rule_set: str
    size: int
    plan_hash: str
    created_at: str
    deleted_at: str | None
    job: str | None
    fixes: str | None
    fix: str | None


@frozen(kw_only=True)
class ReleaseListDocument:
    """A page of releases; ``next`` is the id to go on from, ``null`` at the end."""

    releases: tuple[StoredReleaseDocument, ...]
    next: str | None


@frozen(kw_only=True)
class ReleaseDetailDocument:
    """A release with its files and those that put it right; ``present`` is whether it is there."""

    release: StoredReleaseDocument
    present: bool
    files: tuple[FileDocument, ...]
    fixed_by: tuple[StoredReleaseDocument, ...]


def stored_release_document(release: StoredRelease) -> StoredReleaseDocument:
    """A release in a list."""
    return filled(StoredReleaseDocument, release)


def release_list_document(releases: Sequence[StoredRelease], limit: int) -> ReleaseListDocument:
    """A page of releases of at most ``limit``."""
    following = releases[-1].id if releases and len(releases) == limit else None
    return ReleaseListDocument(
        releases=tuple(map(stored_release_document, releases)), next=following
    )


def release_detail_document(
    release: StoredRelease,
    files: Iterable[ReleaseFile],
    fixed_by: Iterable[StoredRelease],
    *,
    present: bool,
) -> ReleaseDetailDocument:
    """A release with its files."""
    return ReleaseDetailDocument(
        release=stored_release_document(release),
        present=present,
        files=tuple(map(file_document, files)),
        fixed_by=tuple(map(stored_release_document, fixed_by)),
    )
