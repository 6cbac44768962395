"""The manifest: what a release was made from and what it is, kept beside the releases.

It lies at ``<output>/.packer/manifests/<name>.json``, never inside a release and never sent.
"""

import errno
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packer_core import codec
from packer_core.files.replacing import write_whole
from packer_core.stages.places import manifest_path
from packer_core.values import ReleaseFile, ReleasePlan

#: Bytes of a manifest that is still read: a release has at most some hundred files.
LARGEST = 32 << 20


def write_manifest(
    place: Path, plan: ReleasePlan, files: tuple[ReleaseFile, ...], version: str, job: str = ""
) -> None:
    """Write the manifest of a release made by a plan to ``place``, whole or not at all.

    ``job`` is the id of the job that made it: one that was killed knows its release by that.
    """
    document = {
        "schema": codec.SCHEMA,
        "dirname": plan.dirname,
        "versions": {"packer": version},
        "job": job or None,
        "rule_set": {"id": plan.rule_set, "sha256": plan.rule_set_hash, "profile": plan.profile},
        "waivers": dict(plan.waivers),
        "files": _rows(files),
        "plan": json.loads(codec.store(plan)),
    }
    _write(place, document)


def update_manifest(
    release: Path, manifest: Mapping[str, Any], files: tuple[ReleaseFile, ...]
) -> None:
    """Write the manifest of a release anew after files beside its archives were changed."""
    _write(manifest_path(release), {**manifest, "files": _rows(files)})


def _rows(files: tuple[ReleaseFile, ...]) -> list[dict[str, Any]]:
    return [
        {
            "path": file.path,
            "size": file.size,
            "crc32": None if file.crc32 is None else f"{file.crc32:08x}",
            "sha256": file.sha256,
        }
        for file in files
    ]


def _write(path: Path, document: Mapping[str, Any]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, codec.to_text(document, indent=1).encode(), mode=0o600)


def read_manifest(release: Path) -> dict[str, Any] | None:
    """The manifest of a release, ``None`` where there is none or it is not one of ours.

    In what is returned ``rule_set`` holds an ``id``, and ``waivers`` reasons by id.
    """
    try:
        document = json.loads(_read(manifest_path(release)))
    except (OSError, ValueError, RecursionError):
        return None
    return document if _is_manifest(document) else None


def _read(path: Path) -> bytes:
    """The bytes of a regular file of bounded size; ``OSError`` for a link, a pipe or a giant."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read(LARGEST)


def _is_manifest(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    rule_set, waivers = document.get("rule_set"), document.get("waivers")
    return (
        isinstance(rule_set, dict)
        and isinstance(rule_set.get("id"), str)
        and isinstance(waivers, dict)
        and all(isinstance(reason, str) for reason in waivers.values())
    )
