"""The stage ``check``: judge a release on the disk, whoever made it."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from packer_core import plugins
from packer_core.archives.reading.survey import survey
from packer_core.archives.reading.walk import release_size
from packer_core.errors import NotFound, Unsupported
from packer_core.library import available
from packer_core.naming.parse import parse_best, parse_name
from packer_core.run import Run
from packer_core.settings import PROFILE
from packer_core.stages.check.ruling import Ruling, Standards, known_findings, rule_on
from packer_core.stages.check.samples import read_media
from packer_core.stages.check.survey_findings import survey_findings
from packer_core.stages.check.view import surveyed_view
from packer_core.stages.output.disk_errors import disk_faults
from packer_core.stages.output.manifest import read_manifest
from packer_core.stages.progress import ByteProgress
from packer_core.values import (
    ReleaseFile,
    ReleaseView,
    Report,
    RuleSet,
    StageFinished,
    StageStarted,
    Survey,
    WorkMetadata,
)


@frozen(kw_only=True)
class CheckOptions:
    """By what to judge: ``None`` is what the manifest, the name or the settings say.

    ``receivers`` are ids of receiving sites; ``waivers`` reasons by the id of a finding.
    """

    rule_set: str | None = None
    profile: str | None = None
    receivers: Sequence[str] = ()
    waivers: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Examined:
    """A release that was read once: what is in it, how the checks see it, what they say."""

    survey: Survey
    view: ReleaseView
    standards: Standards
    report: Report


def check(
    path: str | Path,
    run: Run,
    *,
    rule_set: str | None = None,
    profile: str | None = None,
    receivers: Sequence[str] = (),
    waivers: Mapping[str, str] | None = None,
) -> Report:
    """Judge a release directory by its rule set, reading every byte of it once.

    The rule set is the one stated, that of the manifest, or the one whose grammar fits the name
    best. Waivers of the manifest count beside those given. What ``receivers`` would refuse are
    findings too.

    Raises :class:`NotFound` and :class:`Unsupported` for a path that is no directory.
    """
    options = CheckOptions(
        rule_set=rule_set, profile=profile, receivers=receivers, waivers=waivers or {}
    )
    return examine(path, run, options).report


def examine(path: str | Path, run: Run, options: CheckOptions, *, sha256: bool = False) -> Examined:
    """As :func:`check`, with everything that was read."""
    release = Path(path).absolute()
    manifest = read_manifest(release) or {}
    standards = _standards(options, manifest, release.name, run)
    return _examine(release, release.name, run, standards, shown=str(path), sha256=sha256)


def check_release(
    release: Path,
    run: Run,
    *,
    rule_set: str,
    name: str,
    profile: str | None = None,
    waivers: Mapping[str, str] | None = None,
    metadata: WorkMetadata | None = None,
    sha256: bool = False,
    alive: Callable[[], None] | None = None,
) -> Report:
    """As :func:`check`, for a directory that does not have its name yet and whose work is known.

    ``sha256`` adds SHA-256 sums from the same read; ``alive`` is called now and then.
    """
    options = CheckOptions(rule_set=rule_set, profile=profile, waivers=waivers or {})
    standards = _standards(options, {}, name, run)
    examined = _examine(
        release, name, run, standards, metadata=metadata, sha256=sha256, alive=alive
    )
    return examined.report


def _examine(
    release: Path,
    name: str,
    run: Run,
    standards: Standards,
    *,
    metadata: WorkMetadata | None = None,
    sha256: bool = False,
    alive: Callable[[], None] | None = None,
    shown: str = "",
) -> Examined:
    shown = shown or str(release)
    if not release.exists():
        raise NotFound(path=shown)
    if not release.is_dir():
        raise Unsupported(path=shown, format="no directory")
    began = time.monotonic()
    with disk_faults(release, 0):
        size = release_size(release)
        run.emit(StageStarted(stage="check", total=size))
        read = survey(
            release, sha256=sha256, advance=ByteProgress(run, "check", size, alive).advance
        )
    parsed = parse_name(name, standards.rule_set)
    media = read_media(release, read.entries, standards.rule_set, run)
    view = surveyed_view(name, parsed, read, metadata, media)
    ruling = rule_on(view, standards)
    run.emit(StageFinished(stage="check", seconds=time.monotonic() - began))
    report = _report(shown, read, standards, ruling)
    return Examined(survey=read, view=view, standards=standards, report=report)


def _report(shown: str, read: Survey, standards: Standards, ruling: Ruling) -> Report:
    return Report(
        path=shown,
        rule_set=standards.rule_set.id,
        findings=(*ruling.findings, *survey_findings(read)),
        not_judged=ruling.not_judged,
        receivers=ruling.receivers,
        files=_files(read),
        bytes_read=read.bytes_read,
    )


def _standards(
    options: CheckOptions, manifest: Mapping[str, Any], name: str, run: Run
) -> Standards:
    waivers = {**manifest.get("waivers", {}), **options.waivers}
    return Standards(
        rule_set=_rule_set(options.rule_set, manifest, name, run),
        checks=plugins.for_settings(run.settings).checks(),
        profile=options.profile or run.settings.get(PROFILE),
        receivers=available.receivers_by_id(options.receivers),
        waivers=waivers,
        known=known_findings(waivers, run.settings) if waivers else (),
    )


def _rule_set(stated: str | None, manifest: Mapping[str, Any], name: str, run: Run) -> RuleSet:
    """The set stated, that of the manifest where it is still there, or the one the name fits."""
    if stated is not None:
        return available.rule_set_by_id(run.settings, stated)
    known = available.rule_sets(run.settings)
    recorded = manifest.get("rule_set", {}).get("id")
    if recorded in known:
        return known[recorded]
    return known[parse_best(name, tuple(known.values())).rule_set]


def _files(survey: Survey) -> tuple[ReleaseFile, ...]:
    return tuple(
        ReleaseFile(path=e.path, size=e.size or 0, crc32=e.crc32, sha256=e.sha256)
        for e in survey.entries
        if not e.is_dir
    )
