"""The checks that hold for releases of every kind."""

from packer_core.hookspecs import PLUGIN_API_VERSION, Check, hookimpl

PACKER_PLUGIN_API = PLUGIN_API_VERSION


@hookimpl
def packer_checks() -> list[Check]:
    """All checks of the package, in the order in which their findings are told."""
    # Who only asks for a version needs none of their expressions.
    from packer_core.rules.checks import CHECKS

    return list(CHECKS)
