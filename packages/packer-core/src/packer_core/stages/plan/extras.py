"""Files that a release holds beside its archives: who makes them, what is planned, the making."""

from collections.abc import Iterator
from pathlib import Path

from packer_core import plugins
from packer_core.errors import PackerError, PluginFailed
from packer_core.hookspecs import ExtraMaker
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import ExtraPlan, ExtraRequest, PlannedExtra, ReleasePlan


def tools_here(settings: Settings) -> tuple[str, ...]:
    """The outside programs and libraries, of those the makers can use, that the machine has."""
    makers = plugins.for_settings(settings).extra_makers().values()
    return tuple(dict.fromkeys(tool for maker in makers for tool in maker.tools()))


def plan_extras(kind: str, request: ExtraRequest) -> ExtraPlan:
    """What all makers that serve a kind will make.

    Raises :class:`packer_core.errors.PluginFailed` for a maker that breaks.
    """
    plans = [_plan(maker, request) for maker in _makers(kind)]
    return ExtraPlan(
        extras=tuple(extra for each in plans for extra in each.extras),
        findings=tuple(finding for each in plans for finding in each.findings),
    )


def _makers(kind: str) -> Iterator[ExtraMaker]:
    # A plan is pure: it knows the plugins, not the user's settings.
    known = plugins.for_settings(Settings()).extra_makers()
    return (known[id_] for id_ in sorted(known) if kind in known[id_].kinds)


def _plan(maker: ExtraMaker, request: ExtraRequest) -> ExtraPlan:
    try:
        return maker.plan(request)
    except PackerError:
        raise
    except Exception as error:
        raise _failed(maker.id, error) from error


def make_extras(plan: ReleasePlan, release: Path, run: Run) -> None:
    """Make the planned files in a release that is being written.

    Raises :class:`packer_core.errors.InputRefused` where the source does not allow it and
    :class:`packer_core.errors.PluginFailed` for a maker that breaks, or is not there any more.
    """
    makers = plugins.for_settings(run.settings).extra_makers()
    for extra in plan.extras:
        run.checkpoint()
        if extra.maker not in makers:
            raise PluginFailed(plugin=extra.maker, reason="not installed")
        _make(makers[extra.maker], extra, Path(plan.sources[extra.source].path), release, run)


def _make(maker: ExtraMaker, extra: PlannedExtra, source: Path, release: Path, run: Run) -> None:
    target = release / extra.path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        maker.make(extra, source, target, run)
    except (PackerError, OSError):
        raise
    except Exception as error:
        raise _failed(maker.id, error) from error


def _failed(maker: str, error: Exception) -> PluginFailed:
    reason = f"{type(error).__name__}: {error}".replace("\n", " ")
    return PluginFailed(plugin=maker, reason=reason)
