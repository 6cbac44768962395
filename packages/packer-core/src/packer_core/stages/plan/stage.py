"""The stage ``plan``: from a description to every name, size and text of a release. Pure."""

from collections.abc import Callable

import attrs
from attrs import frozen

from packer_core import codec, plugins
from packer_core.errors import NotAccepted, Protected
from packer_core.naming.languages import language_name
from packer_core.naming.parse import parse_name
from packer_core.nfo.render import losses
from packer_core.nfo.variables import NfoVariables, nfo_variables
from packer_core.rules.judging import apply_waivers, judge
from packer_core.settings import Settings
from packer_core.stages.inspect.merge import Claim, known_values, merge
from packer_core.stages.plan.disks import Disks, DiskWork, choose_disks
from packer_core.stages.plan.extras import plan_extras
from packer_core.stages.plan.filenames import choose_stem, refuse_dirname, sfv_file
from packer_core.stages.plan.name import NameRequest, build_dirname, form_of
from packer_core.stages.plan.payload import Payload, payload_of, payload_size
from packer_core.stages.plan.views import planned_view
from packer_core.stages.plan.volume_sizes import volume_sizes
from packer_core.templates import TextTemplates
from packer_core.values import (
    Description,
    ExtraRequest,
    Finding,
    Origin,
    PackRequest,
    PlannedExtra,
    PlannedFile,
    ReleasePlan,
    RuleSet,
    Severity,
    SourceFile,
    Surroundings,
    Texts,
)


@frozen
class _Outline:
    """What is settled before the disks are counted."""

    request: PackRequest
    description: Description
    rule_set: RuleSet
    surroundings: Surroundings
    form: str
    dirname: str
    stem: str
    payload: Payload

    @property
    def source(self) -> SourceFile:
        """The work."""
        return self.description.files[0]

    @property
    def group(self) -> str:
        """The group stated, else the one that the dirname ends in."""
        return self.request.group or self.dirname.rpartition("-")[2]


def plan(
    request: PackRequest,
    description: Description,
    rule_set: RuleSet,
    templates: TextTemplates,
    surroundings: Surroundings,
) -> ReleasePlan:
    """The release that ``pack`` will write, to the byte.

    A plan with findings that fail it is returned like any other; ``pack`` refuses it.

    Raises :class:`Protected` and :class:`Unsupported` for inputs that are never packed,
    :class:`MissingFact` for facts that the rule set demands and nobody stated,
    :class:`BadValue` and :class:`UnknownName` for what the request states wrongly, and
    :class:`VolumesOverflow` where no volume size fits.
    """
    _refuse(description, rule_set)
    form = form_of(request.form, rule_set, description.metadata)
    description = _with_defaults(request, description, rule_set)
    dirname, named = _dirname(request, description, rule_set, form)
    outline = _outline(request, description, rule_set, surroundings, form, dirname)
    variables = _variables(outline, templates.nfo.language)
    disks = choose_disks(_disk_work(outline, _renderer(outline, variables, templates)))
    extras = plan_extras(description.kind, _extra_request(outline))
    made = _assemble(outline, disks, extras.extras)
    view = planned_view(made, parse_name(dirname, rule_set))
    verdict = judge(view, rule_set, profile=request.profile)
    own = (*named, *disks.findings, *extras.findings, *_lost(variables))
    found = (*description.findings, *own, *verdict.findings)
    finished = attrs.evolve(made, findings=apply_waivers(found, request.waivers))
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


def _refuse(description: Description, rule_set: RuleSet) -> None:
    """Raise for an input that no setting and no waiver makes acceptable."""
    source = description.files[0]
    if description.protection is not None:
        raise Protected(
            path=source.path,
            scheme=description.protection.scheme,
            detail=description.protection.detail,
        )
    if not any(file.format in rule_set.input.extensions for file in description.files):
        raise NotAccepted(
            path=source.path,
            format=source.format,
            rule_set=rule_set.id,
            accepted=", ".join(rule_set.input.extensions),
        )


def _with_defaults(
    request: PackRequest, description: Description, rule_set: RuleSet
) -> Description:
    """The description with the rule set's answers for facts that nobody stated."""
    if not request.accept_defaults:
        return description
    stated = Claim(Origin.USER, known_values(description.metadata), description.origins)
    defaults = Claim(Origin.DEFAULT, dict(rule_set.dirname.defaults))
    merged = merge(type(description.metadata), [stated, defaults])
    return attrs.evolve(description, metadata=merged.metadata, origins=merged.origins)


def _dirname(
    request: PackRequest, description: Description, rule_set: RuleSet, form: str
) -> tuple[str, tuple[Finding, ...]]:
    """The name stated, or the one built from the metadata, with what building it cost."""
    source = description.files[0]
    if request.dirname is not None:
        refuse_dirname(request.dirname)
        return request.dirname, ()
    name = NameRequest(
        form=form,
        metadata=description.metadata,
        group=request.group or "",
        tags=request.tags,
        format=source.format,
    )
    # Even where the dirname has no place for them, the NFO has.
    built = build_dirname(name, rule_set, source.path, maker=True)
    return built.name, built.findings


def _variables(outline: _Outline, text_language: str) -> NfoVariables:
    """What the texts may state; the number of disks is filled in round by round."""
    metadata, source = outline.description.metadata, outline.source
    return nfo_variables(
        metadata,
        dirname=outline.dirname,
        group=outline.group,
        language=language_name(metadata.language or ""),
        text_language=text_language,
        kind=outline.description.kind,
        form=outline.form,
        rule_set=outline.rule_set.id,
        format=source.format,
        release_date=outline.surroundings.release_date,
        payload_size=payload_size(outline.payload),
        tags=outline.request.tags,
        notes=outline.request.notes,
        credits=[each.text(text_language) for each in outline.description.credits],
    )


def _outline(
    request: PackRequest,
    description: Description,
    rule_set: RuleSet,
    surroundings: Surroundings,
    form: str,
    dirname: str,
) -> _Outline:
    stem = choose_stem(request, dirname, rule_set, surroundings.taken)
    payload = payload_of(description.files, rule_set, stem, _fixed_ns(surroundings))
    return _Outline(request, description, rule_set, surroundings, form, dirname, stem, payload)


def _fixed_ns(surroundings: Surroundings) -> int | None:
    fixed = surroundings.fixed_time
    return None if fixed is None else fixed * 1_000_000_000


def _extra_request(outline: _Outline) -> ExtraRequest:
    return ExtraRequest(
        source=outline.source,
        metadata=outline.description.metadata,
        rule_set=outline.rule_set,
        stem=outline.stem,
        tools=outline.surroundings.tools,
    )


def _renderer(
    outline: _Outline, variables: NfoVariables, templates: TextTemplates
) -> Callable[..., Texts]:
    """Renders the texts for a number of disks of a size."""
    rules = outline.rule_set.diz
    diz = None if rules.forbidden or not rules.required else templates.diz

    def render(count: int, volume_size: int | None) -> Texts:
        round_ = attrs.evolve(variables, disk_count=count, volume_size=volume_size)
        (text,) = templates.render(templates.nfo.source, round_, "nfo", templates.nfo.id)
        texts = Texts(nfo=text, nfo_name=f"{outline.stem}.nfo")
        if diz is None:
            return texts
        disks = templates.render(diz.source, round_, "diz", diz.id)
        return attrs.evolve(texts, diz=disks, diz_name=rules.name)

    return render


def _lost(variables: NfoVariables) -> list[Finding]:
    """What of the metadata the texts cannot show."""
    return [
        Finding(id="nfo.lossy", severity=Severity.INFO, subject=field, params={"lost": chars})
        for field, chars in losses(variables).items()
    ]


def _disk_work(outline: _Outline, render: Callable[..., Texts]) -> DiskWork:
    request, rule_set = outline.request, outline.rule_set
    fixed_ns = _fixed_ns(outline.surroundings)
    mtime_ns = outline.source.mtime_ns if fixed_ns is None else fixed_ns
    metadata, payload = outline.description.metadata, outline.payload
    return DiskWork(
        archiver=plugins.for_settings(Settings()).archiver(rule_set.pack.form),
        members=payload.members,
        stem=outline.stem,
        volume_sizes=volume_sizes(request, rule_set, metadata, payload_size(payload)),
        max_volumes=rule_set.pack.max_volumes,
        naming=rule_set.pack.rar.naming,
        riders="nfo" in rule_set.pack.per_zip,
        timestamp=mtime_ns // 1_000_000_000,
        utc_offset=outline.surroundings.utc_offset if fixed_ns is None else 0,
        render=render,
    )


def _assemble(outline: _Outline, disks: Disks, extras: tuple[PlannedExtra, ...]) -> ReleasePlan:
    """The plan without its findings and its hash."""
    request, rule_set = outline.request, outline.rule_set
    sfv = rule_set.sfv.default if request.sfv is None else request.sfv
    volumes = disks.archive.volumes
    return ReleasePlan(
        dirname=outline.dirname,
        kind=outline.description.kind,
        form=outline.form,
        rule_set=rule_set.id,
        rule_set_hash=rule_set.hash,
        profile=request.profile or "",
        group=outline.group,
        files=(
            *(PlannedFile(path=volume.path, size=volume.size) for volume in volumes),
            *_text_files(disks.texts),
            *((sfv_file(outline.stem, volumes),) if sfv else ()),
            *(PlannedFile(path=each.path, size=each.size, exact=False) for each in extras),
        ),
        texts=disks.texts,
        archive=disks.archive,
        sources=outline.description.files,
        metadata=outline.description.metadata,
        origins=outline.description.origins,
        credits=outline.description.credits,
        waivers=request.waivers,
        bundles=outline.payload.bundles,
        extras=extras,
        surroundings=outline.surroundings,
        sfv=sfv,
        sha256=request.sha256,
        fsync=request.fsync,
        output=request.output,
        replace=request.replace,
    )


def _text_files(texts: Texts) -> tuple[PlannedFile, ...]:
    nfo = PlannedFile(path=texts.nfo_name, size=len(texts.nfo))
    if not texts.diz_name:
        return (nfo,)
    return (nfo, PlannedFile(path=texts.diz_name, size=len(texts.diz[0])))
