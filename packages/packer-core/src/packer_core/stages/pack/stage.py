"""The stage ``pack``: from a plan to a published release."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from packer_core import plugins
from packer_core.archives.bundle import write_bundle
from packer_core.archives.sfv import render_sfv
from packer_core.archives.sink import FileSink
from packer_core.errors import (
    CheckFailed,
    NoSpace,
    OutputOverlaps,
    PlanDiffers,
    RulesViolated,
    TargetExists,
)
from packer_core.files.removing import Listing
from packer_core.files.system_errors import free_bytes
from packer_core.nfo.cp437 import encode_cp437
from packer_core.run import Run
from packer_core.settings import FSYNC, SHA256_LIMIT
from packer_core.stages.check.stage import check_release
from packer_core.stages.output.disk_errors import disk_faults
from packer_core.stages.output.layout import STATE
from packer_core.stages.output.manifest import read_manifest, write_manifest
from packer_core.stages.output.publishing import sync_folder, sync_tree
from packer_core.stages.output.removal import listing_of, refuse_strange_files
from packer_core.stages.output.staging import Staging, Tell, recover, stage
from packer_core.stages.pack.extras import make_extras
from packer_core.stages.plan.filenames import refuse_names
from packer_core.stages.progress import ByteProgress
from packer_core.values import (
    Release,
    ReleasePlan,
    Report,
    SourceFile,
    StageFinished,
    StageStarted,
    Warned,
    WrittenFile,
)
from packer_core.version import VERSION

#: Room in bytes that a release needs beside its own files: folders, ``job.json``, the manifest.
HEADROOM = 1 << 20


def pack(plan: ReleasePlan, run: Run, *, expect_plan: str | None = None) -> Release:
    """Write a planned release, check what was written, and give it its name in one step.

    Before the last step nothing has the release's name; whatever stops the work leaves nothing.
    Sources are read once and never changed.

    Raises :class:`RulesViolated` for a plan with findings that fail it, :class:`PlanDiffers` when
    its hash is not ``expect_plan``, :class:`Conflict` for a target that exists, an output that
    overlaps a source, too little room or a source that changed, :class:`CheckFailed` when the
    written release does not pass, :class:`Cancelled` when the run was stopped.
    """
    began = time.monotonic()
    output = Path(plan.output).absolute()
    _refuse(plan, output, expect_plan, run)
    replaced = _replaced(output / plan.dirname, run) if plan.replace else None
    bundled = sum(bundle.size for bundle in plan.bundles)
    run.emit(StageStarted(stage="pack", total=_payload(plan) + bundled))
    with disk_faults(output, plan.size), stage(output, plan.dirname, _teller(run)) as staging:
        written = _write(plan, staging, run)
        report = _prove(plan, staging.release, written, run, staging.renew)
        write_manifest(staging.manifest, plan, report.files, VERSION, run.job)
        safe = run.settings.get(FSYNC) if plan.fsync is None else plan.fsync
        if safe:
            sync_tree(staging.release)
        # A process that slept may have lost the job to another one meanwhile.
        run.checkpoint()
        staging.publish(replacing=replaced)
        if safe:
            sync_folder(output)
    run.emit(StageFinished(stage="pack", seconds=time.monotonic() - began))
    return _release(plan, report)


def take_up(plan: ReleasePlan, run: Run) -> Release | None:
    """The release of a plan that this job published already, before it was killed.

    What killed processes left in the output is finished or undone first. ``None`` where the
    release is not there, is another job's, or does not pass as it is. Raises
    :class:`packer_core.errors.Busy` while a living process makes the same release.
    """
    refuse_names(plan)
    output = Path(plan.output).absolute()
    final = output / plan.dirname
    with disk_faults(output, plan.size):
        recover(output, plan.dirname, _teller(run))
        manifest = read_manifest(final) if final.is_dir() else None
        if manifest is None or not run.job or manifest.get("job") != run.job:
            return None
        began = time.monotonic()
        run.emit(StageStarted(stage="pack"))
        try:
            report = _prove(plan, final, (), run)
        except CheckFailed:
            return None
        finally:
            run.emit(StageFinished(stage="pack", seconds=time.monotonic() - began))
    return _release(plan, report)


def _release(plan: ReleasePlan, report: Report) -> Release:
    return Release(
        dirname=plan.dirname,
        path=str(Path(plan.output) / plan.dirname),
        files=report.files,
        report=report,
        plan_hash=plan.plan_hash,
    )


def _refuse(plan: ReleasePlan, output: Path, expect_plan: str | None, run: Run) -> None:
    """Raise for whatever forbids packing, before a byte is written."""
    if expect_plan is not None and expect_plan != plan.plan_hash:
        raise PlanDiffers(expected=expect_plan, found=plan.plan_hash, diff="")
    refuse_names(plan)
    if not plan.acceptable:
        ids = ", ".join(sorted({finding.id for finding in plan.findings if finding.fails}))
        raise RulesViolated(dirname=plan.dirname, rule_set=plan.rule_set, ids=ids)
    final = output / plan.dirname
    for source in plan.sources:
        _refuse_overlap(Path(source.path), final, output)
    if os.path.lexists(final):
        if not plan.replace:
            raise TargetExists(path=str(final))
        refuse_strange_files(final, _replaced(final, run))
    free, needed = free_bytes(output), _room(plan)
    if free < needed:
        raise NoSpace(path=str(output), needed=needed, free=free)


def _replaced(final: Path, run: Run) -> Listing:
    """What the release holds that is replaced: by its manifest, else by the record of it."""
    return listing_of(
        final, () if run.preferences is None else run.preferences.release_files(str(final))
    )


def _teller(run: Run) -> Tell:
    """Warns of what lies in the state folder and is not ours."""

    def tell(paths: tuple[str, ...]) -> None:
        params = (("paths", ", ".join(paths)),)
        run.emit(Warned(stage="pack", key="pack.left_alone", params=params))

    return tell


def _refuse_overlap(source: Path, final: Path, output: Path) -> None:
    """The output must not be the source, lie below it, or put a release around it."""
    # Unlike `Path.resolve`, it stops at links that lead to themselves: opening them is refused.
    real, target, folder = (Path(os.path.realpath(each)) for each in (source, final, output))
    inside = real in (target, folder) or real in target.parents
    around = target in real.parents or folder / STATE in real.parents
    if inside or around:
        raise OutputOverlaps(path=str(final), source=str(source))


def _room(plan: ReleasePlan) -> int:
    """Bytes that making the release takes while it lasts."""
    return plan.size + sum(bundle.size for bundle in plan.bundles) + HEADROOM


def _payload(plan: ReleasePlan) -> int:
    return sum(member.size for member in plan.archive.request.members)


def _write(plan: ReleasePlan, staging: Staging, run: Run) -> Sequence[WrittenFile]:
    """Archives, texts, SFV and extras into the staging area."""
    bundled = sum(bundle.size for bundle in plan.bundles)
    pulse = ByteProgress(run, "pack", _payload(plan) + bundled, staging.renew)
    texts = _texts(plan)
    with FileSink(
        staging.release,
        sources=(*plan.sources, *_write_bundles(plan, staging, pulse)),
        riders=texts,
        advance=pulse.advance,
    ) as sink:
        archiver = plugins.for_settings(run.settings).archiver(plan.archive.shape)
        written = archiver.write(plan.archive, sink, run)
    for name, disks in texts.items():
        (staging.release / name).write_bytes(disks[0])
    if plan.sfv:
        sums = [(file.path, file.crc32) for file in written]
        name = f"{plan.archive.request.stem}.sfv"
        (staging.release / name).write_bytes(render_sfv(sums))
    make_extras(plan, staging.release, run)
    return written


def _write_bundles(plan: ReleasePlan, staging: Staging, pulse: ByteProgress) -> list[SourceFile]:
    """The archives that go into the release's own, made beside it, pinned like any source."""
    made = []
    for number, bundle in enumerate(plan.bundles):
        path = staging.scratch / f"bundle{number}"
        offset = plan.archive.request.utc_offset
        with (
            FileSink(staging.scratch, sources=plan.sources, advance=pulse.advance) as sink,
            path.open("xb") as target,
        ):
            write_bundle(bundle.members, sink.source, target.fileno(), offset, pulse.advance)
        status = path.stat()
        made.append(
            SourceFile(
                path=str(path), format="zip", size=status.st_size, mtime_ns=status.st_mtime_ns
            )
        )
    return made


def _texts(plan: ReleasePlan) -> dict[str, tuple[bytes, ...]]:
    """The bytes of the texts by name, one for each disk or one for all."""
    texts: dict[str, tuple[bytes, ...]] = {
        plan.texts.nfo_name: (encode_cp437(plan.texts.nfo).data,)
    }
    if plan.texts.diz_name:
        texts[plan.texts.diz_name] = tuple(encode_cp437(text).data for text in plan.texts.diz)
    return texts


def _prove(
    plan: ReleasePlan,
    release: Path,
    written: Sequence[WrittenFile],
    run: Run,
    alive: Callable[[], None] = lambda: None,
) -> Report:
    """Check the release of a plan as any other, and against the plan."""
    sha256 = plan.size <= run.settings.get(SHA256_LIMIT) if plan.sha256 is None else plan.sha256
    report = check_release(
        release,
        run,
        rule_set=plan.rule_set,
        name=plan.dirname,
        profile=plan.profile or None,
        waivers=plan.waivers,
        metadata=plan.metadata,
        sha256=sha256,
        alive=alive,
    )
    failed = {finding.id for finding in report.findings if finding.fails}
    if not failed:
        failed = _differences(plan, written, report)
    if failed:
        raise CheckFailed(ids=", ".join(sorted(failed)))
    return report


def _differences(plan: ReleasePlan, written: Sequence[WrittenFile], report: Report) -> set[str]:
    """The files that are not as long as planned, or not what was written."""
    found = {file.path: (file.size, file.crc32) for file in report.files}
    sizes = {path: size for path, (size, _crc32) in found.items()}
    planned = {file.path: file.size for file in plan.files if file.exact}
    wrong = {path for path, size in planned.items() if sizes.get(path) != size}
    return wrong | {
        file.path for file in written if found.get(file.path) != (file.size, file.crc32)
    }
