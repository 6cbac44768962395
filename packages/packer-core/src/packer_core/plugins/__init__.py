"""Plugins: found, loaded, and asked through one typed facade.

Core's own implementations come from :data:`BUILT_INS`; the packages of the project and those of
strangers come by the entry-point group ``packer.plugins``. A broken package of the project is
fatal; a broken stranger is named by :attr:`Plugins.loaded` and left out whole.
"""

from packer_core.plugins.facade import LoadedPlugin, Plugins
from packer_core.plugins.loading import (
    BUILT_INS,
    ENTRY_POINTS,
    FIRST_PARTY,
    for_settings,
    load,
)

__all__ = [
    "BUILT_INS",
    "ENTRY_POINTS",
    "FIRST_PARTY",
    "LoadedPlugin",
    "Plugins",
    "for_settings",
    "load",
]
