"""The world a plan is made in, collected once and stored with it."""

from attrs import frozen


@frozen(kw_only=True)
class Surroundings:
    """What a plan may know of the outside.

    ``now`` is seconds since the epoch; ``release_date`` an ISO day; ``utc_offset`` seconds east
    of UTC; ``fixed_time`` replaces the sources' times (``SOURCE_DATE_EPOCH``); ``taken`` are the
    stems of ZIP names already in use; ``tools`` are the outside programs and libraries that the
    makers of extras can use here; ``version`` is the program's.
    """

    now: int
    release_date: str
    utc_offset: int = 0
    fixed_time: int | None = None
    taken: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    version: str = ""
