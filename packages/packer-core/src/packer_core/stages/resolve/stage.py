"""From a request, a description, the settings and the surroundings to what a plan is made of."""

from attrs import evolve

from packer_core import plugins
from packer_core.errors import NotAccepted, Protected
from packer_core.guards import kinds
from packer_core.hookspecs import ExtraMaker, ReleaseKind
from packer_core.library import available
from packer_core.library.templates import renderer_of, templates_for
from packer_core.run import Run
from packer_core.stages.inspect.merge import Claim, known_values, merge
from packer_core.stages.plan.filenames import choose_stem, refuse_dirname
from packer_core.stages.plan.inputs import PlanInputs
from packer_core.stages.plan.name import BuiltDirname, NameRequest, build_dirname, form_of
from packer_core.stages.plan.payload import payload_of, payload_size
from packer_core.stages.plan.volume_sizes import volume_sizes
from packer_core.stages.resolve.request import complete_for
from packer_core.stages.resolve.surroundings import observe
from packer_core.values import Description, Origin, PackRequest, RuleSet, Surroundings


def resolve(request: PackRequest, description: Description, run: Run) -> PlanInputs:
    """Everything that a plan is made of, as things are now: nothing is left to be looked up.

    Raises :class:`Protected` and :class:`Unsupported` for inputs that are never packed,
    :class:`MissingFact` for facts that the rule set demands and nobody stated, and
    :class:`BadValue`, :class:`UnknownName`, :class:`NotFound` and :class:`Unreadable` for what the
    request states wrongly.
    """
    run = run.preferring(request.group, description.kind)
    request = complete_for(description.kind, request, run)
    rule_set = available.rule_set_for(request, description, run.settings)
    templates = templates_for(request, description, run.settings)
    _refuse(description, rule_set)
    loaded = plugins.for_settings(run.settings)
    kind = loaded.kinds().get(description.kind)
    form = form_of(request.form, rule_set, description.metadata, kind)
    description = _with_defaults(request, description, rule_set)
    name = _dirname(request, description, rule_set, form, kind)
    group = request.group or name.name.rpartition("-")[2]
    surroundings = _surroundings(request, name.name, group, rule_set, run)
    stem = _stem(request, name.name, rule_set, surroundings)
    fixed = surroundings.fixed_time
    fixed_ns = None if fixed is None else fixed * 1_000_000_000
    payload = payload_of(description.files, rule_set, stem, fixed_ns)
    further = kinds.further_sizes(kind, description.metadata, rule_set)
    size = payload_size(payload)
    return PlanInputs(
        description=description,
        rule_set=rule_set,
        surroundings=surroundings,
        form=form,
        group=group,
        dirname=name.name,
        stem=stem,
        payload=payload,
        volume_sizes=volume_sizes(request.volume_size, rule_set, size, further),
        archiver=loaded.archiver(rule_set.pack.form),
        nfo=templates.nfo,
        labels=loaded.nfo_labels(templates.nfo.language),
        diz=templates.diz if rule_set.diz.required and not rule_set.diz.forbidden else None,
        render=renderer_of(templates),
        makers=_makers(description.kind, loaded),
        checks=loaded.checks(),
        sfv=rule_set.sfv.default if request.sfv is None else request.sfv,
        profile=request.profile or "",
        tags=request.tags,
        notes=request.notes,
        waivers=request.waivers,
        naming=name.findings,
        output=request.output,
        replace=request.replace,
        sha256=request.sha256,
        fsync=request.fsync,
    )


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
    return evolve(description, metadata=merged.metadata, origins=merged.origins)


def _dirname(
    request: PackRequest,
    description: Description,
    rule_set: RuleSet,
    form: str,
    kind: ReleaseKind | None,
) -> BuiltDirname:
    """The name stated, or the one built from the metadata, with what building it cost."""
    source = description.files[0]
    if request.dirname is not None:
        refuse_dirname(request.dirname)
        return BuiltDirname(name=request.dirname)
    name = NameRequest(
        kind=kind,
        form=form,
        metadata=description.metadata,
        group=request.group or "",
        tags=request.tags,
        format=source.format,
    )
    # Even where the dirname has no place for them, the NFO has.
    return build_dirname(name, rule_set, source.path, maker=True)


def _surroundings(
    request: PackRequest, dirname: str, group: str, rule_set: RuleSet, run: Run
) -> Surroundings:
    """The world as it is now; taken are the stems of ZIPs that other releases of the year have."""
    here = observe(run.settings)
    if run.preferences is None or rule_set.pack.form != "zip-of-rar":
        return here
    year = int(here.release_date[:4])
    while True:
        stem = _stem(request, dirname, rule_set, here)
        owner = run.preferences.stem_owner(group, year, stem)
        # A stem that the user stated does not move.
        if owner in (None, dirname) or stem in here.taken:
            return here
        here = evolve(here, taken=(*here.taken, stem))


def _stem(request: PackRequest, dirname: str, rule_set: RuleSet, surroundings: Surroundings) -> str:
    return choose_stem(request.stem, request.group or "", dirname, rule_set, surroundings.taken)


def _makers(kind: str, loaded: plugins.Plugins) -> tuple[ExtraMaker, ...]:
    known = loaded.extra_makers()
    return tuple(known[id_] for id_ in sorted(known) if kind in known[id_].kinds)
