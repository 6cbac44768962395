"""The kit for tests of plugins, and albums to try this one with."""

from pathlib import Path

import pytest
from flac import flac

pytest_plugins = ["packer_core.testing"]


@pytest.fixture(scope="session")
def track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A track of an album, with everything in its tags."""
    path = tmp_path_factory.mktemp("album") / "01-ebb.flac"
    path.write_bytes(
        flac(
            title="Ebb",
            artist="Maren Quill",
            album="Harbour Songs",
            date="2021",
            tracknumber="1/2",
            label="Tide Records",
            catalognumber="TIDE01",
        )
    )
    return path
