"""A job as a file to attach to a report: what was asked, planned, logged and found, no secret."""

import contextlib
import json
import platform
import secrets
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from sqlalchemy import select

from packer_core import codec
from packer_core.errors import NotAllowed, PackerError, TargetExists
from packer_core.jobs.attempts import Workplace
from packer_core.jobs.logs import masked
from packer_core.jobs.records import documents, events_after, get_job
from packer_core.jobs.secrets import open_vault
from packer_core.jobs.tables import ApiConfigRow
from packer_core.redaction import Secret
from packer_core.version import VERSION

#: A fixed time: a bundle tells of the job, not of the machine's clock.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(place: Workplace, job_id: str, target: Path) -> None:
    """Write the bundle of a job to a new ZIP file, whole or not at all.

    Raises :class:`TargetExists` for a file that is there, :class:`NotFound` for no such job,
    :class:`NotAllowed` where nothing may be written.
    """
    if target.exists():
        raise TargetExists(path=str(target))
    parts = _parts(place, job_id)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8", "replace"))
        draft.chmod(0o600)
        draft.rename(target)
    except OSError as error:
        raise NotAllowed(path=str(target), reason=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)


def _parts(place: Workplace, job_id: str) -> dict[str, str]:
    """The files of a bundle, by name, without secrets."""
    database = place.database
    job = get_job(database, job_id)
    found = documents(database, job.id)
    mask = place.mask(lambda: _kept(place))
    values: dict[str, Any] = {
        "job": job,
        "request": found.request,
        "description": found.description,
        "plan": found.plan,
        "report": found.report,
        "events": [codec.encode(each) for each in events_after(database, job.id)],
    }
    parts = {
        f"{name}.json": _json(masked(codec.encode(value), mask))
        for name, value in values.items()
        if value is not None
    }
    parts["settings.json"] = _json(masked(_settings(place), mask))
    parts["versions.json"] = _json(_versions())
    with contextlib.suppress(FileNotFoundError):
        path = database.folder.path / job.log_path
        parts["log.jsonl"] = mask(path.read_text(encoding="utf-8", errors="replace"))
    return parts


def _kept(place: Workplace) -> list[Secret]:
    """All that the vault keeps and that opens: none of it may be in a bundle."""
    row = ApiConfigRow
    rows = place.database.read(lambda it: it.execute(select(row.id, row.sealed)).all())
    if not rows:
        return []
    found = []
    with contextlib.suppress(PackerError):
        vault = open_vault(place.settings, place.database.folder)
        for record, sealed in rows:
            with contextlib.suppress(PackerError):
                found.append(vault.open("api_configs", record, sealed))
    return found


def _settings(place: Workplace) -> dict[str, str]:
    return {name: str(value) for name, value in sorted(place.settings.values.items())}


def _versions() -> dict[str, Any]:
    known = {each.metadata["Name"]: each.version for each in distributions()}
    return {
        "packer": VERSION,
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": dict(sorted(known.items())),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
