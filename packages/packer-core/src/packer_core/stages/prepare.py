"""From a request to a plan in one call: inspect, enrich, choose rule set and templates, plan."""

from collections.abc import Callable

from attrs import evolve

from packer_core import catalogue
from packer_core.errors import BadValue
from packer_core.run import Run
from packer_core.settings import ENRICH, Settings
from packer_core.stages.inspect.stage import inspect
from packer_core.stages.plan.stage import plan
from packer_core.stages.resolve.surroundings import observe
from packer_core.templates import rendering, templates_for
from packer_core.values import Description, PackRequest, ReleasePlan, RuleSet, Surroundings


def describe(request: PackRequest, run: Run) -> Description:
    """What the sources are: what they say of themselves and, where that is allowed, what others do.

    Raises what ``inspect`` and ``enrich`` raise.
    """
    description = inspect(request, run)
    if description.protection is not None or not allowed(request, run.settings):
        return description
    # The libraries of the network are loaded only where it is asked.
    from packer_core.stages.enrich.stage import enrich

    return enrich(description, request, run)


def allowed(request: PackRequest, settings: Settings) -> bool:
    """Whether providers may be told what is known of the work."""
    return settings.get(ENRICH) if request.enrich is None else request.enrich


def completed(request: PackRequest, run: Run) -> PackRequest:
    """The request with what it leaves open (group, profile, language) from the settings.

    Where something is remembered, the group's and the user's preferences are settings, too.
    """
    asked = run.preferring(request.group, request.kind)
    named = catalogue.complete(request, asked.settings).group
    return catalogue.complete(request, run.preferring(named, request.kind).settings)


def plan_for(request: PackRequest, description: Description, run: Run) -> ReleasePlan:
    """The plan for a completed request and what is known of its sources, as things are now.

    Raises what ``plan`` raises, and :class:`BadValue` for a tag that the group forbids.
    """
    run = run.preferring(request.group, description.kind)
    request = _with_tags(catalogue.preferred(request, run.settings), description.kind, run)
    rule_set = catalogue.rule_set_for(request, description, run.settings)
    with rendering(templates_for(request, description, run.settings)) as templates:
        return _with_free_stem(
            lambda here: plan(request, description, rule_set, templates, here),
            observe(run.settings),
            rule_set,
            run,
        )


def prepare(request: PackRequest, run: Run) -> ReleasePlan:
    """The plan for a request as things are now; raises what ``describe`` and ``plan`` raise."""
    request = completed(request, run)
    return plan_for(request, describe(request, run), run)


def _with_tags(request: PackRequest, kind: str, run: Run) -> PackRequest:
    """The request with the tags that the group puts on all its releases."""
    if run.memory is None or not request.group:
        return request
    rules = run.memory.tag_rules(request.group)
    stated = {tag.casefold() for tag in request.tags}
    for tag in rules.never_for(kind):
        if tag.casefold() in stated:
            raise BadValue(field="tags", value=tag, expected=f"tags that {request.group} allows")
    added = (tag for tag in rules.always_for(kind) if tag.casefold() not in stated)
    return evolve(request, tags=(*request.tags, *added))


def _with_free_stem(
    make: Callable[[Surroundings], ReleasePlan],
    surroundings: Surroundings,
    rule_set: RuleSet,
    run: Run,
) -> ReleasePlan:
    """The plan whose ZIPs have a stem that the group has not used this year for another release."""
    made = make(surroundings)
    if run.memory is None or rule_set.pack.form != "zip-of-rar":
        return made
    year = int(surroundings.release_date[:4])
    while True:
        stem = made.archive.request.stem
        owner = run.memory.stem_owner(made.group, year, stem)
        # A stem that the user stated does not move.
        if owner in (None, made.dirname) or stem in surroundings.taken:
            return made
        surroundings = evolve(surroundings, taken=(*surroundings.taken, stem))
        made = make(surroundings)
