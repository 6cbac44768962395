"""A job as a file to attach to a report: what was asked, planned, logged and found, no secret."""

import contextlib
import io
import json
import os
import platform
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from packer_core import codec
from packer_core.errors import BadRecord, DiskFault, NotAllowed, PackerError, TargetExists
from packer_core.escaping import escape_json
from packer_core.files.replacing import write_new
from packer_core.files.system_errors import system_faults
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import masked
from packer_core.redaction import Secret
from packer_core.store.jobs import documents, events_after, get_job
from packer_core.store.log_files import log_file, open_log
from packer_core.store.secrets.seals import PURPOSES, open_vault, sealed_rows
from packer_core.values import Job
from packer_core.vault import is_old
from packer_core.version import VERSION

#: A fixed time: a bundle tells of the job, not of the machine's clock.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(installation: Installation, job_id: str, target: Path) -> None:
    """Write the bundle of a job to a new ZIP file, whole or not at all.

    Raises :class:`TargetExists` for a file that is there, :class:`NotFound` for no such job,
    :class:`NotAllowed` where nothing may be written.
    """
    if target.exists():
        raise TargetExists(path=str(target))
    parts = _parts(installation, job_id)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8", "replace"))
    with system_faults(target):
        try:
            write_new(target, data.getvalue(), mode=0o600)
        except FileExistsError as error:
            raise TargetExists(path=str(target)) from error


def _parts(installation: Installation, job_id: str) -> dict[str, str]:
    """The files of a bundle, by name, without secrets."""
    database = installation.database
    job = get_job(database, job_id)
    found = documents(database, job.id)
    mask = installation.mask(lambda: _kept(installation))
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
    parts["settings.json"] = _json(masked(_settings(installation), mask))
    parts["versions.json"] = _json(_versions())
    log = _log(installation, job)
    if log is not None:
        parts["log.jsonl"] = escape_json(mask(log.decode("utf-8", "replace")))
    return parts


def _log(installation: Installation, job: Job) -> bytes | None:
    """The log of a job; why there is none is told, unless there never was one."""
    try:
        path = log_file(installation.database.folder, job.id, job.log_path)
        with system_faults(path), os.fdopen(open_log(path, os.O_RDONLY), "rb") as file:
            return file.read()
    except (BadRecord, DiskFault, NotAllowed) as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            installation.tell(error)
    return None


def _kept(installation: Installation) -> list[Secret]:
    """All that the vault keeps and that opens: none of it may be in a bundle."""
    rows = installation.database.read(
        lambda it: [each for purpose in PURPOSES for each in sealed_rows(it, purpose)]
    )
    if not rows:
        return []
    found = []
    with contextlib.suppress(PackerError):
        vault = open_vault(installation.settings, installation.database.folder)
        for where, sealed in rows:
            with contextlib.suppress(PackerError):
                opened = vault.open_old if is_old(sealed) else vault.open
                found.append(opened(where, sealed))
    return found


def _settings(installation: Installation) -> dict[str, str]:
    return {name: str(value) for name, value in sorted(installation.settings.values.items())}


def _versions() -> dict[str, Any]:
    known = {each.metadata["Name"]: each.version for each in distributions()}
    return {
        "packer": VERSION,
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": dict(sorted(known.items())),
    }


def _json(value: Any) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, indent=1, default=str))
