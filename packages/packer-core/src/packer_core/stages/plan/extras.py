"""Files that a release will hold beside its archives. Pure."""

from collections.abc import Iterable

from packer_core.errors import PackerError, PluginFailed
from packer_core.guards.types import typed
from packer_core.hookspecs import ExtraMaker
from packer_core.values import ExtraPlan, ExtraRequest


def plan_extras(makers: Iterable[ExtraMaker], request: ExtraRequest) -> ExtraPlan:
    """What the makers will make.

    Raises :class:`packer_core.errors.PluginFailed` for a maker that breaks.
    """
    plans = [_plan(maker, request) for maker in makers]
    return ExtraPlan(
        extras=tuple(extra for each in plans for extra in each.extras),
        findings=tuple(finding for each in plans for finding in each.findings),
    )


def _plan(maker: ExtraMaker, request: ExtraRequest) -> ExtraPlan:
    try:
        planned = maker.plan(request)
    except PackerError:
        raise
    except Exception as error:
        raise PluginFailed.caused_by(error, plugin=maker.id, where="plan") from error
    return typed(planned, ExtraPlan, plugin=maker.id, where="plan")
