"""The stage ``plan``: from what was settled to every name, size and text of a release. Pure."""

import attrs

from packer_core import codec
from packer_core.archives.sfv import sfv_size
from packer_core.naming.language.names import language_name
from packer_core.naming.parse import parse_name
from packer_core.nfo.render import losses
from packer_core.nfo.variables import NfoVariables, nfo_variables
from packer_core.rules.judging import apply_waivers, judge
from packer_core.stages.plan.disks import Disks, DiskWork, Texter, choose_disks
from packer_core.stages.plan.extras import plan_extras
from packer_core.stages.plan.inputs import PlanInputs
from packer_core.stages.plan.payload import payload_size
from packer_core.stages.plan.view import planned_view
from packer_core.values import (
    ExtraRequest,
    Finding,
    PlannedExtra,
    PlannedFile,
    PlannedVolume,
    ReleasePlan,
    Severity,
    Texts,
)


def plan(inputs: PlanInputs) -> ReleasePlan:
    """The release that ``pack`` will write, to the byte.

    A plan with findings that fail it is returned like any other; ``pack`` refuses it.

    Raises :class:`packer_core.errors.VolumesOverflow` where no volume size fits,
    :class:`packer_core.errors.BadConfiguration` for a template that cannot be rendered and
    :class:`packer_core.errors.PluginFailed` for a maker of extras that breaks.
    """
    variables = _variables(inputs)
    disks = choose_disks(_disk_work(inputs, variables))
    extras = plan_extras(inputs.makers, _extra_request(inputs))
    made = _assemble(inputs, disks, extras.extras)
    view = planned_view(made, parse_name(inputs.dirname, inputs.rule_set))
    verdict = judge(view, inputs.rule_set, inputs.checks, profile=inputs.profile)
    own = (*inputs.naming, *disks.findings, *extras.findings, *_lost(variables))
    found = (*inputs.description.findings, *own, *verdict.findings)
    known = [each.id for each in inputs.checks]
    finished = attrs.evolve(made, findings=apply_waivers(found, inputs.waivers, known))
    return attrs.evolve(finished, plan_hash=plan_hash(finished))


def plan_hash(plan: ReleasePlan) -> str:
    """SHA-256 of what a plan will write and why, whatever place and minute it was made in."""
    data = codec.encode(plan)
    for name in ("output", "plan_hash", "fsync", "sha256", "replace"):
        del data[name]
    for name in ("now", "tools"):
        del data["surroundings"][name]
    for extra in data["extras"]:
        del extra["size"]
    data["sources"] = [{"format": s.format, "size": s.size} for s in plan.sources]
    data["files"] = [
        {"path": f.path, "size": f.size if f.exact else None, "exact": f.exact} for f in plan.files
    ]
    data["findings"] = [[f.id, f.severity, f.waiver] for f in plan.findings]
    return codec.digest(data)


def _variables(inputs: PlanInputs) -> NfoVariables:
    """What the texts may state; the number of disks is filled in round by round."""
    metadata, text_language = inputs.description.metadata, inputs.nfo.language
    return nfo_variables(
        metadata,
        dirname=inputs.dirname,
        group=inputs.group,
        language=language_name(metadata.language or ""),
        text_language=text_language,
        kind=inputs.description.kind,
        form=inputs.form,
        rule_set=inputs.rule_set.id,
        format=inputs.source.format,
        release_date=inputs.surroundings.release_date,
        payload_size=payload_size(inputs.payload),
        tags=inputs.tags,
        notes=inputs.notes,
        credits=[each.text(text_language) for each in inputs.description.credits],
        labels=inputs.labels,
    )


def _texter(inputs: PlanInputs, variables: NfoVariables) -> Texter:
    """Renders the texts for a number of disks of a size."""

    def texts(count: int, volume_size: int | None) -> Texts:
        round_ = attrs.evolve(variables, disk_count=count, volume_size=volume_size)
        (text,) = inputs.render(inputs.nfo.source, round_, "nfo", inputs.nfo.id)
        made = Texts(nfo=text, nfo_name=f"{inputs.stem}.nfo")
        if inputs.diz is None:
            return made
        disks = inputs.render(inputs.diz.source, round_, "diz", inputs.diz.id)
        return attrs.evolve(made, diz=disks, diz_name=inputs.rule_set.diz.name)

    return texts


def _lost(variables: NfoVariables) -> list[Finding]:
    """What of the metadata the texts cannot show."""
    return [
        Finding(id="nfo.lossy", severity=Severity.INFO, subject=field, params={"lost": chars})
        for field, chars in losses(variables).items()
    ]


def _disk_work(inputs: PlanInputs, variables: NfoVariables) -> DiskWork:
    pack, fixed_ns = inputs.rule_set.pack, inputs.fixed_ns
    mtime_ns = inputs.source.mtime_ns if fixed_ns is None else fixed_ns
    return DiskWork(
        archiver=inputs.archiver,
        members=inputs.payload.members,
        stem=inputs.stem,
        volume_sizes=inputs.volume_sizes,
        max_volumes=pack.max_volumes,
        naming=pack.rar.naming,
        riders="nfo" in pack.per_zip,
        timestamp=mtime_ns // 1_000_000_000,
        utc_offset=inputs.surroundings.utc_offset if fixed_ns is None else 0,
        render=_texter(inputs, variables),
    )


def _extra_request(inputs: PlanInputs) -> ExtraRequest:
    return ExtraRequest(
        source=inputs.source,
        metadata=inputs.description.metadata,
        rule_set=inputs.rule_set,
        stem=inputs.stem,
        tools=inputs.surroundings.tools,
    )


def _assemble(inputs: PlanInputs, disks: Disks, extras: tuple[PlannedExtra, ...]) -> ReleasePlan:
    """The plan without its findings and its hash."""
    description, volumes = inputs.description, disks.archive.volumes
    return ReleasePlan(
        dirname=inputs.dirname,
        kind=description.kind,
        form=inputs.form,
        rule_set=inputs.rule_set.id,
        rule_set_hash=inputs.rule_set.hash,
        profile=inputs.profile,
        group=inputs.group,
        files=(
            *(PlannedFile(path=volume.path, size=volume.size) for volume in volumes),
            *_text_files(disks.texts),
            *((_sfv_file(inputs.stem, volumes),) if inputs.sfv else ()),
            *(PlannedFile(path=each.path, size=each.size, exact=False) for each in extras),
        ),
        texts=disks.texts,
        archive=disks.archive,
        sources=description.files,
        metadata=description.metadata,
        origins=description.origins,
        credits=description.credits,
        waivers=inputs.waivers,
        bundles=inputs.payload.bundles,
        extras=extras,
        surroundings=inputs.surroundings,
        sfv=inputs.sfv,
        sha256=inputs.sha256,
        fsync=inputs.fsync,
        output=inputs.output,
        replace=inputs.replace,
    )


def _text_files(texts: Texts) -> tuple[PlannedFile, ...]:
    nfo = PlannedFile(path=texts.nfo_name, size=len(texts.nfo))
    if not texts.diz_name:
        return (nfo,)
    return (nfo, PlannedFile(path=texts.diz_name, size=len(texts.diz[0])))


def _sfv_file(stem: str, volumes: tuple[PlannedVolume, ...]) -> PlannedFile:
    """The SFV that covers the volumes, of the size it will have."""
    return PlannedFile(path=f"{stem}.sfv", size=sfv_size([volume.path for volume in volumes]))
