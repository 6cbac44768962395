"""The manifest: what a release was made from and what it is, kept beside the releases.

It lies at ``<output>/.packer/manifests/<name>.json``, never inside a release and never sent.
"""

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packer_core import codec
from packer_core.files.reading import read_bounded
from packer_core.files.replacing import write_whole
from packer_core.stages.output.layout import manifest_path
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
        document = json.loads(_bytes_of(release))
    except (OSError, ValueError, RecursionError):
        return None
    return document if _is_manifest(document) else None


def _bytes_of(release: Path) -> bytes:
    path = manifest_path(release)
    if path.parent.parent.is_symlink():
        # The state folder is followed through no link.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return read_bounded(path, LARGEST, follow=False)


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
