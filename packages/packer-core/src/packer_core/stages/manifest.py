"""The manifest: what a release was made from and what it is, kept beside the releases.

It lies at ``<output>/.packer/manifests/<name>.json``, never inside a release and never sent.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from packer_core import codec
from packer_core.stages.staging import MANIFESTS, STATE
from packer_core.values import ReleaseFile, ReleasePlan


def manifest_path(release: Path) -> Path:
    """Where the manifest of a release lies: named by 32 hex digits of SHA-256 of the dirname."""
    name = hashlib.sha256(os.fsencode(release.name)).hexdigest()[:32]
    return release.parent / STATE / MANIFESTS / f"{name}.json"


def write_manifest(
    release: Path, plan: ReleasePlan, files: tuple[ReleaseFile, ...], version: str
) -> None:
    """Write the manifest of a published release, whole or not at all."""
    document = {
        "schema": codec.SCHEMA,
        "dirname": plan.dirname,
        "versions": {"packer": version},
        "rule_set": {"id": plan.rule_set, "sha256": plan.rule_set_hash, "profile": plan.profile},
        "waivers": dict(plan.waivers),
        "files": [
            {
                "path": file.path,
                "size": file.size,
                "crc32": None if file.crc32 is None else f"{file.crc32:08x}",
                "sha256": file.sha256,
            }
            for file in files
        ],
        "plan": json.loads(codec.store(plan)),
    }
    path = manifest_path(release)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        draft.write_text(codec.to_text(document, indent=1), encoding="utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def read_manifest(release: Path) -> dict[str, Any] | None:
    """The manifest of a release, ``None`` where there is none or it cannot be read."""
    try:
        document = json.loads(manifest_path(release).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
