"""From a request to a plan in one call: inspect, choose rule set and templates, plan."""

from packer_core import catalogue
from packer_core.run import Run
from packer_core.stages.inspect import inspect
from packer_core.stages.plan import plan
from packer_core.stages.surroundings import observe
from packer_core.templates import rendering, templates_for
from packer_core.values import PackRequest, ReleasePlan


def prepare(request: PackRequest, run: Run) -> ReleasePlan:
    """The plan for a request as things are now; raises what ``inspect`` and ``plan`` raise.

    What the request leaves open (group, profile, language) is taken from the settings.
    """
    request = catalogue.complete(request, run.settings)
    description = inspect(request, run)
    rule_set = catalogue.rule_set_for(request, description, run.settings)
    with rendering(templates_for(request, description, run.settings)) as templates:
        return plan(request, description, rule_set, templates, observe(run.settings))
