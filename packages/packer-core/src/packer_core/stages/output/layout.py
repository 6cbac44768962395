"""Where things lie in an output folder, beside the releases."""

import hashlib
import os
from pathlib import Path

#: The folder in an output that holds staging areas and manifests; never part of a release.
STATE = ".packer"

#: The folder in :data:`STATE` that holds the manifests.
MANIFESTS = "manifests"


def manifest_name(dirname: str) -> str:
    """What the manifest of a release is called: 32 hex digits of SHA-256 of the dirname."""
    return f"{hashlib.sha256(os.fsencode(dirname)).hexdigest()[:32]}.json"


def manifest_path(release: Path) -> Path:
    """Where the manifest of a release lies."""
    return release.parent / STATE / MANIFESTS / manifest_name(release.name)
