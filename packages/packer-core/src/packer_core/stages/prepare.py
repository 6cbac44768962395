"""From a request to a plan in one call: inspect, enrich, settle what was left open, plan."""

from attrs import evolve

from packer_core.library.templates import TextTemplates, rendering
from packer_core.run import Run
from packer_core.settings import ENRICH, Settings
from packer_core.stages.inspect.stage import inspect
from packer_core.stages.plan.stage import plan
from packer_core.stages.resolve.request import complete
from packer_core.stages.resolve.stage import resolve
from packer_core.values import Description, PackRequest, ReleasePlan


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


def plan_for(request: PackRequest, description: Description, run: Run) -> ReleasePlan:
    """The plan for a completed request and what is known of its sources, as things are now.

    Raises what ``resolve`` and ``plan`` raise.
    """
    inputs = resolve(request, description, run)
    with rendering(TextTemplates(nfo=inputs.nfo, diz=inputs.diz)) as render:
        return plan(evolve(inputs, render=render))


def prepare(request: PackRequest, run: Run) -> ReleasePlan:
    """The plan for a request as things are now; raises what ``describe`` and ``plan_for`` raise."""
    request = complete(request, run)
    return plan_for(request, describe(request, run), run)
