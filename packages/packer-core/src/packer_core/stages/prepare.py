"""From a request to a plan in one call: inspect, enrich, choose rule set and templates, plan."""

from packer_core import catalogue
from packer_core.run import Run
from packer_core.settings import ENRICH, Settings
from packer_core.stages.inspect import inspect
from packer_core.stages.plan import plan
from packer_core.stages.surroundings import observe
from packer_core.templates import rendering, templates_for
from packer_core.values import Description, PackRequest, ReleasePlan


def describe(request: PackRequest, run: Run) -> Description:
    """What the sources are: what they say of themselves and, where that is allowed, what others do.

    Raises what ``inspect`` and ``enrich`` raise.
    """
    description = inspect(request, run)
    if description.protection is not None or not allowed(request, run.settings):
        return description
    # The libraries of the network are loaded only where it is asked.
    from packer_core.stages.enrich import enrich

    return enrich(description, request, run)


def allowed(request: PackRequest, settings: Settings) -> bool:
    """Whether providers may be told what is known of the work."""
    return settings.get(ENRICH) if request.enrich is None else request.enrich


def completed(request: PackRequest, run: Run) -> PackRequest:
    """The request with what it leaves open (group, profile, language) from the settings."""
    return catalogue.complete(request, run.settings)


def plan_for(request: PackRequest, description: Description, run: Run) -> ReleasePlan:
    """The plan for a completed request and what is known of its sources, as things are now."""
    rule_set = catalogue.rule_set_for(request, description, run.settings)
    with rendering(templates_for(request, description, run.settings)) as templates:
        return plan(request, description, rule_set, templates, observe(run.settings))


def prepare(request: PackRequest, run: Run) -> ReleasePlan:
    """The plan for a request as things are now; raises what ``describe`` and ``plan`` raise."""
    request = completed(request, run)
    return plan_for(request, describe(request, run), run)
