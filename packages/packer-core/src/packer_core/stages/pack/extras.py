"""Making the planned files that a release holds beside its archives."""

from pathlib import Path

from packer_core import plugins
from packer_core.errors import PackerError, PluginFailed
from packer_core.hookspecs import ExtraMaker
from packer_core.run import Run
from packer_core.values import PlannedExtra, ReleasePlan


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
        raise PluginFailed.caused_by(
            error, plugin=maker.id, where="make", path=str(source)
        ) from error
