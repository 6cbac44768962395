"""Whether a path that somebody stated, in a plan, a list or a row, stays where it is joined to."""

from pathlib import PurePosixPath


def leads_out(path: str) -> bool:
    """Whether a path, ``/`` between its parts, names nothing below the folder it is joined to.

    Links are not looked at: whoever opens it follows none.
    """
    stated = PurePosixPath(path)
    return stated.is_absolute() or not stated.parts or ".." in stated.parts or "\0" in path
