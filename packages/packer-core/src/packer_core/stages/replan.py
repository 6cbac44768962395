"""A release looked at again: what is known of it, with what the user says now."""

from pathlib import Path

from attrs import evolve

from packer_core.errors import PackerError
from packer_core.run import Run
from packer_core.stages.inspect.fields import read_fields
from packer_core.stages.inspect.merge import Claim, derive_year, known_values, merge
from packer_core.stages.inspect.stage import observe
from packer_core.stages.prepare import describe, plan_for
from packer_core.stages.resolve.request import complete
from packer_core.values import Description, FixKind, Origin, PackRequest, ReleasePlan, SourceFile


def fix_request(
    before: PackRequest, plan: ReleasePlan, fix: FixKind, changes: PackRequest
) -> PackRequest:
    """The request for a release that puts another one right.

    :param before: the request of the release, and
    :param plan: the plan it was made by: what it settled stays settled.
    :param changes: what is to be different: fields, tags, waivers, dirname, template, output;
        its notes say why. The NFO names the release put right.
    """
    tags = dict.fromkeys((*before.tags, fix.value, *changes.tags))
    return evolve(
        before,
        kind=plan.kind,
        form=plan.form,
        group=plan.group,
        rule_set=plan.rule_set,
        profile=plan.profile or None,
        fields={**before.fields, **changes.fields},
        tags=tuple(tags),
        notes=(*changes.notes, plan.dirname),
        waivers={**before.waivers, **changes.waivers},
        dirname=changes.dirname,
        stem=changes.stem,
        template=changes.template or before.template,
        output=changes.output,
        accept_defaults=True,
        expect_plan=None,
        enrich=False,
        replace=False,
    )


def replan(
    request: PackRequest, plan: ReleasePlan, description: Description | None, run: Run
) -> ReleasePlan:
    """A new plan for what another plan was made of; nobody is asked again.

    ``description`` is what was known then; without it the plan's own metadata count. Sources that
    have changed since are inspected anew. Raises what ``prepare`` raises.
    """
    request = complete(request, run)
    known = description or _described(plan)
    if not all(map(_unchanged, known.files)):
        return plan_for(request, describe(request, run), run)
    return plan_for(request, _with_stated(known, request), run)


def _described(plan: ReleasePlan) -> Description:
    return Description(
        kind=plan.kind,
        files=plan.sources,
        metadata=plan.metadata,
        origins=plan.origins,
        credits=plan.credits,
    )


def _with_stated(description: Description, request: PackRequest) -> Description:
    """The description with what the user states above all else."""
    kind = type(description.metadata)
    stated = Claim(Origin.USER, derive_year(read_fields(kind, request.fields)))
    known = Claim(Origin.FILE, known_values(description.metadata), description.origins)
    merged = merge(kind, [stated, known])
    return evolve(description, metadata=merged.metadata, origins=merged.origins)


def _unchanged(source: SourceFile) -> bool:
    try:
        found = observe(Path(source.path))
    except PackerError:
        return False
    same = (found.size, found.mtime_ns) == (source.size, source.mtime_ns)
    return same and source.ctime_ns in (0, found.ctime_ns)
