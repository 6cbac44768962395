"""Where a release is made before it has its name, and how what a killed process left is settled."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packer_core.errors import Busy, OutputGone, Unsafe
from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import Listing
from packer_core.files.replacing import put_in_place, rename_new
from packer_core.stages.output.area import MANIFEST, OLD, RELEASE, SCRATCH, Area, clear, look_at
from packer_core.stages.output.layout import MANIFESTS, manifest_name
from packer_core.stages.output.publishing import publish, replace
from packer_core.stages.output.state_folder import (
    StateFolder,
    missing_folders,
    open_manifests,
    open_state,
    remove_unused,
)

#: Told the paths of what lies in the state folder and is not ours.
Tell = Callable[[tuple[str, ...]], None]


def tell_nobody(_paths: tuple[str, ...]) -> None:
    """For who does not want to hear of it."""
    return


class Staging:
    """One staging area, this process's until :meth:`close`.

    ``release`` is the folder to write into, ``manifest`` the file that becomes its manifest,
    ``scratch`` a folder for what goes into the release in another form.
    """

    def __init__(self, state: StateFolder, dirname: str) -> None:
        self.dirname = dirname
        self.output = state.output
        self._place = os.dup(state.output_descriptor)
        # Not a duplicate of the descriptor, which would share its lock.
        self._state = OwnFolder.open(state.folder.path, state.output_descriptor)
        try:
            self._area = Area.begin(state, dirname, "writing")
            for name in (RELEASE, SCRATCH):
                os.mkdir(name, dir_fd=self._area.folder.descriptor)
        except BaseException:
            os.close(self._place)
            self._state.close()
            raise
        self.area = self._area.folder.path
        self.release = self.area / RELEASE
        self.manifest = self.area / MANIFEST
        self.scratch = self.area / SCRATCH

    @property
    def final(self) -> Path:
        """The name the release gets when it is published."""
        return self.output / self.dirname

    def renew(self) -> None:
        """A sign of life for other hosts; cheap to call often."""
        self._area.renew()

    def publish(self, *, replacing: Listing | None = None) -> Path:
        """Give the staged release its final name in one step and return that name.

        The manifest, where one was written to :attr:`manifest`, follows it.

        :param replacing: what the release holds that may be there under the name already.

        Raises :class:`packer_core.errors.TargetExists` when the name is taken and nothing may be
        replaced, :class:`packer_core.errors.NotOurs` when what has the name holds something else,
        :class:`packer_core.errors.OutputGone` when the output is not where it was.
        """
        self._refuse_moved()
        self._area.sign("publishing")
        area = self._area.folder.descriptor
        if replacing is not None and _has(self._place, self.dirname):
            self._area.keep_listing(replacing)
            replace(self.final, replacing, area, self._place)
        else:
            publish(self.final, area, self._place)
        _file_manifest(self._area.folder, self._state, self.dirname)
        return self.final

    def close(self, tell: Tell = tell_nobody) -> None:
        """Remove the area and what is left in it; ``tell`` hears of what is not ours."""
        try:
            left = self._area.close(self._state)
        finally:
            self._state.close()
            os.close(self._place)
        if left:
            tell(left)

    def _refuse_moved(self) -> None:
        """Raise for an output that was removed or replaced since the work began."""
        try:
            same = os.path.samestat(os.fstat(self._place), self.output.stat())
        except OSError:
            same = False
        if not same or not _has(self._area.folder.descriptor, RELEASE):
            raise OutputGone(path=str(self.output))


@contextlib.contextmanager
def stage(output: Path, dirname: str, tell: Tell = tell_nobody) -> Iterator[Staging]:
    """A fresh staging area below ``output``, removed at the end whatever happens.

    First finishes or undoes what killed processes left there; ``tell`` hears of what lies there
    and is not ours. Raises :class:`packer_core.errors.Busy` when a living process makes the same
    release, and :class:`packer_core.errors.Unsafe` for a state folder that is not ours alone.
    """
    missing = missing_folders(output)
    try:
        with open_state(output) as state:
            if state.folder.stat(MANIFESTS) is not None:
                # A strange one is refused before the work, not when the release has its name.
                open_manifests(state.folder).close()
            _recover(state, dirname, tell)
            staging = Staging(state, dirname)
        try:
            yield staging
        finally:
            staging.close(tell)
    finally:
        remove_unused(missing)


def recover(output: Path, dirname: str, tell: Tell = tell_nobody) -> None:
    """Finish or undo what killed processes left below ``output``.

    Raises as :func:`stage` does.
    """
    with contextlib.suppress(FileNotFoundError), open_state(output, make=False) as state:
        _recover(state, dirname, tell)


def _recover(state: StateFolder, dirname: str, tell: Tell) -> None:
    strange = [str(state.folder.path / name) for name in state.strangers()]
    for name in state.areas():
        try:
            area = OwnFolder.open(state.folder.path / name, state.folder)
        except (OSError, Unsafe):
            strange.append(str(state.folder.path / name))
            continue
        with area:
            found = look_at(area)
            if found.state == "left":
                strange += settle(area, state, found.job)
            elif found.state == "strange":
                strange.append(str(area.path))
            elif dirname and found.job.get("dirname") == dirname:
                raise Busy(path=dirname, pid=found.job.get("pid"), host=str(found.job.get("host")))
    if strange:
        tell(tuple(strange))


def settle(area: OwnFolder, state: StateFolder, job: Mapping[str, Any]) -> tuple[str, ...]:
    """Finish a publication that was under way, or put the old release back; then clean up.

    Gives the paths of what is not ours and stays.
    """
    name, phase = str(job.get("dirname", "")), job.get("phase")
    if name not in ("", ".", "..") and name == Path(name).name and "\0" not in name:
        place = state.output_descriptor
        staged, old = area.stat(RELEASE) is not None, area.stat(OLD) is not None
        if old and phase != "removing" and not _has(place, name):
            with contextlib.suppress(FileExistsError):
                rename_new(RELEASE if staged else OLD, name, area.descriptor, place)
        published = phase == "publishing" and area.stat(RELEASE) is None
        if published and _has(place, name):
            _file_manifest(area, state.folder, name)
    return clear(area, state.folder)


def _has(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _file_manifest(area: OwnFolder, state: OwnFolder, dirname: str) -> None:
    """Put the manifest of a release that is published now into its place."""
    if area.stat(MANIFEST) is not None:
        with open_manifests(state) as manifests:
            name = manifest_name(dirname)
            put_in_place(MANIFEST, name, area.descriptor, manifests.descriptor)
