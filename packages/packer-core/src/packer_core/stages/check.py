"""The stage ``check``: judge a release on the disk, whoever made it."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from packer_core import catalogue
from packer_core.archives.survey import survey
from packer_core.archives.walk import walk
from packer_core.errors import NotFound, Unsupported
from packer_core.naming.parse import parse_best, parse_name
from packer_core.rules.judging import judge
from packer_core.run import Run
from packer_core.settings import PROFILE
from packer_core.stages.manifest import read_manifest
from packer_core.stages.pulse import Pulse
from packer_core.stages.views import surveyed_view
from packer_core.values import (
    ReleaseFile,
    Report,
    RuleSet,
    StageFinished,
    StageStarted,
    Survey,
    WorkMetadata,
)


def check(
    path: str | Path,
    run: Run,
    *,
    rule_set: str | None = None,
    profile: str | None = None,
    waivers: Mapping[str, str] | None = None,
) -> Report:
    """Judge a release directory by its rule set, reading every byte of it once.

    The rule set is the one stated, that of the manifest, or the one whose grammar fits the name
    best. Waivers of the manifest count beside those given.

    Raises :class:`NotFound` and :class:`Unsupported` for a path that is no directory.
    """
    release = Path(path).absolute()
    manifest = read_manifest(release) or {}
    recorded = manifest.get("rule_set", {}).get("id")
    return check_release(
        release,
        run,
        rule_set=rule_set or recorded,
        profile=profile,
        waivers={**manifest.get("waivers", {}), **(waivers or {})},
        shown=str(path),
    )


def check_release(
    release: Path,
    run: Run,
    *,
    rule_set: str | None = None,
    name: str | None = None,
    profile: str | None = None,
    waivers: Mapping[str, str] | None = None,
    metadata: WorkMetadata | None = None,
    sha256: bool = False,
    alive: Callable[[], None] | None = None,
    shown: str | None = None,
) -> Report:
    """As :func:`check`, for a directory that does not have its name yet or whose work is known.

    ``sha256`` adds SHA-256 sums from the same read; ``alive`` is called now and then.
    """
    if not release.exists():
        raise NotFound(path=shown or str(release))
    if not release.is_dir():
        raise Unsupported(path=shown or str(release), format="no directory")
    began = time.monotonic()
    size = _size(release)
    run.emit(StageStarted(stage="check", total=size))
    read = survey(release, sha256=sha256, advance=Pulse(run, "check", size, alive).advance)
    judged_by = _rule_set(rule_set, name or release.name, run)
    view = surveyed_view(
        name or release.name, parse_name(name or release.name, judged_by), read, metadata
    )
    verdict = judge(
        view,
        judged_by,
        profile=profile or run.settings.get(PROFILE),
        waivers=waivers or {},
    )
    run.emit(StageFinished(stage="check", seconds=time.monotonic() - began))
    return Report(
        path=shown or str(release),
        rule_set=judged_by.id,
        findings=verdict.findings,
        not_judged=verdict.not_judged,
        files=_files(read),
        bytes_read=read.bytes_read,
    )


def _size(release: Path) -> int:
    """Bytes there are to read, for the progress bar only."""
    return sum(found.size for found in walk(release))


def _rule_set(stated: str | None, name: str, run: Run) -> RuleSet:
    if stated is not None:
        return catalogue.rule_set_by_id(run.settings, stated)
    known = catalogue.rule_sets(run.settings)
    return known[parse_best(name, tuple(known.values())).rule_set]


def _files(survey: Survey) -> tuple[ReleaseFile, ...]:
    return tuple(
        ReleaseFile(path=e.path, size=e.size or 0, crc32=e.crc32, sha256=e.sha256)
        for e in survey.entries
        if not e.is_dir
    )
