"""What MediaInfo says of a file, and who may say it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from packer_core.run import Run


@frozen(kw_only=True)
class MediaReport:
    """MediaInfo's words on one file: ``json`` as it prints them with ``--Output=JSON``, and
    ``text`` as it prints them for people, where somebody asked for that."""

    json: str
    text: str | None = None


#: Asks MediaInfo about a file; ``None`` where there is no MediaInfo.
MediaReader: TypeAlias = Callable[[Path, Run], MediaReport | None]


def replaying(recorded: Callable[[Path], str]) -> MediaReader:
    """A reader that answers with recorded JSON, for tests without MediaInfo."""

    def read(path: Path, _run: Run) -> MediaReport:
        return MediaReport(json=recorded(path))

    return read
