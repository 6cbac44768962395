"""Expected errors of the command line alone; their ``reason`` is the key of a text of its own."""

from packer_core.errors import BadConfiguration, NotAllowed, UsageProblem


class WrongCall(UsageProblem):
    """What was stated for a setting makes no sense."""

    name: str | None = None
    option: str | None = None
    limit: int | None = None


class KeptElsewhere(NotAllowed):
    """A setting that ``config.yaml`` may not hold: its place is the environment."""

    variable: str | None = None


class EditorFailed(BadConfiguration):
    """The editor could not be run, or ended with an error."""

    editor: str | None = None
    path: str | None = None
