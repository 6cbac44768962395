"""The extractor of videos: it judges a file by its contents, and loads the reader when asked."""

from collections.abc import Callable
from pathlib import Path

from packer_core.run import Run
from packer_core.values import Extraction
from packer_plugins_tv.container.sniff import claimed, sniff
from packer_plugins_tv.media.reader import MediaReader, replaying

_KNOWN = 80
# A file that only claims by its name to be a video: the reader says clearly what is wrong with it,
# unless somebody else knows the contents better.
_CLAIMED = 1


class VideoExtractor:
    """Reads what a video says of itself, through MediaInfo, and what its name says.

    :param recorded: MediaInfo's JSON by the path of a file, in place of MediaInfo itself
        (:class:`packer_plugins_tv.testing.FakeMediaInfo`).
    """

    id = "video"
    kind = "TV"

    def __init__(self, recorded: Callable[[Path], str] | None = None) -> None:
        self._reader: MediaReader | None = None if recorded is None else replaying(recorded)

    def score(self, path: Path, head: bytes) -> int | None:
        """See :class:`packer_core.hookspecs.Extractor`."""
        if sniff(head):
            return _KNOWN
        return _CLAIMED if claimed(path) else None

    def extract(self, path: Path, run: Run) -> Extraction:
        """See :class:`packer_core.hookspecs.Extractor`."""
        from packer_plugins_tv import video

        return video.describe(path, run, self._read())

    def _read(self) -> MediaReader:
        if self._reader is None:
            from packer_plugins_tv.media.mediainfo import MediaInfo

            self._reader = MediaInfo()
        return self._reader
