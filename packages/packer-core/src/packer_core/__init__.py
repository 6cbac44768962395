"""Packer, the library: a file becomes a finished, proven release directory.

The stages are functions from values to values: :func:`inspect`, :func:`enrich`, :func:`resolve`,
:func:`plan`, :func:`pack`, :func:`check`. :func:`prepare` makes a plan from a request in one call,
:func:`expand` makes of a folder the requests of the releases in it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from packer_core.errors import PackerError
    from packer_core.library.available import rule_set_for, rule_sets
    from packer_core.run import Run
    from packer_core.settings import Settings, load_settings
    from packer_core.stages.check.stage import check
    from packer_core.stages.enrich.stage import enrich
    from packer_core.stages.inspect.sources import expand
    from packer_core.stages.inspect.stage import inspect
    from packer_core.stages.pack.stage import pack
    from packer_core.stages.plan.inputs import PlanInputs
    from packer_core.stages.plan.stage import plan
    from packer_core.stages.prepare import prepare
    from packer_core.stages.resolve.stage import resolve
    from packer_core.stages.resolve.surroundings import observe
    from packer_core.values import (
        BookMetadata,
        Candidate,
        Description,
        DocumentMetadata,
        EpisodeMetadata,
        Finding,
        PackRequest,
        Release,
        ReleasePlan,
        Report,
        Source,
        Surroundings,
    )
    from packer_core.version import VERSION

_HOMES = {
    "packer_core.library.available": ("rule_set_for", "rule_sets"),
    "packer_core.errors": ("PackerError",),
    "packer_core.run": ("Run",),
    "packer_core.settings": ("Settings", "load_settings"),
    "packer_core.stages.check.stage": ("check",),
    "packer_core.stages.enrich.stage": ("enrich",),
    "packer_core.stages.inspect.stage": ("inspect",),
    "packer_core.stages.pack.stage": ("pack",),
    "packer_core.stages.plan.inputs": ("PlanInputs",),
    "packer_core.stages.plan.stage": ("plan",),
    "packer_core.stages.prepare": ("prepare",),
    "packer_core.stages.resolve.stage": ("resolve",),
    "packer_core.stages.inspect.sources": ("expand",),
    "packer_core.stages.resolve.surroundings": ("observe",),
    "packer_core.values": (
        "BookMetadata",
        "Candidate",
        "Description",
        "DocumentMetadata",
        "EpisodeMetadata",
        "Finding",
        "PackRequest",
        "Release",
        "ReleasePlan",
        "Report",
        "Source",
        "Surroundings",
    ),
    "packer_core.version": ("VERSION",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "VERSION",
    "BookMetadata",
    "Candidate",
    "Description",
    "DocumentMetadata",
    "EpisodeMetadata",
    "Finding",
    "PackRequest",
    "PackerError",
    "PlanInputs",
    "Release",
    "ReleasePlan",
    "Report",
    "Run",
    "Settings",
    "Source",
    "Surroundings",
    "check",
    "enrich",
    "expand",
    "inspect",
    "load_settings",
    "observe",
    "pack",
    "plan",
    "prepare",
    "resolve",
    "rule_set_for",
    "rule_sets",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: nothing costs time before it is needed."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
