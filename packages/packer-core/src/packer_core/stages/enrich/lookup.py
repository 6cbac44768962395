"""Who is asked in a lookup: the providers, the time they have, and what went wrong with them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from attrs import frozen

from packer_core.errors import PackerError, PluginFailed, ProviderProblem
from packer_core.hookspecs import Enricher
from packer_core.http import Budget, Service
from packer_core.run import Run
from packer_core.settings import BUDGET
from packer_core.stages.enrich import providers
from packer_core.stages.enrich.parallel import ask_each
from packer_core.values import Description, PackRequest

T = TypeVar("T")


@frozen(kw_only=True)
class Inquiry:
    """Who is asked, within what time, and what went wrong."""

    enrichers: Mapping[str, Enricher]
    services: Mapping[str, Service]
    problems: list[PackerError]
    budget: Budget
    run: Run

    def each(self, work: Callable[[str], T], names: Sequence[str]) -> dict[str, T]:
        """What the named providers gave; what went wrong with one of them is noted.

        Raises what is no provider's fault: a recording that is none, a stop.
        """
        tasks = {name: partial(work, name) for name in names}
        results: dict[str, T] = {}
        for name, result in ask_each(tasks, self.budget, self.run).items():
            if isinstance(result, ProviderProblem | PluginFailed):
                self.problems.append(result)
            elif isinstance(result, PackerError):
                raise result
            else:
                results[name] = result
        return results


def open_inquiry(description: Description, request: PackRequest, run: Run) -> Inquiry:
    """The providers that can be asked; one that lacks its key is told if it was asked for."""
    budget = Budget(run.settings.get(BUDGET))
    chosen = providers.chosen(description.kind, request.providers, run.settings)
    services = {name: providers.service(each, budget, run) for name, each in chosen.items()}
    inquiry = Inquiry(
        enrichers={name: each for name, each in chosen.items() if not services[name].missing},
        services=services,
        problems=[],
        budget=budget,
        run=run,
    )
    for name in chosen if request.providers else ():
        try:
            providers.require_credentials(services[name])
        except ProviderProblem as problem:
            inquiry.problems.append(problem)
    return inquiry
