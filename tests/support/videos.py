"""Tiny real videos made on the spot by ffmpeg, and one call that reads any as the product does."""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import EpisodeMetadata, Extraction
from packer_plugins_tv.extractors import VideoExtractor
from packer_plugins_tv.media.mediainfo import MediaInfo
from packer_plugins_tv.media.reader import MediaReport
from tests.support.needs import need

RUN = Run(settings=Settings())

PICTURES = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=1")
SOUND = ("-f", "lavfi", "-i", "sine=duration=1")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def ffmpeg(target: Path, *arguments: str) -> Path:
    """A file that ffmpeg makes, in the container that its name says."""
    need("ffmpeg", shutil.which("ffmpeg"), "install it with the system's package manager")
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *arguments]
    subprocess.run([*command, str(target)], check=True, timeout=60)
    return target


def film(target: Path, *arguments: str, inputs: Sequence[str] = (*PICTURES, *SOUND)) -> Path:
    """A second of pictures in H.264 and sound in AAC; the arguments come after the inputs."""
    return ffmpeg(target, *inputs, *H264, "-c:a", "aac", *arguments)


@cache
def extractor() -> VideoExtractor:
    """One for all tests, as there is one in the product: its process stays warm."""
    return VideoExtractor()


@cache
def _mediainfo() -> MediaInfo:
    return MediaInfo()


def report(path: Path) -> MediaReport:
    """What MediaInfo says of a file."""
    found = _mediainfo()(path, RUN)
    assert found is not None
    return found


def describe(path: Path) -> Extraction:
    """Read a video as the product does."""
    return extractor().extract(path, RUN)


def episode(extraction: Extraction) -> EpisodeMetadata:
    """The metadata, which are an episode's."""
    assert isinstance(extraction.metadata, EpisodeMetadata)
    return extraction.metadata


def ids(extraction: Extraction) -> list[str]:
    """The ids of the findings."""
    return [finding.id for finding in extraction.findings]
