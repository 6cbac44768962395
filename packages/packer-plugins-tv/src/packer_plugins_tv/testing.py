"""For tests of what reads videos: a stand-in for MediaInfo.

Say ``pytest_plugins = ["packer_plugins_tv.testing"]`` in a ``conftest.py`` for the fixture.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest


class FakeMediaInfo:
    """MediaInfo's words on files that need not be videos: reports that were recorded before.

    Record one with ``mediainfo --Output=JSON film.mkv > film.mkv.json``. An instance is a function
    from a path to the JSON of the report; only the file's own name counts. It is what
    ``packer_plugins_tv.extractors.VideoExtractor(recorded=…)`` asks in place of MediaInfo.

    :ivar asked: the paths that it was asked about, in their order.
    """

    def __init__(self, reports: Mapping[str, str]) -> None:
        self._reports = dict(reports)
        self.asked: list[Path] = []

    @classmethod
    def from_folder(cls, folder: Path) -> "FakeMediaInfo":
        """The reports in a folder: ``film.mkv.json`` is what there is to say of ``film.mkv``."""
        return cls(
            {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json"))}
        )

    def __call__(self, path: Path) -> str:
        """The report on a file.

        :raises AssertionError: for a file of which nothing was recorded: the test lacks something.
        """
        self.asked.append(path)
        if path.name not in self._reports:
            known = ", ".join(sorted(self._reports)) or "nothing"
            raise AssertionError(f"no report on {path.name} was recorded; there are: {known}")
        return self._reports[path.name]


@pytest.fixture
def media_reports(request: pytest.FixtureRequest) -> FakeMediaInfo:
    """The reports recorded in the folder ``media_reports`` beside the test."""
    return FakeMediaInfo.from_folder(request.path.with_name("media_reports"))
