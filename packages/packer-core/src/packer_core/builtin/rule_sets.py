"""The rule sets that come with Packer."""

from pathlib import Path

import packer_core.rules
from packer_core.hookspecs import PLUGIN_API_VERSION, hookimpl

PACKER_PLUGIN_API = PLUGIN_API_VERSION

_FOLDER = Path(packer_core.rules.__file__).parent / "sets"


@hookimpl
def packer_rule_sets() -> list[Path]:
    """The TOML files of the package, in the order of their names."""
    return sorted(_FOLDER.glob("*.toml"))
