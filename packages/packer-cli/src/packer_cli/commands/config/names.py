"""Settings by the names that a user types."""

from typing import Any

from packer_cli.errors import WrongCall
from packer_core.errors import UnknownName
from packer_core.settings import FAMILIES, SETTINGS, Setting, setting_named


def find_setting(name: str) -> Setting[Any]:
    """The setting of a name; raises :class:`UnknownName` with those that are like it.

    Raises :class:`WrongCall` for a family of settings, whose members have names.
    """
    setting = setting_named(name)
    if setting is not None:
        return setting
    families = [family.name for family in FAMILIES]
    if name in families:
        raise WrongCall(reason="cli.config.pattern", name=name)
    from difflib import get_close_matches

    known = [*(each.name for each in SETTINGS), *families]
    near = get_close_matches(name[:100], known, n=5, cutoff=0.5)
    raise UnknownName(what="setting", name=name, known=", ".join(near or known))
