"""Where things lie in an output folder, beside the releases."""

import hashlib
import os
from pathlib import Path

#: The folder in an output that holds staging areas and manifests; never part of a release.
STATE = ".packer"

#: The folder in :data:`STATE` that holds the manifests.
MANIFESTS = "manifests"


def manifest_path(release: Path) -> Path:
    """Where the manifest of a release lies: named by 32 hex digits of SHA-256 of the dirname."""
    name = hashlib.sha256(os.fsencode(release.name)).hexdigest()[:32]
    return release.parent / STATE / MANIFESTS / f"{name}.json"
