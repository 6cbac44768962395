"""Removing a release from the disk: whole or not at all, and nothing but the release."""

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from packer_core.errors import Conflict, NotAllowed, NotFound
from packer_core.stages.places import STATE, manifest_path


def remove_release(release: Path, files: Iterable[str]) -> None:
    """Remove a release and its manifest.

    :param files: the paths in the release that may go; anything else in it stops the removal.

    It first leaves its name by one rename, so that what is cut off leaves no half release. Raises
    :class:`NotFound`, :class:`Conflict` for a directory that holds something else, and
    :class:`NotAllowed` where the system forbids it.
    """
    if release.is_symlink() or not release.is_dir():
        raise NotFound(path=str(release))
    known = set(files)
    for folder, folders, names in os.walk(release):
        found = [Path(folder, name) for name in names]
        found += [Path(folder, name) for name in folders if Path(folder, name).is_symlink()]
        for path in found:
            if path.relative_to(release).as_posix() not in known:
                raise Conflict(path=str(path))
    area = release.parent / STATE / f"removed-{secrets.token_hex(8)}"
    try:
        area.parent.mkdir(exist_ok=True)
        release.rename(area)
        manifest_path(release).unlink(missing_ok=True)
        shutil.rmtree(area)
    except OSError as error:
        raise NotAllowed(path=str(release), reason=error.strerror or str(error)) from error
