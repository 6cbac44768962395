"""From the paths of a command to the releases they are."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from packer_cli.session import Session

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.values import PackRequest


def each_release(
    session: Session,
    paths: tuple[str, ...],
    build: "Callable[[tuple[str, ...]], PackRequest]",
    work: "Callable[[PackRequest, Run], int | None]",
    *,
    together: bool = False,
    workers: int = 1,
) -> int:
    """Work on each release that the paths stand for: a file, or what a folder's kind makes of it.

    :param build: the request for paths that belong together.
    :param together: whether all files of all paths are one release.

    Returns the exit code of the worst; a path that cannot be read does not stop the others.
    """
    from packer_core.stages.inspect.sources import expand

    found: list[PackRequest] = []

    def look(taken: tuple[str, ...], run: "Run") -> None:
        found.extend(expand(build(taken), run, together=together))

    wanted = [paths] if together else [(path,) for path in paths]
    worst = session.loop.each(wanted, look, name=_first)
    if not found:
        return worst
    return max(worst, session.loop.each(found, work, name=_path, workers=workers))


def _first(paths: tuple[str, ...]) -> str:
    return paths[0]


def _path(request: "PackRequest") -> str:
    return request.sources[0].path
