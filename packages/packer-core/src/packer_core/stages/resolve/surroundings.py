"""Collecting what a plan may know of the outside."""

import time

from packer_core import plugins
from packer_core.errors import BadConfiguration
from packer_core.settings import FIXED_TIME, Settings
from packer_core.values import Surroundings
from packer_core.version import VERSION

#: 10000-01-01 in seconds since the epoch: a day from there on has no ISO form of ten characters.
_YEAR_10000 = 253_402_300_800


def observe(settings: Settings) -> Surroundings:
    """The world as it is now; a fixed time in the settings stands for every clock and zone.

    Raises :class:`packer_core.errors.BadConfiguration` for a fixed time after the year 9999.
    """
    fixed = settings.get(FIXED_TIME)
    if fixed >= 0:
        day = _day(fixed)
        return Surroundings(
            now=fixed,
            release_date=day,
            fixed_time=fixed,
            tools=tools_here(settings),
            version=VERSION,
        )
    now = int(time.time())
    local = time.localtime(now)
    return Surroundings(
        now=now,
        release_date=time.strftime("%Y-%m-%d", local),
        utc_offset=local.tm_gmtoff,
        tools=tools_here(settings),
        version=VERSION,
    )


def tools_here(settings: Settings) -> tuple[str, ...]:
    """The outside programs and libraries, of those the makers can use, that the machine has."""
    makers = plugins.for_settings(settings).extra_makers().values()
    return tuple(dict.fromkeys(tool for maker in makers for tool in maker.tools()))


def _day(moment: int) -> str:
    if moment >= _YEAR_10000:
        raise BadConfiguration(where=FIXED_TIME.variable, reason="after-9999")
    return time.strftime("%Y-%m-%d", time.gmtime(moment))
