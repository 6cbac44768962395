"""What a running stage tells: one stream for the progress bar, the job's log and the live view."""

from attrs import frozen


@frozen(kw_only=True)
class StageStarted:
    """A stage began; ``total`` is its work in bytes, 0 where it is not known."""

    stage: str
    total: int = 0


@frozen(kw_only=True)
class Progress:
    """``done`` of ``total`` bytes of the stage are worked off; ``subject`` is the file at hand."""

    stage: str
    done: int
    total: int
    subject: str = ""


@frozen(kw_only=True)
class Warned:
    """Something the user should know and that stops nothing; ``key`` is a message key."""

    stage: str
    key: str
    params: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class StageFinished:
    """A stage ended without an error; ``seconds`` is the time it took."""

    stage: str
    seconds: float


Event = StageStarted | Progress | Warned | StageFinished
