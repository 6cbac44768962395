"""Removing a release from the disk: whole or not at all, and nothing but the release."""

from collections.abc import Iterable
from pathlib import Path

from packer_core.errors import NotFound, TargetExists
from packer_core.files.removing import Listing, WrittenAs, remove_file
from packer_core.files.system_errors import system_faults
from packer_core.stages.output.area import Area
from packer_core.stages.output.layout import manifest_name
from packer_core.stages.output.manifest import read_manifest
from packer_core.stages.output.publishing import refuse_strange, take_away
from packer_core.stages.output.staging import Tell, tell_nobody
from packer_core.stages.output.state_folder import open_manifests, open_state
from packer_core.values import ReleaseFile


def listing_of(release: Path, record: Iterable[ReleaseFile] = ()) -> Listing:
    """What a release was written as: by its manifest, else by the record of it.

    A record is kept elsewhere and may be of another folder: what it lists is proven by reading.
    """
    manifest = read_manifest(release)
    if manifest is None:
        return Listing({file.path: _written(file.size, file.crc32) for file in record}, whole=True)
    rows = manifest.get("files")
    files = {}
    for row in rows if isinstance(rows, list) else ():
        try:
            files[str(row["path"])] = _written(int(row["size"]), int(row["crc32"], 16))
        except (TypeError, KeyError, ValueError):
            # A person may have edited it; then it proves nothing of this file.
            continue
    return Listing(files)


def _written(size: int, crc32: int | None) -> WrittenAs:
    return WrittenAs(size=size, crc32=crc32)


def refuse_strange_files(release: Path, listing: Listing) -> None:
    """Raise :class:`packer_core.errors.NotOurs` for a folder that holds more than is listed.

    Raises :class:`packer_core.errors.TargetExists` for what is no folder.
    """
    refuse_strange(release, listing, None, str(release))


def remove_release(
    release: Path, record: Iterable[ReleaseFile] = (), tell: Tell = tell_nobody
) -> None:
    """Remove a release and its manifest.

    :param record: its files as they were recorded, for a release without a manifest.

    It first leaves its name by one rename, so that what is cut off leaves no half release, and is
    gone on with by the next who works in the same output. Raises :class:`NotFound`,
    :class:`packer_core.errors.NotOurs` for a directory that holds something else, and
    :class:`packer_core.errors.NotAllowed` where the system forbids it.
    """
    if release.is_symlink() or not release.is_dir():
        raise NotFound(path=str(release))
    listing = listing_of(release, record)
    with system_faults(release):
        try:
            # Before anything is made: a conflict leaves no trace.
            refuse_strange_files(release, listing)
        except TargetExists:
            raise NotFound(path=str(release)) from None
        with open_state(release.parent) as state:
            area = Area.begin(state, release.name, "removing")
            try:
                area.keep_listing(listing)
                take_away(release, listing, area.folder.descriptor, state.output_descriptor)
                with open_manifests(state.folder) as manifests:
                    remove_file(manifests, manifest_name(release.name))
            finally:
                left = area.close(state.folder)
            if left:
                tell(left)
