"""The files of the releases that were published, as rows and back."""

import contextlib
from typing import Any

from sqlalchemy import Connection, Select, select

from packer_core.files.inside import leads_out
from packer_core.store.damaged_rows import NONSENSE, as_declared
from packer_core.store.database.connection import Database, writable
from packer_core.store.tables import ReleaseFileRow, ReleaseRow
from packer_core.values import ReleaseFile


def file_row(release_id: str, number: int, file: ReleaseFile) -> dict[str, Any]:
    """The columns of a file of a release, ``number`` being its place in the list."""
    return {
        "release_id": release_id,
        "number": number,
        "path": writable(file.path),
        "size": file.size,
        "crc32": None if file.crc32 is None else f"{file.crc32:08x}",
        "sha256": file.sha256,
    }


def files_of(connection: Connection, release_id: str) -> tuple[ReleaseFile, ...]:
    """The files of a release, in their order."""
    return _files(connection, _select().where(ReleaseFileRow.release_id == release_id))


def files_at(database: Database, path: str) -> tuple[ReleaseFile, ...]:
    """The files of the release that was published at a path and is not known to be gone.

    None where a row of them makes no sense: then nothing is known of what lies there.
    """
    there = ReleaseRow.path == writable(path), ReleaseRow.deleted_at.is_(None)
    newest = select(ReleaseRow.id).where(*there).order_by(ReleaseRow.id.desc()).limit(1)
    query = _select().where(ReleaseFileRow.release_id == newest.scalar_subquery())
    with contextlib.suppress(*NONSENSE):
        return database.read(lambda connection: _files(connection, query))
    return ()


def _select() -> Select[*tuple[Any, ...]]:
    file = ReleaseFileRow
    return select(file.path, file.size, file.crc32, file.sha256).order_by(file.number)


def _files(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[ReleaseFile, ...]:
    return tuple(
        as_declared(
            ReleaseFile(
                path=_below(row.path),
                size=row.size,
                crc32=None if row.crc32 is None else int(row.crc32, 16),
                sha256=row.sha256,
            )
        )
        for row in connection.execute(query)
    )


def _below(path: str) -> str:
    """The path of a file in its release; raises ``ValueError`` for one that leads out of it."""
    if leads_out(path):
        raise ValueError(f"path: {path}")
    return path
