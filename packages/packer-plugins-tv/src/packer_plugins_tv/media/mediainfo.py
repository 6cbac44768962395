"""Asking MediaInfo about a file: its library, else its program."""

from pathlib import Path

from packer_core.children import Limits, find_program, running
from packer_core.errors import Unreadable
from packer_core.run import Run
from packer_plugins_tv.media.child import MEMORY_BYTES
from packer_plugins_tv.media.process import (
    LONGEST_ANSWER,
    WALL_SECONDS,
    MediaProcess,
    NoLibrary,
    find_library,
)
from packer_plugins_tv.media.reader import MediaReport

_PROGRAM = "mediainfo"
_NAME_LABEL = "Complete name"
# MediaInfo is not told the name, so it finds fault with the extension of every file.
_EXTENSION_LABEL = "FileExtension_Invalid"


class MediaInfo:
    """A :data:`~packer_plugins_tv.media.reader.MediaReader` that asks what is installed.

    :param library: the file of the library, by default the one that pymediainfo brings.
    """

    def __init__(self, library: str | None = "") -> None:
        self._process = MediaProcess(find_library() if library == "" else library)

    def __call__(self, path: Path, run: Run) -> MediaReport | None:
        """MediaInfo's words on a file, its path reduced to its name; ``None`` without MediaInfo.

        :raises packer_core.errors.Unreadable: where MediaInfo cannot read it within its limits.
        """
        report = self._ask(path, run)
        if report is None or report.text is None:
            return report
        return MediaReport(json=report.json, text=named(report.text, path.name))

    def _ask(self, path: Path, run: Run) -> MediaReport | None:
        try:
            return self._process.read(path, run)
        except NoLibrary:
            return read_with_program(path, run)

    def close(self) -> None:
        """End the process in the background, where one runs."""
        self._process.close()


def named(text: str, name: str) -> str:
    """MediaInfo's text with a file's name for its path, in lines that end as elsewhere."""
    whole, *tracks = text.replace("\r\n", "\n").strip().split("\n\n")
    lines = []
    for line in whole.splitlines():
        label = line.partition(":")[0]
        if label.strip() == _NAME_LABEL:
            lines.append(f"{label}: {_printable(name)}")
        elif label.strip() != _EXTENSION_LABEL:
            lines.append(line.rstrip())
    return "\n\n".join(["\n".join(lines), *tracks]) + "\n"


def read_with_program(path: Path, run: Run) -> MediaReport | None:
    """What the program says of a file, in two runs; ``None`` where it is not installed.

    :raises packer_core.errors.Unreadable: where it fails or costs too much.
    """
    program = find_program(_PROGRAM)
    if program is None:
        return None
    where = str(path.absolute())
    return MediaReport(
        json=_output([program, "--Output=JSON", where], path, run),
        text=_output([program, where], path, run),
    )


def _output(command: list[str], path: Path, run: Run) -> str:
    limits = Limits(
        seconds=WALL_SECONDS, silence=WALL_SECONDS, memory=MEMORY_BYTES, said=LONGEST_ANSWER
    )
    with running(command, limits, run.checkpoint) as child:
        told = b"".join(child.chunks())
        if child.overran and len(told) <= LONGEST_ANSWER:
            raise Unreadable(path=str(path), reason="media-costly")
    if not told or len(told) > LONGEST_ANSWER:
        raise Unreadable(path=str(path), reason="media-crash")
    return told.decode("utf-8", "replace")


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)
